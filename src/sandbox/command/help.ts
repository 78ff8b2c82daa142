import { flags } from './flags'

const options = flags.map(({ name, value, short, korean, english }) => {
  const title = [short, name].filter(Boolean).join(', ')
  return `  ${[title, value].filter(Boolean).join(' ').padEnd(26)}${korean}\n${' '.repeat(28)}(${english})`
})

export const help = `bootpay-sandbox: 부트페이 v1 게이트웨이를 내 컴퓨터에서 (the Bootpay v1 gateway on your own machine)

사용법 (usage)
  bootpay-sandbox [옵션]                    샌드박스만 엽니다 (the sandbox alone, until Ctrl-C)
  bootpay-sandbox [옵션] -- <명령> [인자]   명령을 실행합니다. 명령과 그것이 시작하는 Node.js 프로세스가
                                            부트페이 v1 API로 보내는 요청은 모두 샌드박스로 옵니다. 코드와 키는
                                            그대로 둡니다 (runs a command; what it and the Node.js processes
                                            that it starts send to the Bootpay v1 API arrives at the sandbox,
                                            with no change to code or keys)

예 (examples)
  npx bootpay-sandbox -- node app.js
  npx bootpay-sandbox --feedback-url http://localhost:3000/webhook -- npm run dev
  npx bootpay-sandbox --seed payments.json -- npm test

옵션 (options)
${options.join('\n')}

종료 코드 (exit codes)
  명령을 실행하면 명령의 종료 코드. 명령이 신호로 끝나면 같은 신호로 끝납니다
  (that of the command; if a signal ended it, the same signal)
  0    Ctrl-C로 끝냄 (ended by Ctrl-C)
  1    시작하지 못함 (could not start)
  2    잘못된 명령줄 (wrong command line)
  126  명령을 실행할 수 없음 (the command cannot be run)
  127  명령을 찾을 수 없음 (the command was not found)
`
