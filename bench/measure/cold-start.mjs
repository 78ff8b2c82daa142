// What a fresh process pays: until the package is loaded, and until its first call is answered.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { peersFolder } from '../peers.mjs'
import { Figure } from '../statistics.mjs'
import { subjectIds, subjects } from '../subjects.mjs'

const probes = { require: 'require.cjs', import: 'import.mjs' }
const everyone = ['bare', ...subjectIds]
const run = promisify(execFile)

async function probe(script, args = []) {
  const begin = performance.now()
  const { stdout } = await run(process.execPath, [script, ...args], { cwd: peersFolder })
  return { ...JSON.parse(stdout), wall: performance.now() - begin }
}

export async function measureColdStart({ plan, progress, urls }) {
  const figures = []
  for (const [how, script] of Object.entries(probes)) {
    const figure = (id, title, unit) =>
      figures[figures.push(new Figure(`${how}.${id}`, `\`${how}\`: ${title}`, unit)) - 1]
    const load = figure('load', 'time of loading', 'ms')
    const wall = figure('process', 'whole process that only loads', 'ms')
    const heap = figure('heap', 'heap after loading', 'kB')
    const rss = figure('rss', 'resident memory after loading', 'kB')
    const answer = figure('answer', 'loading and the first answered call', 'ms')
    const call = figure('call', 'of which the call', 'ms')
    const later = figure('later', 'the same, called 200 ms after setConfig (the pause apart)', 'ms')
    const answerWall = figure('answer-process', 'whole process with one answered call', 'ms')
    const answerCpu = figure('answer-cpu', 'its CPU', 'ms')

    // The first process of all finds nothing in the file cache.
    await probe(script)
    for (let round = 0; round < plan.starts; round++) {
      progress(`fresh processes by ${how}: round ${round + 1} of ${plan.starts}`)
      for (let turn = 0; turn < everyone.length; turn++) {
        const id = everyone[(turn + round) % everyone.length]
        const loaded = await probe(script, id === 'bare' ? [] : [subjects[id].specifier])
        load.add(id, loaded.load)
        wall.add(id, loaded.wall)
        heap.add(id, loaded.heapUsed / 1024)
        rss.add(id, loaded.rss / 1024)
        if (id === 'bare') continue
        const file = new URL(`../subjects/${id}.mjs`, import.meta.url).href
        const called = await probe(script, [subjects[id].specifier, file, urls.url])
        answer.add(id, called.answer)
        call.add(id, called.call)
        answerWall.add(id, called.wall)
        answerCpu.add(id, called.cpu)
        const server = await probe(script, [subjects[id].specifier, file, urls.url, '200'])
        later.add(id, server.answer)
      }
    }
    figures.push(await countFiles(how))
  }
  return figures
}

async function countFiles(how) {
  const files = new Figure(`${how}.files`, `\`${how}\`: files loaded before the first call`, 'files')
  for (const id of subjectIds) {
    const { stdout } = await run(process.execPath, ['files.cjs', how, subjects[id].specifier], {
      cwd: peersFolder,
    })
    files.add(id, JSON.parse(stdout).length)
  }
  return files
}
