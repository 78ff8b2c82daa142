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
/** Of a terminal. */
const width = 80

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
    if (this.#isDetailed) console.log(`\n${wrapped(korean)}\n${this.#paint(2, wrapped(english))}`)
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
    console.log(wrapped(message, '    '))
    return failed
  }

  #announce(method, given) {
    this.calls++
    if (!this.#isDetailed) return
    const call = `  Bootpay.${method}(`
    const values = given.map((each) => written(each, 4, call.length + 1)).join(', ')
    console.log(`\n${this.#paint(1, call)}${values}${this.#paint(1, ')')}`)
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

/**
 * A value on as few lines as its fields need, after the `taken` columns of its first line. Secrets are masked; long
 * records inside it are left out.
 */
function written(value, margin = 4, taken = margin) {
  if (typeof value !== 'object' || value === null || value instanceof Date) return inspect(value)
  // What parseFeedback gave back is as long as a receipt.
  if ('authentic' in value) return 'feedback'
  const fields = Object.entries(value).map(([name, item]) => {
    if (secrets.has(name)) return `${name}: '***'`
    return `${name}: ${lengthy.has(name) ? '{ … }' : written(item, margin + 2)}`
  })
  const line = `{ ${fields.join(', ')} }`
  if (taken + columns(line) <= width && !line.includes('\n')) return line
  return `{\n${filled(fields, ' '.repeat(margin + 2))}\n${' '.repeat(margin)}}`
}

/** As many fields to a line as fit. */
function filled(fields, margin) {
  const lines = []
  for (const field of fields) {
    const last = lines.at(-1)
    const isRoom = last && margin.length + columns(last) + columns(field) + 3 <= width
    if (isRoom && !`${last}${field}`.includes('\n')) lines[lines.length - 1] = `${last}, ${field}`
    else lines.push(field)
  }
  return lines.map((line) => margin + line).join(',\n')
}

/** Broken between words. */
function wrapped(text, margin = '') {
  let line = ''
  const lines = []
  for (const word of text.split(' ')) {
    if (line && margin.length + columns(line) + columns(word) + 1 > width) {
      lines.push(line)
      line = ''
    }
    line += line ? ` ${word}` : word
  }
  return [...lines, line].map((each) => margin + each).join('\n')
}

/** A terminal draws a letter of Korean over two columns. */
function columns(text) {
  return text.length + (text.match(/\p{Script=Hangul}/gu)?.length ?? 0)
}

module.exports = { Narrator }
