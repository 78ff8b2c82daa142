// Where the time of one `verify` goes: profiles many and adds up self time. Run `npm run bench` once first.
//   node bench/profile.mjs <subject> [calls] [receipt id]      for example: bootpay 20000 missing
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startChild } from './child.mjs'

const [subject = 'bootpay', calls = '20000', receipt = '612df0250d681b001de61de6'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'profile-'))
const gateway = startChild('gateway.mjs')
const { url } = await gateway.ask('start')
const script = fileURLToPath(new URL('profile-calls.mjs', import.meta.url))
const flags = ['--cpu-prof', '--cpu-prof-interval', '200', `--cpu-prof-dir=${folder}`]
await promisify(execFile)(process.execPath, [...flags, script, subject, url, calls, receipt])
gateway.stop()
print(JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8')))
rmSync(folder, { recursive: true })

/** Self time in µs per call, by area, then by function. */
function print({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
  const areas = new Map()
  const functions = new Map()
  samples.forEach((id, index) => {
    const frame = byId.get(id)
    if (frame.functionName === '(idle)') return
    const area = areaOf(frame)
    const place = `${frame.functionName || '(anonymous)'} ${basename(frame.url)}:${frame.lineNumber + 1}`
    const time = timeDeltas[index] / Number(calls)
    areas.set(area, (areas.get(area) ?? 0) + time)
    functions.set(place, (functions.get(place) ?? 0) + time)
  })
  console.log(`${subject}: µs of CPU per call, without waiting\n`)
  list(areas, 20)
  console.log()
  list(functions, 45)
}

function areaOf({ url, functionName }) {
  if (/^\((program|garbage collector)\)$/.test(functionName)) return functionName
  if (url.startsWith('node:')) return `node: ${url.slice(5)}`
  const [, name] = url.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/) ?? []
  return name ?? (url === '' ? '(built in)' : 'bench')
}

function list(times, most) {
  const sorted = [...times].sort(([, one], [, other]) => other - one)
  for (const [name, time] of sorted.slice(0, most)) console.log(`${time.toFixed(2).padStart(8)}  ${name}`)
}
