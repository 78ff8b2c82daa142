// All twelve functions in one story: `npm start`, or `node examples/tour.js`
const { createServer } = require('node:http')
const { parseArgs } = require('node:util')
const { Bootpay, parseFeedback } = require('bootpay-backend-nodejs')
const { connect, describe, listen } = require('./support/example')
const { Narrator } = require('./support/narrator')
const { story } = require('./support/story')

const usage = `둘러보기: 열두 함수를 하나의 이야기로 (all twelve functions as one story)

  npm start                    내장 샌드박스에서 (on the embedded sandbox)
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
      if (gateway.sandbox) await tell(gateway.sandbox, shop, options.keep)
      else await tellLive()
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
    return parseArgs({ options: { help: { ...flag, short: 'h' }, keep: flag, live: flag } }).values
  } catch (error) {
    console.error(`${error.message.split('\n')[0]} (--help)`)
    process.exitCode = 2
  }
}

async function tell(sandbox, shop, isKept) {
  console.log(`샌드박스 (sandbox): ${sandbox.url}/`)
  await story(sandbox, shop, new Narrator(sandbox))
  console.log(`\n장부 (the books): ${sandbox.url}/`)
  if (!isKept) {
    console.log('브라우저에서 장부를 보려면 (to look at them in a browser): npm start -- --keep')
    return
  }
  console.log('브라우저에서 열어 보세요. 끝내려면 Ctrl-C (open it in a browser; Ctrl-C ends it)')
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
  })
}

async function tellLive() {
  const narrator = new Narrator(undefined)
  narrator.chapter('1', '토큰 발급', 'access token')
  await narrator.call('getAccessToken')
  narrator.chapter('5', '사용자 토큰 발급', 'user token')
  await narrator.call('requestUserToken', { userId: 'bootpay-tour' })
  narrator.say(
    '나머지는 돈이 움직이거나 고객이 필요해서 샌드박스에서만 보여 드립니다: npm start',
    'The others move money or need a customer, so only the sandbox shows them: npm start',
  )
}

/** The shop of the story: where webhooks arrive. */
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
