// What calls leave behind on the heap after a garbage collection.
import { Figure } from '../statistics.mjs'
import { subjectIds } from '../subjects.mjs'

const kinds = { verify: 'answered calls', missing: 'failed calls' }

export async function measureMemory({ plan, progress, startSubject, urls }) {
  const figures = []
  for (const [operation, title] of Object.entries(kinds)) {
    const figure = new Figure(`memory.${operation}`, `heap left by ${plan.calls} ${title}`, 'bytes each')
    figures.push(figure)
    for (const id of subjectIds) {
      progress(`memory: ${plan.calls} ${title} by ${id}`)
      const process = startSubject(id, urls.url, ['--expose-gc'])
      figure.add(id, await process.ask('memory', { operation, calls: plan.calls }))
      process.stop()
    }
  }
  return figures
}
