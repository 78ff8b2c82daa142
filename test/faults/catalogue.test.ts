import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import typescript from 'typescript'
import { expect, it } from 'vitest'

/*
 * README.md lists the faults by code, and the tests of this folder name them.
 */

const folder = import.meta.dirname
const catalogue = readFileSync(join(folder, 'README.md'), 'utf8')
const listed = [...catalogue.matchAll(/^\| ([A-Z]\d\d) \|/gm)].map((match) => match[1] as string)

/** The codes in the texts of a test file; `C01-C08` stands for all eight. */
function codesIn(file: string): string[] {
  const codes: string[] = []
  const read = (node: typescript.Node) => {
    if (typescript.isStringLiteralLike(node) || typescript.isTemplateHead(node)) {
      for (const [, letter, first, last] of node.text.matchAll(/\b([A-Z])(\d\d)(?!\d)(?:-\1(\d\d))?/g)) {
        for (let code = Number(first); code <= Number(last ?? first); code++) {
          codes.push(`${letter}${String(code).padStart(2, '0')}`)
        }
      }
    }
    typescript.forEachChild(node, read)
  }
  const text = readFileSync(join(folder, file), 'utf8')
  read(typescript.createSourceFile(file, text, typescript.ScriptTarget.ES2022))
  return codes
}

const tests = readdirSync(folder).filter((file) => file.endsWith('.test.ts'))

it.each(tests)('every code that %s names is in the fault catalogue', (file) => {
  const unknown = codesIn(file).filter((code) => !listed.includes(code))
  expect(unknown, 'describe it in test/faults/README.md').toEqual([])
})

it('every code of the fault catalogue has a test that names it', () => {
  const named = new Set(tests.flatMap(codesIn))
  expect(listed.filter((code) => !named.has(code))).toEqual([])
})

it('the fault catalogue names each code once, in order', () => {
  expect(listed).toEqual([...new Set(listed)].sort())
  expect(listed.length).toBeGreaterThan(150)
})
