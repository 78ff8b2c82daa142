import { refusal } from './error'
import { isPromise, isRecord, namesOf, own } from './objects'
import { isMisspelt, listed, mayMean } from './parameter-names'
import { notAwaited, Refusal, type Rule } from './rules'

/**
 * Reads the field `name`, once, and returns what `rule` makes of it for the wire. `aliases` are other names of it: on the
 * wire, or in the gateway's v2.
 */
export type ReadField = <Wire>(name: string, rule: Rule<Wire>, ...aliases: string[]) => Wire

interface Field {
  name: string
  aliases: string[]
  isMissing: boolean
  problem: Refusal | undefined
  /** Misspelt names in its value, each with the name that may be meant. */
  misspelt: [given: string, meant: string][]
}

/**
 * Builds a request from the parameter object of `method`. The names that `build` reads are those that `method` knows;
 * every other name in the object is unknown, and may be a misspelt one.
 */
export function readFields<Built>(
  method: string,
  source: unknown,
  build: (field: ReadField, unknownNames: () => string[]) => Built,
): Built {
  if (!isRecord(source)) {
    const call = `${method}({ … })`
    throw refusal('input', method, `파라미터 객체 하나를 넘기세요: ${call}`, `takes one object: ${call}`)
  }
  const names = argument(method, 'data', source, namesOf)
  const fields: Field[] = []
  const unknownNames = () => names.filter((given) => !fields.some(({ name }) => name === given))
  // A problem is kept until all fields were read: only then are the unknown names known, for a hint at a misspelt one.
  const field: ReadField = (name, rule, ...aliases) => {
    const read: Field = { name, aliases, isMissing: false, problem: undefined, misspelt: [] }
    fields.push(read)
    try {
      const value = own(source, name)
      read.isMissing = value === undefined || value === null
      if (isPromise(value)) throw notAwaited()
      const wire = rule(value)
      if (rule.names && isRecord(wire)) read.misspelt = misspeltIn(Object.keys(wire), rule.names)
      return wire
    } catch (problem) {
      read.problem = asRefusal(problem)
      return undefined as never
    }
  }
  let built: Built | undefined
  let problem: Refusal | undefined
  try {
    built = build(field, unknownNames)
  } catch (thrown) {
    problem = asRefusal(thrown)
  }
  for (const read of fields) if (read.problem) throw refusalOf(method, read, read.problem, unknownNames())
  if (problem) throw refusal('input', method, problem.korean, problem.english)
  warnOfMisspelt(method, fields, unknownNames())
  return built as Built
}

/** One positional argument, or one option, of `method`. */
export function argument<Argument, Wire>(
  method: string,
  name: string,
  value: Argument,
  rule: (value: Argument) => Wire,
  type: 'input' | 'config' = 'input',
): Wire {
  try {
    if (isPromise(value)) throw notAwaited()
    return rule(value)
  } catch (problem) {
    const { korean, english } = asRefusal(problem)
    throw refusal(type, method, `${name} ${korean}`, `${name} ${english}`)
  }
}

/** Any other error comes from the caller's own getter, proxy or toJSON. Its text is dropped: it may hold a secret. */
function asRefusal(problem: unknown): Refusal {
  return problem instanceof Refusal ? problem : new Refusal('값을 읽을 수 없습니다', 'cannot be read')
}

function refusalOf(method: string, field: Field, { korean, english }: Refusal, unknownNames: string[]) {
  const { name, aliases, isMissing } = field
  const meant = unknownNames.filter((given) => [name, ...aliases].some((known) => mayMean(given, known)))
  const [hint, question] =
    isMissing && meant.length > 0
      ? [`. 이름을 확인하세요: ${listed(meant)} → ${name}`, `: did you mean ${name}, not ${listed(meant)}?`]
      : ['', '']
  return refusal('input', method, `${name} ${korean}${hint}`, `${name} ${english}${question}`)
}

/** The warnings given so far. Each is given once, and 1,000 at most, so that no program fills its log. */
const warned = new Set<string>()
const mostWarnings = 1000

/** Warns once of a misspelt optional name, which has no effect. The call goes on. */
function warnOfMisspelt(method: string, fields: Field[], unknownNames: string[]) {
  for (const given of unknownNames) {
    const meant = fields.find(
      ({ name, aliases, isMissing }) =>
        isMissing && [name, ...aliases].some((known) => isMisspelt(given, known)),
    )
    const name = listed([given])
    if (meant) warnOnce(method, given, `${name} 값은 보내지 않았습니다`, `${name} was not sent`, meant.name)
  }
  for (const { name, misspelt } of fields) {
    for (const [given, meant] of misspelt) {
      const path = `${name}.${listed([given])}`
      const [korean, english] = [`${path}: 부트페이가 모르는 이름입니다`, `${path} is no name of the gateway`]
      warnOnce(method, `${name}.${given}`, korean, english, `${name}.${meant}`)
    }
  }
}

function warnOnce(method: string, given: string, korean: string, english: string, meant: string) {
  const key = `${method} ${given}`
  if (warned.has(key) || warned.size >= mostWarnings) return
  warned.add(key)
  process.emitWarning(
    `${method}: ${korean}. 이름을 확인하세요: ${meant} (${english}: did you mean ${meant}?)`,
    { code: 'BOOTPAY_UNKNOWN_PARAMETER' },
  )
}

function misspeltIn(names: string[], known: readonly string[]): Field['misspelt'] {
  const missing = known.filter((name) => !names.includes(name))
  const misspelt: Field['misspelt'] = []
  for (const given of names.filter((name) => !known.includes(name))) {
    const meant = missing.find((name) => isMisspelt(given, name))
    if (meant) misspelt.push([given, meant])
  }
  return misspelt
}
