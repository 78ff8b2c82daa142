import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BootpayClient } from '../../src/bootpay'
import { readConfig } from '../../src/core/config'
import { type BootpayErrorType, bootpayError } from '../../src/core/error'
import { type Failure, failure } from '../../src/core/failure'
import { longestRetryAfter, mayRepeat } from '../../src/core/retry'
import * as root from '../../src/index'
import { startSandbox } from '../../src/sandbox'
import {
  callMethod,
  type MethodName,
  methodNames,
  methods,
  sampleIds,
  whereToAddARow,
  withoutRequest,
} from '../support/methods'
import { requestOf } from '../support/requests'
import { languages, names, readDocument, rowsOf } from './document'

const isMethod = (name: string): name is MethodName => Object.hasOwn(methods, name)

/** The members of a union of texts, in a source file. */
function union(file: string, name: string): string[] {
  const [, body] =
    new RegExp(`type ${name} =([^\\n]*(?:\\n {2}\\|[^\\n]*)*)`).exec(readFileSync(file, 'utf8')) ?? []
  return [...(body ?? '').matchAll(/'([\w-]+)'/g)].map((match) => match[1] as string)
}

const troubled = [429, 500, 502, 503, 504]
const api = (httpStatus: number) => failure('api', '', { httpStatus, gatewayCode: -1 })
const notSent = [failure('conn', '', { sent: false }), failure('timeout', '', { sent: false })]
const lost = [failure('timeout', ''), failure('conn', ''), failure('invalid', '', { incomplete: true })]

describe.each(languages)('the tables in %s', (language) => {
  const readme = readDocument('README', language)
  const failures = readDocument('failures', language)
  const settings = readDocument('settings', language)
  const sandboxGuide = readDocument('sandbox', language)
  const isKorean = language === 'ko'
  const [again, once, never] = isKorean ? ['다시 보냄', '한 번', '안 보냄'] : ['again', 'once', 'never']
  const firstNames = (rows: string[][]) => rows.map(([cell]) => names(cell as string)[0] as string)

  it('list every function', () => {
    const table = readme.tables.find(({ rows }) => rows[1]?.[0] === '1')
    const listed = table?.rows.slice(1).flatMap(([, cell]) => names(cell as string)) ?? []
    // The numbers of the documentation of 1.1.2.
    const numbers = table?.rows.slice(1, 13).map(([number]) => number)
    expect(numbers).toEqual(['1', '2', '3', '4', '4-1', '4-2', '4-2-1', '4-3', '5', '6', '7', '8'])
    const others = Object.keys(withoutRequest).filter((name) => name !== 'setConfig')
    expect(listed.sort(), `the functions in ${readme.file}`).toEqual(
      [...methodNames, ...others, 'parseFeedback'].sort(),
    )
  })

  it('list every type of error, with its status and code', () => {
    const rows = rowsOf(readme, 'api')
    const types = firstNames(rows)
    expect(types.sort()).toEqual(union('src/core/error.ts', 'BootpayErrorType').sort())
    for (const [cell, , codes] of rows) {
      const type = names(cell as string)[0] as BootpayErrorType
      if (type === 'input' || type === 'config') expect(codes).toBe('400 / -100')
      else if (type === 'conn' || type === 'tls' || type === 'timeout' || type === 'abort') {
        const { status, code } = failure(type, '')
        expect(codes).toBe(`${status} / ${code}`)
      }
    }
    const client = new BootpayClient()
    expect(() => client.setConfig('', '')).toThrow(
      expect.objectContaining({ type: 'config', status: 400, code: -100 }),
    )
  })

  it('list every field of an error', () => {
    const error = bootpayError({ type: 'api', status: 500, code: -1, message: 'm', data: {} })
    const fields = Object.getOwnPropertyNames(error).filter((name) => name !== 'stack')
    expect(firstNames(rowsOf(failures, 'outcomeUnknown')).sort()).toEqual(fields.sort())
  })

  describe('on what is sent again', () => {
    const rows = rowsOf(failures, 'submit')
    it('have a row for every function', () => {
      const listed = rows.map(([cell]) => names(cell as string)[0])
      expect(listed.sort(), `the table with submit in ${failures.file}`).toEqual([...methodNames].sort())
    })

    it.each(rows.map((row) => [names(row[0] as string)[0] as string, row] as const))(
      'agree with the rules for %s',
      (name, row) => {
        if (!isMethod(name)) throw new Error(`no method ${name}: ${whereToAddARow}`)
        const { safety, samples } = methods[name]
        const request = requestOf(name, samples(sampleIds)[0])
        const repeats = (failures: Failure[]) => {
          const decisions = new Set(failures.map((each) => mayRepeat(safety, each)))
          expect(decisions.size).toBe(1)
          return decisions.has(true) ? again : never
        }
        expect(row[1]).toBe(repeats(notSent))
        expect(row[3]).toBe(repeats(troubled.map(api)))
        expect(row[4]).toBe(repeats(lost))
        // A call whose outcome may be unknown says where to look.
        expect(request.advice !== undefined).toBe(safety !== 'lookup')
        const callAgain = isKorean ? /^다시 호출(하면 됩니다|합니다)/ : /^call again/
        if (safety === 'once') expect(row[5]).not.toMatch(callAgain)
        else expect(row[5]).toMatch(callAgain)
      },
    )

    it('name the statuses, the longest Retry-After and the number of tries', () => {
      const head = failures.tables.find((each) => each.rows.includes(rows[0] as string[]))?.rows[0]
      expect(head?.[3]?.match(/\d+/g)?.map(Number)).toEqual(troubled)
      expect(failures.text).toContain(
        isKorean ? `\`Retry-After\`로 ${longestRetryAfter}초 이내` : `up to ${longestRetryAfter} seconds`,
      )
    })
  })

  it.each(rowsOf(failures, 'submit').map((row) => [names(row[0] as string)[0] as string, row[2]] as const))(
    'on a 401 for a cached token agree with what %s sends',
    async (name, cell) => {
      if (!isMethod(name)) throw new Error(`no method ${name}: ${whereToAddARow}`)
      const sandbox = await startSandbox()
      onTestFinished(() => sandbox.close())
      const client = new BootpayClient()
      client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
      if (name !== 'getAccessToken') await client.getAccessToken()
      // What the call looks up or deletes is there: otherwise the answer is an error, which may be repeated.
      methods[name].prepare?.(sandbox, sampleIds)
      const before = sandbox.requests.length
      sandbox.failNext({ fault: 'unauthorized', times: 1 })
      await callMethod(client, name, methods[name].samples(sampleIds)[0]).catch(() => undefined)
      const path = sandbox.requests[before]?.path
      const sent = sandbox.requests.slice(before).filter((request) => request.path === path)
      expect(sent.map(({ status }) => status)[0]).toBe(401)
      expect(cell).toBe(sent.length === 2 ? once : sent.length === 1 ? never : again)
    },
  )

  it('name the modes and the options with their defaults', () => {
    const config = readConfig('id', 'key', undefined, undefined)
    for (const [cell, address] of rowsOf(settings, 'stage')) {
      const mode = names(cell as string)[0] as string
      expect(names(address as string)[0]).toBe(readConfig('id', 'key', mode, {}).origin)
    }
    const options = rowsOf(settings, 'maxRetries')
    expect(firstNames(options)).toEqual(['baseUrl', 'timeout', 'maxRetries'])
    const defaults = Object.fromEntries(
      options.map(([name, value]) => [names(name as string)[0], names(value as string)[0]]),
    )
    expect(defaults).toMatchObject({ timeout: String(config.timeout), maxRetries: String(config.maxRetries) })
    expect(config).toMatchObject({ mode: 'production', origin: 'https://api.bootpay.co.kr' })
    for (const maxRetries of [0, 5])
      expect(readConfig('id', 'key', '', { maxRetries }).maxRetries).toBe(maxRetries)
    expect(() => readConfig('id', 'key', '', { maxRetries: 6 })).toThrow()
  })

  it('name the request that each function sends, and the fields that are spelled otherwise', () => {
    const moving = readDocument('moving', language)
    const rows = rowsOf(moving, 'POST /cancel')
    const listed = rows.map(([route, cell]) => [
      /^`(\w+)\(/.exec(cell as string)?.[1],
      names(route as string)[0],
    ])
    const sending = methodNames.filter((name) => name !== 'request')
    expect(listed.map(([name]) => name).sort(), `the functions in ${moving.file}`).toEqual(
      [...sending].sort(),
    )
    for (const [name, route] of listed as [MethodName, string][]) {
      const sample = methods[name].samples(sampleIds).at(-1)
      const { method, template, body } = requestOf(name, sample)
      expect(route.replace(/:\w+/, ':id'), name).toBe(`${method} ${template}`)
      if (!body || typeof sample !== 'object') continue
      const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      const spelled = Object.keys(sample).map((field) =>
        name === 'requestPayment' && field === 'itemName' ? 'name' : snake(field),
      )
      // What is in the path is not in the body.
      expect(spelled, name).toEqual(expect.arrayContaining(Object.keys(body)))
    }
    expect(moving.text).toContain('`name` → `itemName`')
  })

  it('name what a listener gets', async () => {
    const client = new BootpayClient()
    const sandbox = await startSandbox()
    onTestFinished(() => sandbox.close())
    client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    const events: object[] = []
    client.on('request', (event) => events.push(event)).on('response', (event) => events.push(event))
    await client.getAccessToken()
    const listed = firstNames(rowsOf(readDocument('observing', language), 'elapsed'))
    expect(Object.keys(events[0] ?? {}).sort()).toEqual(listed.slice(0, 5).sort())
    expect(Object.keys(events[1] ?? {}).sort()).toEqual([...listed].sort())
  })

  it('of the bench say what the README says of requests', () => {
    const [table] = readDocument('performance', language).tables
    const counts = table?.rows.slice(1).map((row) => row.slice(1).map(Number)) ?? []
    const [requests, tokens] = isKorean
      ? [
          '보내는 요청은 하나입니다. 다른 패키지는 둘입니다',
          '토큰 요청은 하나입니다. 다른 패키지는 200입니다',
        ]
      : [
          'sends one request; with other packages two',
          'the token is requested once; with other packages 200 times',
        ]
    expect(readme.text).toContain(requests)
    expect(readme.text).toContain(tokens)
    // The last column is node:http, used with one token.
    expect(counts).toContainEqual([1, 2, 2, 2, 1])
    expect(counts).toContainEqual([1, 200, 200, 200, 200])
  })

  it('of the bench hold the times that the bench measured last', () => {
    const { figures, day, node } = JSON.parse(readFileSync('bench/results.json', 'utf8'))
    const guide = readDocument('performance', language)
    const times = guide.tables[0]?.rows.flatMap((row) => /^1 \((.+)\)$/.exec(row[1] ?? '')?.[1] ?? []) ?? []
    expect(times.length).toBeGreaterThan(5)
    type Measured = { unit: string; medians: { bootpay?: number } }
    const rounded = ({ unit, medians }: Measured) => `${Number(medians.bootpay?.toPrecision(3))} ${unit}`
    expect(figures.map(rounded)).toEqual(expect.arrayContaining(times))
    expect(guide.text).toContain(`Node ${node}`)
    expect(guide.text).toContain(day)
  })

  it.each([
    ['payments', root.PaymentStatus],
    ['scheduled-payments', root.ReservationStatus],
  ])('name every state: %s', (guide, states) => {
    const rows = rowsOf(readDocument(guide, language), '1')
    const listed = rows.map(([value, name]) => [names(name as string)[0], Number(names(value as string)[0])])
    expect(Object.fromEntries(listed)).toEqual(states)
  })

  it('name all that is exported, and nothing else', () => {
    const table = readDocument('typescript', language).tables[0]
    const listed = table?.rows.slice(1).flatMap(([, cell]) => names(cell as string)) ?? []
    const source = readFileSync('src/index.ts', 'utf8')
    const exported = [...source.matchAll(/export (?:type )?\{([^}]+)\}/g)].flatMap(([, list]) =>
      (list as string).split(',').flatMap((name) => name.trim().replace(/^type /, '') || []),
    )
    expect(listed.sort()).toEqual(exported.sort())
    expect(Object.keys(root).every((name) => listed.includes(name))).toBe(true)
  })

  it('name what a sandbox can do, and how it can fail', async () => {
    const sandbox = await startSandbox()
    const entries = Object.entries(sandbox)
    await sandbox.close()
    const functions = entries.filter(([, value]) => typeof value === 'function').map(([name]) => name)
    expect(firstNames(rowsOf(sandboxGuide, 'failNext')).sort()).toEqual(functions.sort())
    const lists = entries.filter(([, value]) => Array.isArray(value)).map(([name]) => name)
    const listed = sandboxGuide.text.split('\n').find((line) => line.startsWith('`requests`'))
    expect(names(listed ?? '').sort()).toEqual(lists.sort())
    expect(firstNames(rowsOf(sandboxGuide, 'reset-after'))).toEqual(
      union('src/sandbox/rules/shapes.ts', 'FaultName'),
    )
  })

  it('name the options of the command', () => {
    const help = execFileSync(process.execPath, ['dist/sandbox-command.js', '--help'], { encoding: 'utf8' })
    const options = [...help.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1])
    const rows = rowsOf(sandboxGuide, '--port')
    expect(firstNames(rows)).toEqual(options)
    expect(rows[0]?.[1]).toContain('4010')
    expect(help).toContain('4010')
  })
})
