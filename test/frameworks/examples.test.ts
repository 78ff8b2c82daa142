import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages, readDocument } from '../readme/document'

/** They run in `npm run test:frameworks`. Here is what needs no installation. */
const folder = 'examples/frameworks'
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'package.json')))
const major = JSON.parse(readFileSync('package.json', 'utf8')).version.split('.')[0]

describe('the examples of frameworks', () => {
  it('are those that the table of their README names', () => {
    const table = readFileSync(join(folder, 'README.md'), 'utf8')
    const rows = [...table.matchAll(/^\| \[[^\]]+\]\(\.\/([a-z]+)\)/gm)].map((row) => row[1])
    expect(rows).toEqual(names)
  })

  it.each(languages)('are each linked from the README: %s', (language) => {
    for (const name of names)
      expect(readDocument('README', language).text).toContain(`](./${folder}/${name})`)
  })

  it.each(names)('%s takes at most 80 lines, and this major version of the package', (name) => {
    const sources = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(m?js|ts)$/.test(file))
      .map((file) => readFileSync(join(folder, name, file), 'utf8'))
    const lines = sources.flatMap((source) => source.split('\n')).filter((line) => line.trim() !== '')
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.length).toBeLessThanOrEqual(80)
    const { dependencies } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
    expect(dependencies['bootpay-backend-nodejs']).toMatch(`^${major}.`)
  })
})

describe('the examples of test tools', () => {
  it.each(languages)('are found by the name of the tool in the README: %s', (language) => {
    const manifest = JSON.parse(readFileSync('examples/testing/package.json', 'utf8'))
    const parts = ['axios', 'bootpay-backend-nodejs', 'jest-environment-jsdom']
    const tools = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    const line = readDocument('README', language)
      .text.split('\n')
      .find((each) => /^- .*testing\.md\)/.test(each))
    for (const tool of tools.filter((each) => !parts.includes(each))) expect(line).toContain(tool)
  })

  it('are each linked from the guide', () => {
    const guide = readFileSync('docs/testing.md', 'utf8')
    const tests = readdirSync('examples/testing', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.test.js') && !file.includes('node_modules'),
    )
    expect(tests.length).toBeGreaterThan(10)
    for (const file of tests) expect(guide).toContain(`](../examples/testing/${file})`)
  })
})
