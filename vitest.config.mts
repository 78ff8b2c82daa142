import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['src/api/**', 'src/core/**', 'src/bootpay.ts', 'src/feedback/**', 'src/sandbox/**'],
      reporter: ['text-summary', 'text'],
      thresholds: {
        'src/{api,core}/**': { lines: 95, branches: 95 },
      },
    },
  },
})
