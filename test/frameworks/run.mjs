// Runs each example that has a package.json of its own: a copy in a temporary folder, with the packed tarball in place
// of the released package. The shops of examples/frameworks are started and driven over HTTP; those that hold tests
// (examples/testing) run them. `npm run test:frameworks -- express testing` runs the ones that are named.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port.mjs'
import { installExample, pack, project, run, temporaryFolder } from '../support/tools.mjs'

const frameworks = join(project, 'examples/frameworks')
const folders = new Map(
  [...readdirSync(frameworks).map((name) => join(frameworks, name)), join(project, 'examples/testing')]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => [basename(folder), folder]),
)
const known = [...folders.keys()]
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`no such example: ${unknown.join(', ')} (there are ${known.join(', ')})`)
  process.exit(2)
}

const work = temporaryFolder()
const tarball = pack(work)
const { drive, driveFrozen, orders } = await import('./drive.mjs')
const { startSandbox } = await import('bootpay-backend-nodejs/sandbox')

// Two at a time: one downloads while the other builds.
const queue = [...(wanted.length > 0 ? wanted : known)]
await Promise.all([next(), next()])

async function next() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const start = performance.now()
    const problem = await tryExample(name).catch((error) => error)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${name}: ${problem ? 'FAILED' : 'passed'} (${seconds} s)`)
    if (!problem) continue
    process.exitCode = 1
    console.log(problem.stack ?? problem)
  }
}

async function tryExample(name) {
  const folder = join(work, name)
  cpSync(folders.get(name), folder, { recursive: true })
  const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!scripts.test) addOrders(folder)
  await installExample(folder, tarball)
  if (scripts.build) {
    // Next.js sets NODE_ENV to production for it.
    const command = scripts.dev ? [commandIn(folder), '--force', '--', 'npm'] : ['npm']
    const [program, ...args] = [...command, 'run', 'build']
    const { passed, output } = await run(program, args, { cwd: folder, timeout: 240_000 })
    if (!passed) throw new Error(`the build failed\n${output}`)
  }
  if (scripts.test) return runTests(folder)
  if (scripts.dev) await tryDevelopment(folder)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const sandbox = await startSandbox({ feedbackUrl: `${url}/bootpay/feedback` })
  const shop = open(folder, scripts.start, port, sandbox)
  try {
    await untilItListens(shop, port)
    await drive(url, sandbox, () => shop.output)
    if (!scripts.start) await driveFrozen(url, sandbox, shop.child)
    shop.mustNotShow(sandbox.privateKey)
  } catch (error) {
    throw new Error(`${error.stack}\n--- what the shop printed ---\n${shop.output}`)
  } finally {
    await shop.close()
    await sandbox.close()
  }
}

/** Gives the copied shop the orders that are driven, in place of the one order of its sample. */
function addOrders(folder) {
  const sample = /\[\['order-1', \{ price: 10_000, state: 'waiting', receiptId: '' \}\]\]/
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(m?js|ts)$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => sample.test(readFileSync(file, 'utf8')))
  assert.equal(files.length, 1, 'the order of the sample is in one file')
  for (const file of files) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(sample, JSON.stringify(orders)))
  }
}

/** Runs the tests of an example; a connection to anything but this machine fails them, whatever they expect. */
async function runTests(folder) {
  const refused = join(folder, 'refused-connections')
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'loopback-only.cjs')}`,
    REFUSED_CONNECTIONS: refused,
  }
  const { passed, output } = await run('npm', ['test'], { cwd: folder, env, timeout: 240_000 })
  if (!passed) throw new Error(output)
  if (existsSync(refused)) throw new Error(`connections left this machine: ${readFileSync(refused, 'utf8')}`)
}

function commandIn(folder) {
  return join(folder, 'node_modules/.bin/bootpay-sandbox')
}

/** Lets the command run `npm run dev`, as the guides show it: the shop verifies a payment of a browser. */
async function tryDevelopment(folder) {
  const port = await freePort()
  const flags = ['--accept-unknown', '--price', '10000', '--order-id', 'order-1']
  const shop = startGroup(commandIn(folder), [...flags, '--', 'npm', 'run', 'dev'], folder, {
    PORT: String(port),
    BOOTPAY_APPLICATION_ID: 'application-id',
    BOOTPAY_PRIVATE_KEY: 'private-key',
  })
  try {
    await untilItListens(shop, port)
    const answer = await fetch(`http://127.0.0.1:${port}/checkout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId: 'order-1', receiptId: 'receipt-of-a-browser' }),
    })
    assert.deepEqual(await answer.json(), { state: 'paid' })
  } catch (error) {
    throw new Error(`${error.stack}\n--- what npm run dev printed ---\n${shop.output}`)
  } finally {
    // SIGTERM first: the command then removes its temporary folder.
    if (isRunning(shop.child)) process.kill(-shop.child.pid, 'SIGTERM')
    await Promise.race([once(shop.child, 'close'), sleep(5_000)])
    await shop.close()
  }
}

/** Starts the example as its `npm start` says; a Lambda handler has none, and runs behind what plays its gateway. */
function open(folder, start, port, sandbox) {
  const [program, args] = start
    ? ['npm', ['start']]
    : [process.execPath, [join(import.meta.dirname, 'lambda.mjs'), join(folder, 'index.mjs')]]
  return startGroup(program, args, folder, {
    PORT: String(port),
    BOOTPAY_APPLICATION_ID: sandbox.applicationId,
    BOOTPAY_PRIVATE_KEY: sandbox.privateKey,
    // The shop calls the real address: this takes it to the sandbox.
    NODE_OPTIONS: `--require "${join(folder, 'node_modules/bootpay-backend-nodejs/dist/sandbox-register.js')}"`,
    BOOTPAY_SANDBOX_URL: sandbox.url,
  })
}

function startGroup(program, args, folder, variables) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...variables }
  // A group of its own: npm starts a shell that starts the server, and all of them have to end.
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const shop = {
    child,
    output: '',
    mustNotShow(secret) {
      if (shop.output.includes(secret)) throw new Error('the shop printed the private key')
    },
    async close() {
      if (!isRunning(child)) return
      process.kill(-child.pid, 'SIGKILL')
      await once(child, 'close')
    },
  }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      shop.output += text
    })
  }
  return shop
}

function isRunning({ exitCode, signalCode }) {
  return exitCode === null && signalCode === null
}

async function untilItListens({ child }, port) {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    if (!isRunning(child)) throw new Error(`the shop ended with ${child.exitCode ?? child.signalCode}`)
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
  }
  throw new Error('the shop does not listen')
}
