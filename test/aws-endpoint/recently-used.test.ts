import { expect, test } from 'vitest';
import { RecentlyUsed } from './recently-used.js';

test('keeps what was used last and makes the rest anew', () => {
  const made: string[] = [];
  const kept = new RecentlyUsed<string>(2);
  const use = (key: string): string =>
    kept.get(key, () => {
      made.push(key);
      return key;
    });
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(use)).toEqual(['a', 'b', 'a', 'c', 'a', 'b']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
