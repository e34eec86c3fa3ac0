import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const INDEX = path.join(import.meta.dirname, '../../src/index.ts');

/** Modules all of whose exports stand among the types of the library. */
const modules = [...readFileSync(INDEX, 'utf8').matchAll(/^export type \* from '(.*)';$/gm)].map(
  ([, specifier = '']) => specifier,
);

test('there are modules of types alone', () => {
  expect(modules.length).toBeGreaterThan(5);
});

// `export type *` takes functions along, which editors and the page of the exports then offer, and no program finds.
test.each(modules)('%s holds no function that would be declared and not be there', async (specifier) => {
  const module: unknown = await import(path.join(path.dirname(INDEX), specifier));
  expect(Object.keys(module as object)).toEqual([]);
});
