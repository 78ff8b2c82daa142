import workerThreads, { type WorkerOptions } from 'node:worker_threads'
import { tell, withOurVariables } from './environment'
import { patch } from './patch'

/** The threads that this one starts load this file too. */
export function followWorkers(file: string): void {
  if ('bun' in process.versions) followInBun(file)
  else if ('deno' in process.versions) warnInDeno()
  else followInNode(file)
}

/** Node hands its own options on to a worker, but not to one that has options or an environment of its own. */
function followInNode(file: string): void {
  patch(workerThreads, 'Worker', {
    construct(Worker, [path, options], target) {
      if (inherits(options)) return Reflect.construct(Worker, [path, options], target)
      const env = typeof options?.env === 'object' ? withOurVariables(options.env) : options?.env
      const start = (inherited: string[]) => {
        const execArgv = [...inherited, '--require', file]
        return Reflect.construct(Worker, [path, { ...options, env, execArgv }], target)
      }
      if (options?.execArgv) return start(options.execArgv)
      try {
        return start(process.execArgv)
      } catch (error) {
        // Options of the whole process, which a worker cannot have of its own.
        if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_INVALID_EXEC_ARGV') throw error
        return start([])
      }
    },
  })
}

/** Whether Node loads this file in the worker by itself: not each worker loads what `--import` names. */
function inherits(options: WorkerOptions | undefined): boolean {
  const wasPreloaded = /(-r|--require)[ =]("[^"]*|\S*)sandbox[-/]register/.test(
    [...process.execArgv, process.env.NODE_OPTIONS].join(' '),
  )
  const ownEnvironment = typeof options?.env === 'object'
  return wasPreloaded && !ownEnvironment && options?.execArgv === undefined
}

function followInBun(file: string): void {
  for (const owner of [workerThreads, globalThis]) {
    patch(owner, 'Worker', {
      construct: (Worker, [path, options], target) =>
        Reflect.construct(
          Worker,
          [path, { ...options, preload: [file, ...[options?.preload ?? []].flat()] }],
          target,
        ),
    })
  }
}

/** Deno has no preload for a worker. */
function warnInDeno(): void {
  let warned = false
  for (const owner of [workerThreads, globalThis]) {
    patch(owner, 'Worker', {
      construct(Worker, args, target) {
        if (!warned) {
          tell(
            'Deno의 워커는 샌드박스로 오지 않습니다: 워커가 보내는 결제 요청은 실제 게이트웨이로 갑니다 (workers of Deno are not redirected: what they send reaches the real gateway)',
          )
        }
        warned = true
        return Reflect.construct(Worker, args, target)
      },
    })
  }
}
