// 빌드하는 동안 기다리는 까닭을 알립니다. Runs the command that follows, and says meanwhile that it is building.
// Its own output appears only if it fails. All of it goes to stderr, so that the tour can be piped.
const { spawn } = require('node:child_process')

const { stderr } = process
const started = Date.now()
const elapsed = () => `${Math.round((Date.now() - started) / 1000)}초`

stderr.write('빌드 중… (building)')
stderr.write(stderr.isTTY ? '' : '\n')
const progress = setInterval(() => stderr.isTTY && stderr.write(`\r빌드 중… ${elapsed()} (building)`), 1000)

const child = spawn(process.argv.slice(2).join(' '), { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
const output = []
for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))

child.once('close', (code) => {
  clearInterval(progress)
  // Rubs the line out: what follows begins in its place.
  if (stderr.isTTY) stderr.write('\r\u001b[2K')
  if (code === 0) return
  stderr.write(`빌드하지 못했습니다 (the build failed)\n${Buffer.concat(output)}`)
  process.exitCode = code ?? 1
})
