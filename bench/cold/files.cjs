// Counts the script files that loading a package compiles, whichever module system they belong to.
const { Session } = require('node:inspector')
const [how, specifier] = process.argv.slice(2)

const files = new Set()
const session = new Session()
session.connect()
session.on('Debugger.scriptParsed', ({ params: { url } }) => {
  if (url.startsWith('file:')) files.add(url)
})
session.post('Debugger.enable')

async function main() {
  files.clear()
  if (how === 'require') require(specifier)
  else await import(specifier)
  process.stdout.write(JSON.stringify([...files]), () => process.exit())
}
main()
