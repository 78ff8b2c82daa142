import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { until } from '../support/until'
import { type Ended, run, start } from './support'

// Each test starts a process or two, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** What each example has to say, line by line. */
const examples: Record<string, string[]> = {
  'get-access-token.js': [
    '토큰을 받았습니다. 수명 1800초',
    '다시 불러도 같은 토큰입니다 (the same again): true',
  ],
  'verify.js': ['order-1 커피 10000원: 결제 완료 (paid)'],
  'cancel.js': [
    '부분 취소 (in part): 4000원, 남은 금액 6000원',
    '전액 취소 (in full): 6000원, 남은 금액 0원',
  ],
  'request-billing-key.js': ['빌링키를 발급했습니다 (issued): [KB국민] 00000000****0000, 2099-12-31'],
  'charge-billing-key.js': [
    '주문번호 (order id): order-',
    '결제했습니다 (charged): 9900원',
    '거절되었습니다 (declined): 잔액이 부족합니다, 결과를 모름 (unknown): false',
  ],
  'reserve-charge.js': [
    '주문번호 (order id): order-',
    '예약했습니다 (reserved): 9900원, 대기 중 (waiting): true',
    '시계를 돌리자 결제되었습니다 (charged by the clock): 9900원',
  ],
  'cancel-reservation.js': ['예약을 취소했습니다 (cancelled): status 200, code 0'],
  'delete-billing-key.js': ['빌링키를 삭제했습니다 (deleted): status 200, code 0'],
  'request-user-token.js': ['사용자 토큰을 받았습니다. 만료'],
  'request-payment-link.js': [
    '주문번호 (order id): order-',
    '고객에게 보낼 주소 (send this to the customer): http://127.0.0.1:',
    '고객이 결제했습니다 (the customer paid): 1000원, status 1',
  ],
  'submit.js': ['승인 전 (before approval): status 2', '승인했습니다 (approved): status 1, 10000원'],
  'certificate.js': ['본인인증을 확인했습니다 (checked). 성인 (adult): true'],
  'express-checkout.js': [
    'order-1 10000원: 200 주문이 완료되었습니다, 취소된 금액 0원',
    'order-2 10000원: 400 이 주문의 결제가 아닙니다, 취소된 금액 0원',
    'order-2 100원: 400 주문과 결제가 일치하지 않습니다, 취소된 금액 100원',
    'order-2 10000원: 200 주문이 완료되었습니다, 취소된 금액 0원',
    'order-3 10000원: 502 결제를 확인하지 못했습니다, 취소된 금액 0원',
    'order-3 10000원: 200 주문이 완료되었습니다, 취소된 금액 0원',
  ],
  'unclear-outcome.js': [
    '로그에서 (in a log): true',
    '오류를 그대로 보내면 (sent as it is): undefined',
    '필드를 보내면 (sent as { ...error }): true',
  ],
  'webhook-express.js': [
    '웹훅을 기다립니다',
    '웹훅 (webhook): order-1 paid',
    '웹훅 (webhook): order-1 확인할 결제 (check it)',
    '웹훅 (webhook): order-1 확인할 결제 (check it)',
    '웹훅 (webhook): order-1 cancelled',
    '부트페이가 받은 응답 (what Bootpay was answered): OK, OK, OK, OK',
  ],
  'webhook-node-http.js': [
    '웹훅을 기다립니다',
    '웹훅 (webhook): order-1 paid',
    '웹훅 (webhook): order-1 확인할 결제 (check it)',
    '웹훅 (webhook): order-1 확인할 결제 (check it)',
    '부트페이가 받은 응답 (what Bootpay was answered): OK, OK, OK',
  ],
}

/** What an example that shows a failure writes to its log. */
const logs: Record<string, string> = {
  'express-checkout.js': 'verify: 유효하지 않은 토큰입니다',
}

/** These have tests of their own. */
const others = ['tour.js', 'webhook-next-route.mjs']

describe('an example', () => {
  it('exists for every line of this table, and has a line here', () => {
    const files = readdirSync('examples').filter((file) => /\.m?js$/.test(file))
    expect(files.sort()).toEqual([...Object.keys(examples), ...others].sort())
  })

  it.each(Object.entries(examples))('%s runs against the sandbox', async (file, lines) => {
    const { code, output, errors } = await run(`examples/${file}`)
    expect(errors.trimEnd().split('\n')).toEqual([expect.stringContaining(logs[file] ?? '')])
    if (!logs[file]) expect(errors).toBe('')
    const written = output.trimEnd().split('\n')
    expect(written).toHaveLength(lines.length)
    for (const [index, line] of lines.entries()) expect(written[index]).toContain(line)
    expect(code).toBe(0)
  })

  it('webhook-next-route.mjs answers what Next.js hands it', async () => {
    const { code, output, errors } = await run('test/examples/next-application.mjs')
    expect(JSON.parse(output)).toEqual({
      answers: ['403', ...Array(6).fill('200 OK')],
      nonsense: 400,
      forgery: 403,
      unknown: 403,
      order: { price: 10_000, state: 'paid', receiptId: 'first' },
      states: {
        'a partial cancel before the order was paid': 'waiting',
        'a payment': 'paid first',
        'a second payment': 'paid first',
        'the cancel of the second payment': 'paid first',
        'a partial cancel of what was shipped': 'shipped first',
        'the cancel of the payment': 'cancelled first',
      },
    })
    const toCheck = [...errors.matchAll(/확인할 결제 \(check\): (\w+)/g)].map((match) => match[1])
    expect(toCheck).toEqual(['returned', 'second', 'second'])
    expect(errors).toContain('BootpayInputError')
    expect(errors).not.toContain('nonsense')
    expect(code).toBe(0)
  })
})

describe('keys in the environment', () => {
  const keys = { BOOTPAY_APPLICATION_ID: 'an application', BOOTPAY_PRIVATE_KEY: 'a key' }

  it('do not make an example call the real API without --live', async () => {
    const { code, output } = await run('examples/verify.js', [], keys)
    expect(output).toContain('실제 API를 쓰려면 --live를 붙이세요')
    expect(output).toContain('Add --live to use the real API')
    expect(output).toContain('order-1 커피 10000원')
    expect(code).toBe(0)
  })

  it('are used with --live, and ids come from the command line', async () => {
    const paths: string[] = []
    const gateway = createServer((request, response) => {
      paths.push(`${request.method} ${request.url}`)
      const isToken = request.url === '/request/token'
      const data = isToken
        ? { token: 'token-for-tests', server_time: 1, expired_at: 1801 }
        : { order_id: 'order-9', name: '책', price: 5000, status: 1 }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ status: 200, code: 0, message: '', data }))
    })
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done))
    const BOOTPAY_BASE_URL = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
    try {
      const live = await run('examples/verify.js', ['--live', 'receipt-9'], { ...keys, BOOTPAY_BASE_URL })
      expect(live.output).toContain('실제 API를 호출합니다 (calling the real API)')
      expect(live.output).toContain('order-9 책 5000원')
      expect(paths).toEqual(['POST /request/token', 'GET /receipt/receipt-9'])
      const forgotten = await run('examples/verify.js', ['--live'], { ...keys, BOOTPAY_BASE_URL })
      expect(forgotten.errors).toContain('명령줄에 receipt_id 값을 적으세요')
      expect(forgotten.code).toBe(1)
    } finally {
      gateway.close()
    }
  })

  it('are asked for by --live', async () => {
    const { code, errors } = await run('examples/cancel.js', ['--live'])
    expect(errors.trim().split('\n')).toHaveLength(1)
    expect(errors).toContain('BOOTPAY_APPLICATION_ID')
    expect(code).toBe(1)
  })
})

describe('the tour', () => {
  const chapters = ['1', '2', '3', '4', '4-1', '4-2', '4-2-1', '4-3', '5', '6', '7', '8']

  let brief: Ended
  let told: Ended
  beforeAll(async () => {
    ;[brief, told] = await Promise.all([run('examples/tour.js'), run('examples/tour.js', ['--verbose'])])
  })

  it('tells all twelve functions in the order of the README, a heading and a line each', () => {
    const { code, output, errors } = brief
    expect(errors).toBe('')
    const [scenes, recap] = output.split('\n── ') as [string, string]
    const told = [...scenes.matchAll(/^━━ (?:([\d-]+)\. )?.+\n(.+ \(.+\))\n\n?(?=━━|$)/gm)]
    expect(told.map((match) => match[1])).toEqual([...chapters, undefined])
    expect(scenes).toContain('4,000원 취소, 같은 요청은 거절, 나머지 6,000원 취소')
    expect(scenes).toContain('주문 order-8의 결제는 1건입니다')
    expect(output).not.toContain('→ POST')
    expect(recap.trimEnd().split('\n').length).toBeLessThanOrEqual(15)
    expect(code).toBe(0)
  })

  it('ends with a recap that counts what happened, and says where to go on', () => {
    const recap = brief.output.slice(brief.output.indexOf('── '))
    const sent = [...told.output.matchAll(/^ +→ /gm)].length
    const calls = [...told.output.matchAll(/^ +Bootpay\.\w+\(/gm)].length
    expect(recap).toContain(`장면 ${chapters.length + 1}개, 호출 ${calls}번, 요청 ${sent}건`)
    expect(recap).toContain('npm start -- --verbose')
    expect(recap).toContain('npm start -- --keep')
    expect(told.output).not.toContain('npm start -- --verbose')
  })

  it('tells with --verbose what is sent and answered', () => {
    const { code, output, errors } = told
    expect(errors).toBe('')
    const titles = [...output.matchAll(/^━━ (?:([\d-]+)\. )?.+$/gm)].map((match) => match[1])
    expect(titles).toEqual([...chapters, undefined])
    for (const request of [
      'POST /request/token [200]',
      'POST /cancel [500]',
      'POST /request/card_rebill [200]',
      'POST /subscribe/billing [200]',
      'POST /subscribe/billing/reserve [200]',
      'POST /request/user/token [200]',
      'POST /request/payment [200]',
      'POST /submit [200]',
      'POST /subscribe/billing [응답 없음 (no answer: reset-after)]',
    ]) {
      expect(output).toContain(`→ ${request}`)
    }
    expect(output).toMatch(/→ DELETE \/subscribe\/billing\/reserve\/\w{24} \[200]/)
    expect(output).toMatch(/→ GET \/certificate\/\w{24} \[200]/)
    expect(output).toContain('outcomeUnknown: true')
    // Its address is of no more use: the sandbox ends with the tour.
    expect(output).not.toContain('장부 (the books): ')
    expect(code).toBe(0)
  })

  it('fits a terminal of 80 columns, where a Korean letter takes two', () => {
    for (const { output } of [brief, told]) {
      for (const line of output.split('\n')) {
        const letters = line.match(/\p{Script=Hangul}/gu)?.length ?? 0
        expect(line.length + letters, line).toBeLessThanOrEqual(80)
      }
    }
  })

  it('shows no secret, and no colour when piped', () => {
    const { output } = told
    expect(output).not.toContain('\u001b')
    expect(output).not.toMatch(/\b[0-9a-f]{64}\b/)
    expect(output).not.toContain('sandbox-ci')
    expect(output).not.toMatch(/card_?no: '0{16}'/i)
    expect(output).toContain("private_key: '***'")
  })

  it('paints on a terminal, unless NO_COLOR is set', async () => {
    const terminal = resolve('test/examples/terminal.cjs')
    const painted = await run('-r', [terminal, 'examples/tour.js'])
    expect(painted.output).toContain('\u001b[1m')
    const plain = await run('-r', [terminal, 'examples/tour.js'], { NO_COLOR: '1' })
    expect(plain.output).not.toContain('\u001b')
    expect(plain.code).toBe(0)
  })

  it('keeps the sandbox running with --keep, until Ctrl-C', async () => {
    const { child, end, ended } = start('examples/tour.js', ['--keep'])
    await until(() => ended.output.includes('Ctrl-C ends it'))
    const address = /장부 \(the books\): (\S+)/.exec(ended.output)?.[1] as string
    const page = await fetch(address, { headers: { connection: 'close' } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('둘러보기 상점')
    child.kill('SIGINT')
    expect((await end).code).toBe(0)
  })

  it('stays on the sandbox when keys are set without --live', async () => {
    const { code, output } = await run('examples/tour.js', [], {
      BOOTPAY_APPLICATION_ID: 'an application',
      BOOTPAY_PRIVATE_KEY: 'a key',
    })
    expect(output).toContain('Add --live to use the real API')
    expect(output).toContain('샌드박스 (sandbox): http://127.0.0.1:')
    expect(code).toBe(0)
  })

  it('says in one line why it stopped', async () => {
    const { code, errors } = await run('examples/tour.js', ['--live'], {
      BOOTPAY_APPLICATION_ID: 'an application',
      BOOTPAY_PRIVATE_KEY: 'a sample key',
      BOOTPAY_BASE_URL: 'http://127.0.0.1:1',
    })
    expect(errors.trim().split('\n')).toHaveLength(1)
    expect(errors).toContain('둘러보기가 멈췄습니다 (the tour stopped): getAccessToken: 통신오류')
    expect(errors).not.toContain('a sample key')
    expect(code).toBe(1)
  })

  it('ends without an error when its output is not read to the end', async () => {
    const { child, end, ended } = start('examples/tour.js')
    await until(() => ended.output !== '')
    child.stdout.destroy()
    expect(await end).toMatchObject({ code: 0, errors: '' })
  })

  it('explains itself', async () => {
    const help = await run('examples/tour.js', ['--help'])
    expect(help.output).toContain('--keep')
    expect(help.output).toContain('--live')
    expect(help.output).toContain('--verbose')
    expect(help.code).toBe(0)
    const wrong = await run('examples/tour.js', ['--lvie'])
    expect(wrong.errors).toContain("'--lvie'")
    expect(wrong.errors.trim().split('\n')).toHaveLength(1)
    expect(wrong.code).toBe(2)
  })
})

describe('npm start', () => {
  it('says at once that it builds, by the command that builds', () => {
    const { start: command } = JSON.parse(readFileSync('package.json', 'utf8')).scripts
    expect(command).toBe(
      'node examples/support/announce.js npm run --silent build -- --silent && node examples/tour.js',
    )
  })

  it('announces a build that works without its output, and leaves stdout alone', async () => {
    const { code, output, errors } = await run('examples/support/announce.js', ['node', '-p', '1+1'])
    expect({ code, output, errors }).toEqual({ code: 0, output: '', errors: '빌드 중… (building)\n' })
  })

  it('shows the output of a build that fails, and its exit code', async () => {
    const { code, errors } = await run('examples/support/announce.js', ['node', 'no-such-file.js'])
    expect(errors).toMatch(
      /^빌드 중… \(building\)\n빌드하지 못했습니다 \(the build failed\)\n[\s\S]*no-such-file/,
    )
    expect(code).toBe(1)
  })
})
