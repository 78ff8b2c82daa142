const { inspect } = require('node:util')
const { Bootpay } = require('bootpay-backend-nodejs')

const secrets = new Set([
  'token',
  'user_token',
  'private_key',
  'unique',
  'di',
  'cardNo',
  'cardPw',
  'expireYear',
  'expireMonth',
  'identifyNumber',
])
const lengthy = new Set(['payment_data', 'receipt'])
const width = 100

/**
 * Tells a story of calls: a heading and a line for each scene. A detailed one also tells what happens before each call,
 * the call, what went over the wire, and what came back.
 */
class Narrator {
  scenes = 0
  calls = 0
  #sandbox
  #told = 0
  #isDetailed
  #colours

  constructor(sandbox, { isDetailed }) {
    this.#sandbox = sandbox
    this.#isDetailed = isDetailed
    this.#colours = process.stdout.isTTY === true && !process.env.NO_COLOR
  }

  scene(number, korean, english) {
    this.scenes++
    const title = number ? `${number}. ${korean} · ${english}` : `${korean} · ${english}`
    console.log(`\n${this.#paint(1, `━━ ${title}`)}`)
  }

  /** What the scene came to. */
  result(korean, english) {
    if (this.#isDetailed) console.log('')
    console.log(`${korean} ${this.#paint(2, `(${english})`)}`)
  }

  say(korean, english) {
    if (this.#isDetailed) console.log(`\n${korean}\n${this.#paint(2, english)}`)
  }

  /** Calls `Bootpay[method]` and shows it. */
  async call(method, ...given) {
    this.#announce(method, given)
    const answer = await Bootpay[method](...given)
    if (!this.#isDetailed) return answer
    this.#showRequests()
    console.log(`  ${this.#paint(32, '←')} ${written(answer)}`)
    return answer
  }

  /** The same for a call that has to fail. */
  async callInVain(method, ...given) {
    this.#announce(method, given)
    const failed = await Bootpay[method](...given).then(
      () => undefined,
      (error) => error,
    )
    if (!failed) throw new Error(`${method}: 실패해야 하는 호출이 성공했습니다 (should have failed)`)
    if (!this.#isDetailed) return failed
    this.#showRequests()
    const { type, status, code, outcomeUnknown, message } = failed
    console.log(`  ${this.#paint(31, '✕')} ${written({ type, status, code, outcomeUnknown })}`)
    console.log(`    ${message}`)
    return failed
  }

  #announce(method, given) {
    this.calls++
    if (!this.#isDetailed) return
    console.log(
      `\n  ${this.#paint(1, `Bootpay.${method}(`)}${given.map((each) => written(each)).join(', ')}${this.#paint(1, ')')}`,
    )
  }

  /** What the sandbox received since the last time; it masks what is secret. */
  #showRequests() {
    if (!this.#sandbox) return
    const { requests } = this.#sandbox
    for (const { method, path, body, status, fault } of requests.slice(this.#told)) {
      const result = status ?? `응답 없음 (no answer: ${fault})`
      console.log(`  ${this.#paint(36, '→')} ${method} ${path} ${this.#paint(2, `[${result}]`)}`)
      if (Object.keys(body).length > 0) console.log(`    ${written(body)}`)
    }
    this.#told = requests.length
  }

  #paint(style, text) {
    return this.#colours ? `\u001b[${style}m${text}\u001b[0m` : text
  }
}

/** A value on as few lines as its fields need. Secrets are masked; long records inside it are left out. */
function written(value, margin = 4) {
  if (typeof value !== 'object' || value === null || value instanceof Date) return inspect(value)
  // What parseFeedback gave back is as long as a receipt.
  if ('authentic' in value) return 'feedback'
  const fields = Object.entries(value).map(([name, item]) => {
    if (secrets.has(name)) return `${name}: '***'`
    return `${name}: ${lengthy.has(name) ? '{ … }' : written(item, margin + 2)}`
  })
  const line = `{ ${fields.join(', ')} }`
  if (margin + line.length <= width && !line.includes('\n')) return line
  return `{\n${filled(fields, ' '.repeat(margin + 2))}\n${' '.repeat(margin)}}`
}

/** As many fields to a line as fit. */
function filled(fields, margin) {
  const lines = []
  for (const field of fields) {
    const last = lines.at(-1)
    const isRoom = last && margin.length + last.length + field.length + 3 <= width
    if (isRoom && !`${last}${field}`.includes('\n')) lines[lines.length - 1] = `${last}, ${field}`
    else lines.push(field)
  }
  return lines.map((line) => margin + line).join(',\n')
}

module.exports = { Narrator }
