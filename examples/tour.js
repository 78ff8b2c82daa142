// All twelve functions in one story: `npm start`, or `node examples/tour.js`
const { createServer } = require('node:http')
const { parseArgs } = require('node:util')
const { Bootpay, parseFeedback } = require('bootpay-backend-nodejs')
const { connect, describe, listen } = require('./support/example')
const { Narrator } = require('./support/narrator')
const { story } = require('./support/story')

const usage = `둘러보기: 열두 함수를 하나의 이야기로 (all twelve functions as one story)

  npm start                    내장 샌드박스에서 (on the embedded sandbox)
  npm start -- --verbose       요청과 응답까지 모두 (with each request and answer)
  npm start -- --keep          끝난 뒤에도 샌드박스를 켜 둠 (keeps the sandbox running)
  npm start -- --live          실제 API로, 돈이 움직이지 않는 함수만
                               (the real API, only what moves no money; needs
                               BOOTPAY_APPLICATION_ID and BOOTPAY_PRIVATE_KEY)
  npm start -- --help          이 도움말 (this text)
`

// `npm start | head` closes the pipe early.
process.stdout.once('error', () => process.exit(0))

main().catch((error) => {
  console.error(`둘러보기가 멈췄습니다 (the tour stopped): ${describe(error)}`)
  process.exitCode = 1
})

async function main() {
  const options = readOptions()
  if (!options) return
  if (options.help) return console.log(usage)
  const shop = await openShop()
  try {
    const gateway = await connect({ feedbackUrl: shop.feedbackUrl, merchantName: '둘러보기 상점' })
    try {
      const narrator = new Narrator(gateway.sandbox, { isDetailed: options.verbose })
      if (gateway.sandbox) await tell(gateway.sandbox, shop, narrator, options)
      else await tellLive(narrator)
    } finally {
      await gateway.close()
    }
  } finally {
    shop.close()
  }
}

function readOptions() {
  const flag = { type: /** @type {const} */ ('boolean'), default: false }
  try {
    return parseArgs({
      options: { help: { ...flag, short: 'h' }, keep: flag, live: flag, verbose: { ...flag, short: 'v' } },
    }).values
  } catch (error) {
    console.error(`${error.message.split('\n')[0]} (--help)`)
    process.exitCode = 2
  }
}

async function tell(sandbox, shop, narrator, { keep, verbose }) {
  console.log(`샌드박스 (sandbox): ${sandbox.url}/`)
  await story(sandbox, shop, narrator)
  recap(sandbox, narrator, { keep, verbose })
  if (!keep) return
  console.log('브라우저에서 열어 보세요. 끝내려면 Ctrl-C (open it in a browser; Ctrl-C ends it)')
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
  })
}

/** At most 15 lines: what was shown, and where to go on. */
function recap({ url, requests, feedbacks }, { scenes, calls }, { keep, verbose }) {
  console.log(`
── 돌아보기 · recap
장면 ${scenes}개, 호출 ${calls}번, 요청 ${requests.length}건, 웹훅 ${feedbacks.length}건. 실제 결제는 없었습니다.
(${scenes} scenes, ${calls} calls, ${requests.length} requests, ${feedbacks.length} webhooks; no money moved)
· 토큰은 알아서 발급되고, 만료되면 갱신되었습니다 (the token renewed itself)
· 같은 cancelId는 두 번 환불되지 않았습니다 (one cancelId, one refund)
· 응답을 잃은 결제를 다시 보내지 않았습니다 (no lost charge was sent again)
`)
  if (!verbose) console.log('요청과 응답 보기 (requests and answers): npm start -- --verbose')
  if (!keep) console.log('브라우저에서 장부 보기 (the books in a browser): npm start -- --keep')
  console.log('안내서 (guides): README.md, README.en.md')
  if (keep) console.log(`장부 (the books): ${url}/`)
}

async function tellLive(narrator) {
  narrator.scene('1', '토큰 발급', 'access token')
  await narrator.call('getAccessToken')
  narrator.result('토큰을 받았습니다', 'a token arrived')
  narrator.scene('5', '사용자 토큰 발급', 'user token')
  await narrator.call('requestUserToken', { userId: 'bootpay-tour' })
  narrator.result('사용자 토큰을 받았습니다', 'a user token arrived')
  console.log('\n나머지는 돈이 움직이거나 고객이 필요해서 샌드박스에서만 보여 드립니다: npm start')
  console.log('(the others move money or need a customer: the sandbox shows them)')
}

/** The shop of the story: where webhooks arrive. A real shop asks `confirmFeedback` before its OK: webhook-node-http.js. */
async function openShop() {
  const notices = []
  const server = createServer(async (request, response) => {
    try {
      let body = ''
      for await (const chunk of request) body += chunk
      const contentType = request.headers['content-type']
      const feedback = parseFeedback(body, { contentType, privateKey: Bootpay.privateKey })
      notices.push(feedback)
      response.end(feedback.authentic ? 'OK' : 'NO')
    } catch {
      response.writeHead(400).end()
    }
  })
  const feedbackUrl = `${await listen(server)}/bootpay/feedback`
  return { feedbackUrl, notices, close: () => server.close() }
}
