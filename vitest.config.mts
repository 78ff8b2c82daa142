import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for another process or for time to pass, so every core can be busy.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    // A busy machine may stop a process for a second, the default.
    expect: { poll: { timeout: 10_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      // Other processes run these: the build, and the command with what it preloads.
      exclude: ['src/bundle.ts', 'src/sandbox/{command,register}/**'],
      reporter: ['text-summary', 'text'],
      thresholds: {
        'src/{api,core,feedback}/**': { lines: 95, branches: 95 },
        'src/*.ts': { lines: 95, branches: 95 },
      },
    },
  },
})
