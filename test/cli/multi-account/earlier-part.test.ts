import { expect, test } from 'vitest';
import { resumeRun } from '../../../src/cli/multi-account/earlier-part.js';
import { manifestText, newManifest } from '../../../src/scanning/run-manifest.js';

const ACCOUNTS = ['a', 'b', 'c'].map((name, place) => ({ name, id: String(place).repeat(12) }));
const FRESH = newManifest(ACCOUNTS, {}, new Date('2026-01-02T03:04:05Z'));

test('an earlier run is read several accounts at a time, and says how far that is', async () => {
  const done = ACCOUNTS.map((account) => ({ ...account, state: 'done' as const }));
  const asked: string[] = [];
  let answer = (): void => undefined;
  const allAsked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const destination = {
    begin: () => {
      throw new Error('nothing is written');
    },
    read: (name: string) =>
      Promise.resolve(name === 'cloudsplaining-run.json' ? manifestText({ ...FRESH, accounts: done }) : null),
    // As a bucket that is far away: nobody is answered before all have asked.
    holds: async (name: string) => {
      asked.push(name);
      if (asked.length === ACCOUNTS.length) answer();
      await allAsked;
      return false;
    },
    locate: (name: string) => `out/${name}`,
  };
  const looked: (readonly [count: number, all: number])[] = [];
  const { manifest } = await resumeRun(
    FRESH,
    destination,
    () => {
      throw new Error('no file of an account is there');
    },
    { formats: [], writeResults: false },
    (count, all) => looked.push([count, all]),
  );
  expect(asked).toEqual(['a.html', 'b.html', 'c.html']);
  expect(looked).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  expect(manifest.accounts.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
});
