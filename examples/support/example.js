const { once } = require('node:events')
const { Bootpay, isBootpayError } = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')

/**
 * 예제를 실행합니다. Runs one example against the sandbox. The real gateway is used only if both keys are in the
 * environment and `--live` is on the command line.
 *
 * @param {(gateway: Gateway) => Promise<void>} example
 * @param {import('bootpay-backend-nodejs/sandbox').SandboxOptions} [options] of the sandbox
 */
async function run(example, options) {
  let gateway
  try {
    gateway = await connect(options)
    await example(gateway)
  } catch (error) {
    console.error(`실패 (failed): ${describe(error)}`)
    process.exitCode = 1
  } finally {
    await gateway?.close()
  }
}

/**
 * @typedef {object} Gateway
 * @property {import('bootpay-backend-nodejs/sandbox').Sandbox | undefined} sandbox `undefined` with `--live`
 * @property {(name: string, make: (sandbox: import('bootpay-backend-nodejs/sandbox').Sandbox) => string) => string} argument
 *   what the sandbox makes; with `--live` the next word of the command line
 * @property {() => Promise<void>} close
 */

/**
 * @param {import('bootpay-backend-nodejs/sandbox').SandboxOptions} [options]
 * @returns {Promise<Gateway>}
 */
async function connect(options) {
  const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
  const isLive = process.argv.includes('--live')
  if (isLive && applicationId && privateKey) return connectLive(applicationId, privateKey)
  if (isLive)
    throw new Error('--live에는 BOOTPAY_APPLICATION_ID와 BOOTPAY_PRIVATE_KEY가 필요합니다 (set both keys)')
  if (applicationId && privateKey) {
    console.log('키가 있지만 샌드박스를 씁니다. 실제 API를 쓰려면 --live를 붙이세요.')
    console.log('Both keys are set. Add --live to use the real API, or stay on the sandbox.')
  }
  const sandbox = await startSandbox(options)
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  return { sandbox, argument: (_name, make) => make(sandbox), close: () => sandbox.close() }
}

function connectLive(applicationId, privateKey) {
  const { BOOTPAY_MODE: mode, BOOTPAY_BASE_URL: baseUrl } = process.env
  Bootpay.setConfig(applicationId, privateKey, mode, { baseUrl })
  console.log('실제 API를 호출합니다 (calling the real API)')
  const words = process.argv.slice(2).filter((word) => word !== '--live')
  const argument = (name) => {
    const word = words.shift()
    if (word === undefined)
      throw new Error(`명령줄에 ${name} 값을 적으세요 (name it on the command line): ${name}`)
    return word
  }
  return { sandbox: undefined, argument, close: async () => {} }
}

/**
 * 서버를 엽니다. Opens a server on this machine, on `PORT` or on a free port.
 *
 * @param {import('node:http').Server} server
 * @returns {Promise<string>} its address
 */
async function listen(server) {
  server.listen(Number(process.env.PORT ?? 0), '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address.port : ''}`
}

/** Ends an example that keeps a server open. */
function fail(error) {
  console.error(`실패 (failed): ${describe(error)}`)
  process.exit(1)
}

function describe(error) {
  if (!isBootpayError(error)) return error.message
  return `${error.method}: ${error.message} (type ${error.type}, status ${error.status}, code ${error.code}, outcomeUnknown ${error.outcomeUnknown})`
}

module.exports = { connect, describe, fail, listen, run }
