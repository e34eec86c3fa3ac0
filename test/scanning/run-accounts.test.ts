import { describe, expect, it } from 'vitest';
import { runAccounts, type AccountFailure } from '../../src/scanning/run-accounts.js';

const ACCOUNTS = ['a', 'b', 'c', 'd'].map((name, index) => ({ name, id: `${index}` }));

/** Fails each account as often as said; an account whose failures do not pass fails for good. */
async function run(fails: Readonly<Record<string, number | 'always' | 'for good'>>, concurrency = 1) {
  const tries: string[] = [];
  const told: AccountFailure[] = [];
  const failures = await runAccounts({
    accounts: ACCOUNTS,
    concurrency,
    scan: ({ name }) => {
      tries.push(name);
      const left = fails[name] ?? 0;
      const sofar = tries.filter((each) => each === name).length;
      return left === 'always' || left === 'for good' || sofar <= left
        ? Promise.reject(new Error(name))
        : Promise.resolve();
    },
    understand: (_error, { name }) => ({ reason: `no ${name}`, isTransient: fails[name] !== 'for good' }),
    failed: (failure) => told.push(failure),
  });
  return { tries: tries.join(''), failures: failures.map(({ reason }) => reason), told: told.length };
}

describe('a run over accounts', () => {
  it('tries an account again after all others, three times at most', async () => {
    expect(await run({ a: 1, c: 'always' })).toEqual({
      tries: 'abcdacc',
      failures: ['no c'],
      told: 1,
    });
  });

  it('tries nothing again where that does not help', async () => {
    expect(await run({ b: 'for good', d: 'for good' })).toEqual({
      tries: 'abcd',
      failures: ['no b', 'no d'],
      told: 2,
    });
  });

  it('scans as many at a time as it may, and no more', async () => {
    let now = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const running = runAccounts({
      accounts: ACCOUNTS,
      concurrency: 3,
      scan: async () => {
        most = Math.max(most, ++now);
        await new Promise<void>((resolve) => {
          gates.push(resolve);
          if (gates.length === 3) for (const open of gates.splice(0)) open();
          else if (gates.length === 1 && most === 3) gates.splice(0)[0]?.();
        });
        now--;
      },
      understand: () => ({ reason: '', isTransient: false }),
      failed: () => undefined,
    });
    expect(await running).toEqual([]);
    expect(most).toBe(3);
  });
});
