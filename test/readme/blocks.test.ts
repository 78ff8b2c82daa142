import { describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox'
import { type Block, pages, readDocument } from './document'
import { sandboxForEachTest } from './gateway'
import { load, runAsTest } from './run'
import { before, coffee, given, inStories } from './samples'

let sandbox: Sandbox

sandboxForEachTest((started) => {
  sandbox = started
})

/** That each field of the sample is in the answer, with a value of the same kind; codes have to be equal. */
function compare(sample: any, answer: any, place = 'answer') {
  expect(typeof answer, place).toBe(typeof sample)
  if (typeof sample !== 'object') {
    if (
      /\.(status|code|message|price|\w+_price|order_id|name|pg|method)$/.test(place) &&
      sample !== '1700000000000'
    ) {
      expect(answer, place).toBe(sample)
    }
    return
  }
  for (const [field, value] of Object.entries(sample)) compare(value, answer?.[field], `${place}.${field}`)
}

// English pages hold the same code: a test of the pages compares it.
const blocks = pages.flatMap((page) => readDocument(page, 'ko').blocks)
const code = blocks.filter(({ language }) => language === 'js' || language === 'ts')
const isTest = (block: Block) => block.code.includes("require('node:test')")
const titled = (list: Block[]) =>
  list.map((block) => [`${block.page}, ${block.section} (line ${block.line})`, block] as const)

describe('the code of', () => {
  it.each(titled(code.filter((block) => !isTest(block))))(
    '%s runs, and answers as shown',
    async (_title, block) => {
      const { functions, servers } = load(block)
      let answer: unknown
      for (const name of Object.keys(functions).filter((each) => !inStories.includes(each))) {
        if (before[name]) before[name](sandbox)
        else sandbox.pay(coffee)
        answer = await functions[name]?.(...(given[name] ?? []))
      }
      const shown = blocks[blocks.indexOf(block) + 1]
      if (shown?.language === 'json' && shown.page === block.page) compare(JSON.parse(shown.code), answer)
      for (const server of servers) server.close()
    },
  )

  it.each(titled(code.filter(isTest)))('%s passes as a test', async (_title, block) => {
    const { code: exit, output } = await runAsTest(block)
    expect(output).toMatch(/# fail 0|fail 0/)
    expect(output).toMatch(/pass [1-9]/)
    expect(exit, output).toBe(0)
  })

  it('every page is in a language that a test reads', () => {
    for (const { language } of blocks)
      expect(['js', 'ts', 'json', 'sh', 'mermaid', 'text']).toContain(language)
  })
})
