import { defineConfig } from 'vitest/config';

// No part of `npm test`: see scripts/test-moto.mjs, which starts the server that these tests share.
export default defineConfig({
  test: {
    include: ['test/moto/**/*.moto.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
  },
});
