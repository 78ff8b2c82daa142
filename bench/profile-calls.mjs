// What profile.mjs profiles: one subject, so many calls, one after another.
import { createRequire } from 'node:module'
import { subjects } from './subjects.mjs'

const [id, url, calls, receipt] = process.argv.slice(2)
const fromPeers = createRequire(new URL('./.peers/package.json', import.meta.url))
const subject = subjects[id].connect(fromPeers(subjects[id].specifier), url)
await subject.authorize()
for (let call = 0; call < Number(calls); call++) {
  await subject.verify(receipt).catch((error) => {
    if (receipt !== 'missing') throw error
  })
}
process.exit()
