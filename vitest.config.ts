import { defineConfig } from 'vitest/config';

/** What runs in the process alone, and keeps nothing but answers: its modules may be loaded once for all files. */
const PURE =
  'test/{access,account,assessment,catalog,escalation,fixes,infrastructure,output,policy,report-app,risks,scenarios}/**/*.test.{ts,tsx}';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two at a time: the browser and the command-line tests start processes of their own.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: [PURE], isolate: false } },
      { extends: true, test: { name: 'programs', include: ['test/**/*.test.{ts,tsx}'], exclude: [PURE] } },
    ],
  },
});
