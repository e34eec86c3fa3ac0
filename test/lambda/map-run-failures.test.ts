import { expect, test } from 'vitest';
import { mapRunFailures } from '../../src/lambda/map-run-failures.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const LONGEST = 600;

/** The reason that is told where the state machine says so of an account. */
async function reasonFor(failure: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const input = JSON.stringify({ account: { name: 'prod', id: '111122223333' } });
  const reasons = await mapRunFailures(
    {
      list: () => Promise.resolve(['state/map/run/FAILED_0.json']),
      get: () => Promise.resolve(Buffer.from(JSON.stringify([{ Input: input, ...failure }]))),
    },
    'state/map/run',
  );
  return reasons.get('111122223333')?.reason;
}

test('the reason is what the function said, then what the state machine calls it', async () => {
  const cause = JSON.stringify({ errorMessage: 'no connection to AWS.' });
  expect(await reasonFor({ Error: 'TransientFailure', Cause: cause })).toBe('no connection to AWS.');
  expect(await reasonFor({ Error: 'States.Timeout', Cause: '' })).toBe('States.Timeout');
  expect(await reasonFor({})).toBe('the state machine gives no reason.');
});

test('a secret that a long reason would be cut in is not told by half', async () => {
  const before = 'a '.repeat(LONGEST / 2 - 10);
  const reason = await reasonFor({ Cause: JSON.stringify({ errorMessage: before + SECRET }) });
  expect(reason).toBe(`${before}***`);
});

test('a reason is cut where it is long', async () => {
  const reason = await reasonFor({ Cause: 'a '.repeat(LONGEST) });
  expect(reason).toBe('a '.repeat(LONGEST / 2));
});
