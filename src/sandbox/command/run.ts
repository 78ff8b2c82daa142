import { constants } from 'node:os'
import { basename } from 'node:path'
import { type Sandbox, startSandbox } from '../index'
import { announcement, isProduction, messageOf, tell } from '../register/environment'
import type { RequestEntry } from '../rules/shapes'
import { type Ended, runChild } from './child'
import { childEnvironment } from './child-environment'
import { findProgram } from './find-program'
import type { CommandLine } from './flags'
import { ignoresPreload } from './probe'
import { recorder } from './record'
import { Tally } from './summary'

/** Runs a command on a sandbox of its own; gives back how to end. */
export async function runOnSandbox({
  options,
  command = [],
  separated,
  quiet,
  force,
  record,
}: CommandLine): Promise<Ended> {
  if (isProduction(process.env) && !force) {
    tell(
      'NODE_ENV가 production이라 시작하지 않습니다. 그래도 실행하려면 --force (not started, because NODE_ENV is production; --force starts it anyway)',
    )
    return { code: 1 }
  }
  const [program = ''] = command
  // On Windows the shell looks for it.
  if (process.platform !== 'win32' && findProgram(program, process.env.PATH) === undefined) {
    tell(
      separated
        ? `명령을 찾을 수 없습니다 (command not found): ${program}`
        : `옵션도 명령도 아닙니다 (neither an option nor a command): ${program} (--help)`,
    )
    return { code: separated ? 127 : 2 }
  }
  const tally = new Tally()
  const write = recorder(record)
  const onRequest = (entry: RequestEntry) => {
    tally.note(entry)
    write(entry)
  }
  const sandbox = await startSandbox({ port: 0, merchants: 'any', ...options, onRequest })
  try {
    return await runCommand(command, sandbox, { tally, quiet, force })
  } finally {
    await sandbox.close()
  }
}

interface CommandOptions {
  readonly tally: Tally
  readonly quiet: boolean
  readonly force: boolean
}

async function runCommand(
  command: readonly string[],
  sandbox: Sandbox,
  { tally, quiet, force }: CommandOptions,
): Promise<Ended> {
  const [program = ''] = command
  const environment = childEnvironment(process.env, sandbox.url, force)
  try {
    if (ignoresPreload(command, environment)) {
      tell(
        `이 ${program}에서는 쓸 수 없습니다: 미리 불러오는 파일을 읽지 않습니다. 새 버전이나 Node.js를 쓰세요 (does not work with this ${program}, which loads no preload: use a newer version, or Node.js)`,
      )
      return { code: 1 }
    }
    if (!quiet) tell(announcement(sandbox.url))
    if (!quiet && /^bunx?$/.test(basename(program))) {
      tell(
        'Bun에서 Bun.fetch로 보내는 요청은 샌드박스로 오지 않습니다. fetch를 쓰세요 (requests by Bun.fetch are not redirected: use fetch)',
      )
    }
    const ended = await runChild(command, environment.variables)
    if (!environment.isLoaded() && tally.requests === 0) {
      tell(
        '이 명령의 어느 프로세스도 샌드박스를 불러오지 않았습니다. 보낸 요청이 있다면 실제 게이트웨이로 갔습니다 (no process of the command loaded the sandbox: what it sent, if anything, went to the real gateway)',
      )
    } else if (!quiet) tell(`끝났습니다 (ended)\n${tally.summary(sandbox).trimEnd()}`)
    return ended
  } catch (error) {
    tell(`명령을 실행할 수 없습니다 (cannot run the command): ${program}: ${messageOf(error)}`)
    return { code: 126 }
  } finally {
    environment.remove()
  }
}

/** Ends this process as its command ended, so that the process that started it sees the same. */
export function endLike({ code, signal }: Ended): void {
  process.exitCode = code ?? 128 + constants.signals[signal ?? 'SIGTERM']
  if (signal !== undefined && process.platform !== 'win32') process.kill(process.pid, signal)
}
