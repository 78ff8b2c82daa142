import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let browser: Browser
let problems: string[] = []

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM!, args: quiet })
})
afterAll(() => browser.close())

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  const found = problems
  problems = []
  expect(found).toEqual([])
})

export interface Visit extends BrowserContextOptions {
  /** Messages in the console that belong to the test, as of an error status. */
  expected?: RegExp
}

/**
 * A page in a fresh profile. Whatever the console reports as an error, and each request that would leave this
 * machine, fails the test.
 */
export async function visit({ expected = /^$/, ...options }: Visit = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'ko-KR', ...options })
  context.setDefaultTimeout(10_000)
  context.on('request', (request) => {
    const { hostname } = new URL(request.url())
    if (hostname !== '127.0.0.1' && hostname !== 'localhost')
      problems.push(`left this machine: ${request.url()}`)
  })
  context.on('console', (message) => {
    const isProblem = message.type() === 'error' || message.type() === 'warning'
    if (isProblem && !expected.test(message.text())) problems.push(message.text())
  })
  context.on('weberror', (error) => problems.push(String(error.error())))
  return context.newPage()
}

/** The visible text of the page on one line. */
export async function textOf(page: Page, selector = 'body'): Promise<string> {
  return (await page.locator(selector).innerText()).replace(/\s+/g, ' ')
}
