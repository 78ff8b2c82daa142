import { syncBuiltinESMExports } from 'node:module'
import type { Sandbox } from '../index'
import { SandboxAddress } from './address'
import { followChildren } from './children'
import { redirectFetch } from './fetch'
import { bypassProxies, exemptFromProxies } from './proxies'
import { findSandbox } from './sandbox'
import { redirectSockets } from './sockets'
import { followWorkers } from './workers'

const address = new SandboxAddress()

/**
 * 이 프로세스의 샌드박스: 시험에서 `(await sandbox)?.pay({ price: 1000 })`처럼 결제를 만들고 장부를 봅니다.
 * `BOOTPAY_SANDBOX_URL`이 가리키는 다른 샌드박스를 쓸 때는 `undefined`입니다.
 *
 * The sandbox of this process; `undefined` where `BOOTPAY_SANDBOX_URL` names another one.
 */
export const sandbox: Promise<Sandbox | undefined> = findSandbox(address)

exemptFromProxies(process.env)
redirectSockets(address)
redirectFetch(address)
bypassProxies()
followChildren(address)
followWorkers(__filename)
// Named imports of an ES module (`import { connect } from 'node:tls'`) see the functions above too.
syncBuiltinESMExports()
