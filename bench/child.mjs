// A child process that carries out commands, one at a time.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export function startChild(file, { args = [], execArgv = [] } = {}) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv })
  return {
    ask(order, options) {
      return new Promise((resolve, reject) => {
        const died = (code) => reject(new Error(`${file} ${args.join(' ')} ended with code ${code}`))
        child.once('exit', died)
        child.once('message', ({ result, error }) => {
          child.off('exit', died)
          if (error === undefined) resolve(result)
          else reject(new Error(`${file} ${args.join(' ')}: ${error}`))
        })
        child.send({ order, options })
      })
    },
    stop: () => child.disconnect(),
  }
}
