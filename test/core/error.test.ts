import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as errors from '../../src/core/error'

const { bootpayError, isBootpayError, refusal } = errors
const fields = {
  type: 'api',
  status: 422,
  code: -7,
  message: '거절되었습니다',
  data: { pg: { raw: [1, { deep: { deeper: { deepest: 'x' } } }] } },
  method: 'cancel',
  attempts: 1,
  outcomeUnknown: false,
  retryAfter: 7,
} satisfies errors.BootpayErrorFields

describe('a BootpayError', () => {
  const error = bootpayError(fields)

  it('is an Error with a stack, and reads like the plain object of 1.1.2', () => {
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(errors.BootpayError)
    const plain = { status: 422, code: -7, message: '거절되었습니다', data: fields.data }
    expect({ ...error }).toEqual(plain)
    expect(JSON.parse(JSON.stringify(error))).toEqual(plain)
    expect(Object.keys(error)).toEqual(['status', 'code', 'message', 'data'])
    expect(error.stack).toMatch(/^BootpayApiError: 거절되었습니다\n {4}at /)
    expect(String(error)).toBe('BootpayApiError: 거절되었습니다')
  })

  it('has no data unless the gateway sent some, null included', () => {
    expect(Object.keys(bootpayError({ ...fields, data: undefined }))).toEqual(['status', 'code', 'message'])
    expect({ ...bootpayError({ ...fields, data: null }) }).toHaveProperty('data', null)
  })

  it('shows an unclear outcome to JSON, a spread and whatever lists its fields, and a clear one to none', () => {
    const unclear = bootpayError({ ...fields, outcomeUnknown: true })
    const plain = {
      status: 422,
      code: -7,
      message: '거절되었습니다',
      data: fields.data,
      outcomeUnknown: true,
    }
    expect({ ...unclear }).toEqual(plain)
    expect(JSON.parse(JSON.stringify(unclear))).toEqual(plain)
    expect(structuredClone({ ...unclear })).toEqual(plain)
    expect(Object.keys(unclear)).toEqual(['status', 'code', 'message', 'data', 'outcomeUnknown'])
    const listed: string[] = []
    for (const name in unclear) listed.push(name)
    expect(listed).toContain('outcomeUnknown')
    for (const clear of [error, bootpayError({ ...fields, outcomeUnknown: undefined as never })]) {
      expect([clear.outcomeUnknown, 'outcomeUnknown' in { ...clear }]).toEqual([false, false])
    }
  })

  it('tells the rest in fields that JSON leaves out', () => {
    expect(error).toMatchObject({
      type: 'api',
      method: 'cancel',
      attempts: 1,
      outcomeUnknown: false,
      retryAfter: 7,
    })
    expect(bootpayError({ type: 'conn', status: 500, code: -100, message: 'x' })).toMatchObject({
      method: undefined,
      attempts: 0,
      outcomeUnknown: false,
      retryAfter: undefined,
    })
  })

  it('has no other property, enumerable or not', () => {
    expect(Reflect.ownKeys(error).sort()).toEqual([
      'attempts',
      'code',
      'data',
      'message',
      'method',
      'outcomeUnknown',
      'retryAfter',
      'stack',
      'status',
      'type',
    ])
    for (const name of ['cause', 'config', 'request', 'response']) expect(name in error).toBe(false)
  })

  it('shows its facts when it is printed, at any depth', () => {
    for (const shown of [inspect(error), inspect({ a: { b: error } }, { depth: 5, showHidden: true })]) {
      expect(shown).toContain('BootpayApiError: 거절되었습니다')
      for (const fact of ["type: 'api'", 'status: 422', 'code: -7', "method: 'cancel'", 'retryAfter: 7']) {
        expect(shown).toContain(fact)
      }
    }
    expect(inspect(bootpayError({ ...fields, retryAfter: undefined }))).not.toContain('retryAfter')
  })

  it('leads to where its trace was taken', () => {
    function theCaller() {
      return new Error('x')
    }
    const { stack } = bootpayError(fields, theCaller())
    expect(stack).toMatch(/^BootpayApiError: 거절되었습니다\n {4}at theCaller/)
    expect(bootpayError(fields, {}).stack).toBe('BootpayApiError: 거절되었습니다')
  })

  it('reads the text of its trace once, and leaves the settings of Error alone', () => {
    const limits = [Error.stackTraceLimit]
    const stack = vi.fn(() => {
      limits.push(Error.stackTraceLimit)
      return 'x\n    at here'
    })
    const made = bootpayError(fields, Object.defineProperty({}, 'stack', { get: stack }))
    for (let index = 0; index < 3; index++)
      expect(made.stack).toBe('BootpayApiError: 거절되었습니다\n    at here')
    expect([stack.mock.calls.length, new Set(limits).size]).toEqual([1, 1])
  })

  it('can be given another message and stack, as frameworks do', () => {
    const changed = bootpayError(fields, new Error('x'))
    changed.message = 'more'
    changed.stack = 'mine'
    expect([changed.message, changed.stack]).toEqual(['more', 'mine'])
  })
})

describe('the classes', () => {
  it('can be made by a test that plays a failure', () => {
    const played = new errors.BootpayApiError({ type: 'api', status: 400, code: -4002, message: '한도 초과' })
    expect(played).toBeInstanceOf(errors.BootpayError)
    expect(JSON.parse(JSON.stringify(played))).toEqual({ status: 400, code: -4002, message: '한도 초과' })
    expect([played.outcomeUnknown, played.attempts, isBootpayError(played)]).toEqual([false, 0, true])
  })

  it.each([
    ['api', errors.BootpayApiError],
    ['conn', errors.BootpayConnectionError],
    ['tls', errors.BootpayConnectionError],
    ['abort', errors.BootpayConnectionError],
    ['timeout', errors.BootpayTimeoutError],
    ['invalid', errors.BootpayResponseError],
    ['input', errors.BootpayInputError],
    ['config', errors.BootpayInputError],
  ] as const)('type %s has its own', (type, errorClass) => {
    const error = bootpayError({ ...fields, type })
    expect(error).toBeInstanceOf(errorClass)
    expect(error.constructor).toBe(errorClass)
    expect(error.type).toBe(type)
    expect(error.stack?.startsWith(`${error.name}: `)).toBe(true)
    expect(Object.entries(errors)).toContainEqual([error.name, errorClass])
  })
})

describe('a refusal', () => {
  it('names the method, is Korean with English in brackets, and was sent nowhere', () => {
    expect(refusal('input', 'verify', '한국어', 'English')).toMatchObject({
      type: 'input',
      status: 400,
      code: -100,
      message: 'verify: 한국어 (English)',
      method: 'verify',
      attempts: 0,
    })
  })
})

describe('another copy and another process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootpay-error-'))
  const copy = join(folder, 'copy.cjs')
  beforeAll(() => {
    const entry = resolve(__dirname, '../../src/core/error.ts')
    buildSync({
      entryPoints: [entry],
      outfile: copy,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      minify: true,
    })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('two copies recognise each other’s errors, minified or not, and nothing else', () => {
    const other: typeof errors = createRequire(import.meta.url)(copy)
    const foreign = other.bootpayError(fields)
    expect(foreign).not.toBeInstanceOf(errors.BootpayError)
    expect(isBootpayError(foreign)).toBe(true)
    expect(other.isBootpayError(bootpayError(fields))).toBe(true)
    expect(foreign.name).toBe('BootpayApiError')
    const realm = { exports: {}, require: createRequire(import.meta.url) }
    runInNewContext(readFileSync(copy, 'utf8'), { module: realm, require: realm.require })
    const ofRealm = (realm.exports as typeof errors).bootpayError(fields)
    expect([ofRealm instanceof Error, isBootpayError(ofRealm)]).toEqual([false, true])
    for (const value of [new Error('x'), { ...fields }, undefined, null, 'x', Object.create(foreign.data)]) {
      expect(isBootpayError(value)).toBe(false)
    }
  })

  it('an error of another realm, as jest makes one for each test file, is known', () => {
    const module = { exports: {} as typeof errors }
    runInNewContext(readFileSync(copy, 'utf8'), { module, exports: module.exports })
    const foreign = module.exports.bootpayError(fields)
    expect(foreign).not.toBeInstanceOf(Error)
    expect(isBootpayError(foreign)).toBe(true)
    expect(isBootpayError(runInNewContext('new Error()'))).toBe(false)
  })

  it.each([
    ['an exception', 'throw error'],
    ['a rejection', 'Promise.reject(error)'],
  ])('%s that the application does not catch names status, code and message', (_, crash) => {
    const script = join(folder, 'crash.cjs')
    const made = `const error = require('./copy.cjs').bootpayError(${JSON.stringify(fields)}, new Error('x'))`
    writeFileSync(script, `${made}\n${crash}\n`)
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
    expect(status).toBe(1)
    for (const fact of ['BootpayApiError: 거절되었습니다', 'status: 422', 'code: -7']) {
      expect(stderr).toContain(fact)
    }
  })

  it('console.error writes the same facts', () => {
    const code = `console.log(require(${JSON.stringify(copy)}).bootpayError(${JSON.stringify(fields)}))`
    const shown = execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })
    expect(shown).toContain("type: 'api'")
    expect(shown).toContain('\n    at ')
  })
})
