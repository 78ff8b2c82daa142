import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

// Debian's place, unless the environment names another.
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'

// Without a browser these tests would say nothing, so that is a failure, told in one line.
if (!existsSync(executablePath)) {
  process.stderr.write(`크로미움이 없습니다 (no Chromium at ${executablePath}; name it in CHROMIUM)\n`)
  process.exit(1)
}

export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    env: { CHROMIUM: executablePath },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine may stop a process for a second, the default.
    expect: { poll: { timeout: 10_000 } },
    fileParallelism: false,
  },
})
