import { writeFileSync } from 'node:fs'
import threads from 'node:worker_threads'
import type { Sandbox } from '../index'
import { isLoopback } from '../rules/web-address'
import type { SandboxAddress } from './address'
import { announcement, isProduction, messageOf, names, tell } from './environment'
import { waitForUrl } from './url-file'

const key = 'bootpay-backend-nodejs/sandbox'
/** Every copy of this file in a process finds its sandbox there; without a url it is starting. */
const own = Symbol.for(key)
const held = threads as { [own]?: { url?: string; readonly sandbox: Promise<Sandbox> } }

/**
 * Finds the sandbox that takes this process's requests: the environment's, the process's own, or a new one.
 * Not `async`: what it refuses, where a test runner does not let a process end, has to stop the program that loads this file.
 */
export function findSandbox(address: SandboxAddress): Promise<Sandbox | undefined> {
  const { env } = process
  if (isProduction(env)) {
    refuse(
      `NODE_ENV가 production이라 시작하지 않습니다. 그래도 쓰려면 명령의 --force나 ${names.force}=1 (not started, because NODE_ENV is production; --force of the command or ${names.force}=1 starts it anyway)`,
    )
  }
  const url = env[names.url]
  if (url) {
    if (!isSandboxUrl(url)) {
      refuse(
        `${names.url}은 이 컴퓨터의 http 주소여야 합니다 (must be an http address on this machine): ${url}`,
      )
    }
    address.set(url)
    const loaded = env[names.loaded]
    if (loaded) markLoaded(loaded)
    // vitest loads its setup files apart from what a test requires, and again for each test file where it isolates
    // none: all of them get the one sandbox of the process.
    return held[own]?.url === url ? held[own].sandbox : Promise.resolve(undefined)
  }
  const urlFile = env[names.urlFile]
  if (urlFile) {
    waitForUrl(urlFile, (found) => {
      if (found === undefined || !isSandboxUrl(found)) {
        refuse(
          '이 프로세스를 시작한 프로세스가 샌드박스를 열지 못했습니다 (the process that started this one has no sandbox)',
        )
      }
      env[names.url] = found
      address.set(found)
    })
    return Promise.resolve(undefined)
  }
  const ports = threads.isMainThread ? undefined : threads.getEnvironmentData(key)
  if (ports instanceof Int32Array) {
    waitForPort(ports, address)
    return Promise.resolve(undefined)
  }
  const sandbox = startOnce().catch((error) => refuse(messageOf(error)))
  void sandbox.then(({ url }) => address.set(url))
  return sandbox
}

function markLoaded(file: string): void {
  try {
    writeFileSync(file, '')
  } catch (error) {
    // Another user's process may not write there.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return
    tell(
      '이 명령의 샌드박스가 이미 끝났습니다. 부트페이로 보내는 요청은 연결되지 않습니다 (the sandbox of this command has ended: requests to Bootpay cannot connect)',
    )
  }
}

function isSandboxUrl(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text)
    return protocol === 'http:' && isLoopback(hostname)
  } catch {
    return false
  }
}

/** jest loads this file anew for each test file of a process: the sandbox of the file before ends here. */
function startOnce(): Promise<Sandbox> {
  const earlier = held[own]
  if (earlier !== undefined && earlier.url === undefined) return earlier.sandbox
  void earlier?.sandbox.then((sandbox) => sandbox.close()).catch(() => undefined)
  const sandbox = start()
  held[own] = { sandbox }
  return sandbox
}

async function start(): Promise<Sandbox> {
  const port = new Int32Array(new SharedArrayBuffer(4))
  threads.setEnvironmentData?.(key, port)
  const { startSandbox } = require('../index') as typeof import('../index')
  const sandbox = await startSandbox({ merchants: 'any', unref: true })
  const { url } = sandbox
  if (held[own] !== undefined) held[own].url = url
  Atomics.store(port, 0, Number(new URL(url).port))
  // Read by child processes that load this file.
  process.env[names.url] = url
  if (!isTestRunner()) tell(announcement(url))
  return sandbox
}

/** A worker may begin before the sandbox of its process listens. */
function waitForPort(ports: Int32Array, address: SandboxAddress): void {
  const port = Atomics.load(ports, 0)
  if (port > 0) address.set(`http://127.0.0.1:${port}`)
  else setTimeout(waitForPort, 5, ports, address)
}

/** Whether a test runner loads this file: one line for each test file would fill its report. */
function isTestRunner(): boolean {
  return 'JEST_WORKER_ID' in process.env || 'VITEST' in process.env
}

function refuse(line: string): never {
  tell(line)
  process.exit(1)
}
