// Compares the tables of docs/moving.md and docs/moving-to-v2.md with the packages that they speak of, which it installs
// into a folder of its own. Run by .ci/run, because it needs the registry; `npm run build` comes first.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ts from 'typescript'

const peers = { '@bootpay/backend-js': '2.13.1', 'bootpay-rest-client': '2.0.3' }
const folder = mkdtempSync(join(tmpdir(), 'bootpay-moving-'))
const problems = []
const check = (isTrue, problem) => isTrue || problems.push(problem)

try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: peers }))
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--silent']
  execFileSync('npm', ['install', ...quiet], { cwd: folder, stdio: 'inherit' })
  checkOldClient()
  checkV2()
} finally {
  rmSync(folder, { recursive: true })
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
console.log('the tables of docs/moving.md and docs/moving-to-v2.md agree with the packages')

/** The old client's calls: every function with its parameters in order, and a function of ours beside it. */
function checkOldClient() {
  const old = createRequire(join(folder, 'package.json'))('bootpay-rest-client')
  const rows = tables('docs/moving.md').find(({ head }) => head.includes('bootpay-rest-client')).rows
  const listed = rows.map(([cell]) => /^`(\w+)\(([^)]*)\)`$/.exec(cell))
  const functions = Object.keys(old).filter((name) => typeof old[name] === 'function' && name !== 'getUrl')
  same(
    'functions of bootpay-rest-client',
    listed.map(([, name]) => name),
    functions,
  )
  for (const [, name, parameters] of listed) {
    const [, written] = /\((.*)\) \{$/.exec(String(old[name]).split('\n')[0])
    const known = written.split(',').map((parameter) => parameter.trim().split(' ')[0])
    check(known.join(', ') === parameters, `bootpay-rest-client: ${name}(${known.join(', ')})`)
  }
  const ours = surface(resolve('dist/bootpay.d.ts'), 'BootpayClient')
  for (const [, cell] of rows) {
    const [, name, fields = ''] = /^`(\w+)\((?:\{ (.*) \})?/.exec(cell) ?? []
    if (!name) continue
    check(ours.has(name), `docs/moving.md: no function ${name}`)
    for (const field of fields.split(', ').map((each) => each.split(':')[0])) {
      const isKnown = field === '' || field.startsWith('...') || ours.get(name)?.parameter.includes(field)
      check(isKnown, `docs/moving.md: ${name} takes no ${field}`)
    }
  }
}

/** Functions and answers of v2, and each argument of v1 with its counterpart in the type of v2's function. */
function checkV2() {
  const v1 = surface(resolve('dist/bootpay.d.ts'), 'BootpayClient')
  const v2 = surface(join(folder, 'node_modules/@bootpay/backend-js/dist/bootpay.d.ts'), 'Bootpay')
  const [functions, ...others] = tables('docs/moving-to-v2.md')
  const counterpart = new Map()
  for (const [ours, theirs, answer] of functions.rows) {
    for (const name of words(ours)) {
      check(v1.has(name) || name === 'parseFeedback', `docs/moving-to-v2.md: v1 has no ${name}`)
      counterpart.set(name, words(theirs)[0])
    }
    for (const name of words(theirs)) {
      check(v2.has(name), `@bootpay/backend-js has no ${name}`)
      const fields = words(ours)[0] === 'setConfig' ? v2.get(name).parameter : v2.get(name)?.answer
      for (const field of words(answer).filter(() => words(theirs)[0] !== 'setToken')) {
        check(fields.includes(field), `@bootpay/backend-js: ${name} answers with no ${field}`)
      }
    }
  }
  // What surrounds the calls has no counterpart to name.
  const around = ['request', 'on', 'off', 'lookupBillingKeyByReceipt', 'resendFeedback']
  same(
    'functions of v1',
    [...counterpart.keys()].filter((name) => name !== 'parseFeedback'),
    [...v1.keys()].filter((name) => !around.includes(name)),
  )

  for (const { section, rows } of others) {
    const name = /\w+/.exec(section)[0]
    const ours = v1.get(name).parameter
    const theirs = v2.get(counterpart.get(name)).parameter
    const listed = rows.map(([cell]) => words(cell)[0])
    const inherited =
      name === 'reserveSubscribeBilling' ? v1.get('requestSubscribeBillingPayment').parameter : []
    const missing = ours.filter((field) => !listed.includes(field) && !inherited.includes(field))
    check(missing.length === 0, `docs/moving-to-v2.md, ${name}: no row for ${missing}`)
    for (const [cell, target] of rows) {
      check(ours.includes(words(cell)[0]), `docs/moving-to-v2.md: ${name} takes no ${cell}`)
      const [field] = words(target)
      if (field && target.startsWith('`'))
        check(theirs.includes(field), `@bootpay/backend-js: ${name} takes no ${field}`)
    }
  }
}

/** The methods of a class or of a constant's type: the fields of their first parameter, and of their answer. */
function surface(file, name) {
  const program = ts.createProgram([file], { types: [], skipLibCheck: true, noEmit: true })
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(file))
  const exported = checker.getExportsOfModule(module).find((each) => each.name === name)
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  const isClass = symbol.flags & ts.SymbolFlags.Class
  const type = isClass ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol)
  const fieldsOf = (each) =>
    checker.getPropertiesOfType(checker.getNonNullableType(each)).map((field) => field.name)
  const methods = new Map()
  for (const member of checker.getPropertiesOfType(type)) {
    const [signature] = checker.getTypeOfSymbol(member).getCallSignatures()
    if (!signature || member.name.startsWith('$')) continue
    const [parameter] = signature.parameters
    methods.set(member.name, {
      parameter: parameter ? fieldsOf(checker.getTypeOfSymbol(parameter)) : [],
      answer: fieldsOf(checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType()),
    })
  }
  return methods
}

function tables(file) {
  const found = []
  let section = ''
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('#')) section = line.replace(/^#+ /, '')
    const cells = line.startsWith('| ')
      ? line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim())
      : undefined
    if (!cells) {
      if (!line.startsWith('|')) found.open = false
    } else if (found.open) found.at(-1).rows.push(cells)
    else {
      found.push({ section, head: cells.join(), rows: [] })
      found.open = true
    }
  }
  return found
}

function words(text) {
  return [...(text ?? '').matchAll(/`([\w.]+)`/g)].map((match) => match[1])
}

function same(what, one, other) {
  const [left, right] = [new Set(one), new Set(other)]
  for (const name of right) check(left.has(name), `${what}: ${name} is not listed`)
  for (const name of left) check(right.has(name), `${what}: ${name} does not exist`)
}
