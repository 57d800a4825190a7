import { defineConfig } from 'vitest/config';

const shared = { setupFiles: ['test/support/failOnConsole.ts'], environment: 'node' as const };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/slow/**', 'test/kernel/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'kernel',
          include: ['test/kernel/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: { ...shared, name: 'slow', include: ['test/slow/**/*.test.ts'], testTimeout: 3_600_000 },
      },
    ],
  },
});
