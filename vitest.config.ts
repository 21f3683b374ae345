import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * unit: pure and in-process, run by `npm run verify`. integration: real server processes, files, sockets.
 * e2e: Chromium against the built demo, one file at a time, since each is several programs already. Room names
 * (`#domain/…`) come from package.json "imports".
 */
export default defineConfig({
  plugins: [svelte()],
  define: { __DEMO__: 'true' },
  test: {
    // left alone, vitest keeps one core for itself, which on a machine of two runs one file at a time
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: ['test/support/property-setup.ts', 'test/support/patient-waits.ts'],
          include: ['test/{unit,contract,property}/**/*.test.ts'],
          // beside the browser tests it has what they leave of the processor (scripts/test.mjs)
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
