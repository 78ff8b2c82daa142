// Runs programs that know nothing of a sandbox on the sandbox of the packed tarball, unchanged, on every runtime: the
// samples of other packages for the gateway, each usual HTTP library, and a shop, which also runs under jest and vitest.
// No process may connect to anything but this machine: Node tells where to, and Deno permits nothing else.
// `node test/package/unchanged-programs.mjs node20` runs one.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port.mjs'
import { install, pack, temporaryFolder } from '../support/tools.mjs'
import { call, fromOrderToRefund } from './programs/shop-story.cjs'
import { installRuntimes } from './runtime-binaries.mjs'

const work = temporaryFolder()
const folder = join(work, 'programs')
const command = join(folder, 'node_modules/bootpay-backend-nodejs/dist/sandbox-command.js')
const connections = join(work, 'connections')

install(
  folder,
  pack(work),
  '@bootpay/server-rest-client@1.0.9',
  'bootpay-rest-client@2.0.3',
  'axios-0.21@npm:axios@0.21',
  'axios@1',
  // The last that runs on Node 18, as vitest 3 is.
  'got@13',
  'node-fetch@3',
  'express@5',
  'jest@30',
  'vitest@3',
  'tsx@4',
  'ts-node@10',
  'typescript@5',
  'nodemon@3',
  'mocha@11',
  'yarn@1',
  'pnpm@10',
)
cpSync(join(import.meta.dirname, 'programs'), folder, { recursive: true })
const packageFolder = (name) => join(folder, 'node_modules', name)
const bin = (tool) => join(folder, 'node_modules/.bin', tool)

const queue = installRuntimes(join(work, 'runtimes'), process.argv.slice(2)).flatMap((runtime) =>
  programsFor(runtime).map((run) => ({ ...runtime, options: runtime.options.flatMap(onlyThisMachine), run })),
)

// Two at a time, for two processors.
await Promise.all([next(), next()])
reportConnections()

function onlyThisMachine(option) {
  const other = ['--allow-read', '--allow-write', '--allow-env', '--allow-sys', '--no-prompt']
  return option === '--allow-all' ? [...other, '--allow-net=127.0.0.1'] : option
}

/** Bun and Deno bring test runners of their own. */
function programsFor({ name }) {
  const everywhere = [clients, shop]
  return name.startsWith('node')
    ? [...everywhere, samplesOfServerRestClient, readmes, shopUnderJest, shopUnderVitest, tools, watchers]
    : everywhere
}

async function next() {
  for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
    const startedAt = performance.now()
    const problem = await task.run(task).catch((error) => error)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${task.name}: ${task.run.name}: ${problem ? 'FAILED' : 'passed'} (${seconds} s)`)
    if (!problem) continue
    process.exitCode = 1
    console.log(problem.stack ?? problem)
  }
}

/** Each way to send a request, from a token to a refund. */
async function clients({ program, options }) {
  const flags = ['--accept-unknown', '--price', '5000']
  const { code, out, err } = await onSandbox(program, flags, [program, ...options, 'clients.mjs']).ended
  assert.equal(code, 0, err)
  for (const [name, result] of Object.entries(JSON.parse(out.trim().split('\n').at(-1)))) {
    assert.deepEqual(result, [5000, 0], `${name}: ${result}`)
  }
  assert.match(err, /요청 \(requests\) {4}27: getAccessToken 9, verify 9, cancel 9\n/)
  assert.match(err, /취소 \(cancels\) {5}9: 45,000원/)
}

/** The shop, from the order to the refund: the customer pays on the sandbox's page, and a webhook says so. */
async function shop({ program, options }) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const flags = ['--feedback-url', `${url}/webhook`]
  const { child, printed, ended } = onSandbox(program, flags, [program, ...options, 'shop.cjs'], {
    PORT: `${port}`,
  })
  await printed(/open/)
  await fromOrderToRefund(url, async ({ id, pay }) => {
    assert.match(await (await fetch(pay)).text(), /12,000/)
    const form = {
      method: 'POST',
      body: new URLSearchParams({ act: 'pay', method: 'card' }),
      redirect: 'manual',
    }
    assert.equal((await fetch(pay, form)).status, 200)
    while ((await call(`${url}/orders/${id}`)).state === 'waiting') await sleep(20)
  })
  // The refund is answered before its webhook is.
  await printed(/(webhook answered.*){2}/s)
  child.kill('SIGTERM')
  const { signal, err } = await ended
  assert.equal(signal, 'SIGTERM')
  assert.match(err, /getAccessToken \d, requestPayment 1, verify 1, cancel 1\n/)
  assert.match(err, /웹훅 \(webhooks\) {4}2: OK 2/)
}

/** The samples that @bootpay/server-rest-client brings, each a program of its own. */
async function samplesOfServerRestClient({ program }) {
  const tests = join(packageFolder('@bootpay/server-rest-client'), 'test')
  const texts = new Map(
    readdirSync(tests).map((name) => [join(tests, name), readFileSync(join(tests, name), 'utf8')]),
  )
  // The others ask for a file that the package does not have.
  const files = [...texts.keys()].filter((file) => texts.get(file).includes("require('../dist/bootpay')"))
  // What is deleted is deleted last.
  files.sort((one, other) => one.includes('destroy') - other.includes('destroy'))
  const idIn = (name, pattern) => pattern.exec(texts.get(join(tests, name)))[1]
  const receiptIds = [idIn('verify.js', /verify\('(\w+)'/), idIn('cancel.js', /receiptId: '(\w+)'/)]
  const seed = join(work, 'seed.json')
  writeFileSync(
    seed,
    JSON.stringify({
      receipts: receiptIds.map((receiptId) => ({ receiptId, price: 1000 })),
      billingKeys: [{ billingKey: idIn('subscribe_billing.js', /billingKey: '(\w+)'/) }],
      certificates: [{ receiptId: idIn('certificate.js', /certificate\('(\w+)'/) }],
    }),
  )
  const each = ['sh', '-c', 'for file; do node "$file" || exit 1; done', 'sh', ...files]
  const { code, out, err } = await onSandbox(program, ['--seed', seed], each).ended
  assert.equal(code, 0, err)
  for (const call of ['verify 1', 'cancel 1', 'certificate 1', 'requestUserToken 1', 'requestPayment 1']) {
    assert.match(err, new RegExp(`[ ,]${call}[,\n]`))
  }
  // One of them holds words where a card's number belongs.
  assert.match(err, /거절 \(refusals\) {4}1: requestSubscribeBillingKey 400/)
  assert.equal(out.match(/^(\{ | {2})status: 200,/gm).length, files.length - 1)
}

/** What the READMEs of the two older packages show, with what keeps them from being a program mended. */
async function readmes({ program }) {
  const sampleOf = (name) =>
    /```nodejs\s+([\s\S]*?)(?:```|###)/.exec(readFileSync(join(packageFolder(name), 'README.md'), 'utf8'))[1]
  const mended = {
    // It shows `require` and `import` of the same name, and ends with a bracket too many.
    'server-rest-client.cjs': sampleOf('@bootpay/server-rest-client')
      .replace(/^\/\/ or\s+import .*$/m, '')
      .replace(/^\}\);\s*$/m, ''),
    // It loads a file of the package's own folder, by another name than it then uses.
    'rest-client.cjs': sampleOf('bootpay-rest-client').replace(
      "var Bootpay = require('./bootpay')",
      "var BootpayRest = require('bootpay-rest-client')",
    ),
  }
  const outputs = []
  for (const [name, text] of Object.entries(mended)) {
    writeFileSync(join(folder, name), text)
    const { code, out, err } = await onSandbox(program, ['--accept-unknown'], [program, name]).ended
    assert.equal(code, 0, err)
    assert.match(out, /status: 200,/)
    outputs.push(out)
  }
  assert.match(outputs[0], /token: '[0-9a-f]{64}'/)
  assert.match(outputs[1], /receipt_id: '1234'/)
}

async function shopUnderJest({ name, program }) {
  const config = JSON.stringify({
    setupFiles: ['bootpay-backend-nodejs/sandbox/register'],
    testMatch: ['**/shop.test.cjs'],
    transform: {},
    cacheDirectory: join(work, `jest-${name}`),
  })
  await underTestRunner(program, [
    join(packageFolder('jest'), 'bin/jest.js'),
    '--runInBand',
    '--config',
    config,
  ])
}

async function shopUnderVitest({ name, program }) {
  const config = `vitest-${name}.config.mjs`
  const settings = {
    setupFiles: ['bootpay-backend-nodejs/sandbox/register'],
    include: ['shop.spec.mjs'],
    cache: false,
  }
  writeFileSync(join(folder, config), `export default { test: ${JSON.stringify(settings)} }\n`)
  await underTestRunner(program, [join(packageFolder('vitest'), 'vitest.mjs'), 'run', '--config', config])
}

async function underTestRunner(program, args) {
  const { code, out, err } = await start(program, args, program).ended
  assert.equal(code, 0, out + err)
  assert.match(out + err, /Tests:? +.*1 passed/)
}

/** Other ways to start a program than `node`: each sends one request. */
async function tools({ name, program }) {
  const project = copyOfTools(`tools-${name}`)
  const commands = [
    [bin('tsx'), 'ask.ts'],
    [bin('ts-node'), '--transpile-only', 'ask.ts'],
    [bin('mocha'), 'ask.cjs'],
    [program, '--test', 'ask.cjs'],
    [program, 'cluster.cjs'],
    [program, 'workers.cjs'],
    [bin('pnpm'), 'run', 'ask'],
    // Its scripts have a `node` of their own first in the PATH.
    [bin('yarn'), 'run', 'ask'],
  ]
  for (const command of commands) {
    const { ended } = onSandbox(program, [], command, {}, project)
    const { code, out, err } = await ended
    assert.equal(code, 0, `${command}: ${out}${err}`)
    assert.match(out, /status 200/, `${command}: ${err}`)
    assert.match(err, /요청 \(requests\) {4}1: getAccessToken 1\n/, command.join(' '))
  }
}

/** Those that start a program again when its file changes: the sandbox stays. */
async function watchers({ name, program }) {
  const project = copyOfTools(`watchers-${name}`)
  const commands = [
    [bin('nodemon'), '--quiet'],
    [bin('tsx'), 'watch'],
    [program, '--watch'],
  ]
  for (const command of commands) {
    const { child, printed, ended } = onSandbox(program, [], [...command, 'ask.cjs'], {}, project)
    await printed(/status 200/)
    // Some begin to watch a moment after the program has ended: a change before that is not seen.
    const again = printed(/(status 200.*){2}/s).then(() => true)
    do appendFileSync(join(project, 'ask.cjs'), '// changed\n')
    while (!(await Promise.race([again, sleep(1_000)])))
    child.kill('SIGTERM')
    const requests = /요청 \(requests\) {4}(\d+): getAccessToken \1\n/.exec((await ended).err)
    assert.ok(Number(requests?.[1]) >= 2, `${command.join(' ')}: ${(await ended).err}`)
  }
}

/** A project with the small programs that ask for a token, of which several runtimes need one each. */
function copyOfTools(name) {
  const project = join(folder, name)
  cpSync(join(folder, 'tools'), project, { recursive: true })
  return project
}

/** The command of bootpay-sandbox on the same runtime; on Node where that is Bun or Deno. */
function onSandbox(program, flags, args, env, cwd) {
  const node = program.endsWith('/node') ? program : process.execPath
  return start(node, [command, ...flags, '--', ...args], program, env, cwd)
}

function start(file, args, program, env = {}, cwd = folder) {
  const child = spawn(file, args, {
    cwd,
    env: {
      ...process.env,
      PATH: `${dirname(program)}:${process.env.PATH}`,
      NODE_OPTIONS: `--require ${join(folder, 'watch.cjs')}`,
      CONNECTIONS: connections,
      NO_COLOR: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.err += text
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }))
  let isOver = false
  ended.then(() => {
    isOver = true
  })
  const printed = async (pattern) => {
    while (!pattern.test(output.out)) {
      if (isOver) throw new Error(`the program ended\n${output.out}${output.err}`)
      await sleep(20)
    }
  }
  return { child, printed, ended }
}

/** What `watch.cjs` wrote down in every process of Node. */
function reportConnections() {
  const made = readFileSync(connections, 'utf8').trimEnd().split('\n')
  const others = made.filter((address) => !/^(127\.0\.0\.1|::1|localhost)$/.test(address))
  console.log(`${made.length} connections and look-ups, ${others.length} of them of another machine`)
  if (others.length === 0) return
  process.exitCode = 1
  console.log([...new Set(others)].join('\n'))
}
