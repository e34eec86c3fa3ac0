import { describe, expect, it } from 'vitest';
import {
  boundOtherwise,
  inState,
  knownSince,
  manifestText,
  newManifest,
  parseManifest,
  resumedManifest,
  withAccounts,
} from '../../src/scanning/run-manifest.js';

const PROD = { name: 'prod', id: '111111111111' };
const TEST = { name: 'test', id: '222222222222' };
const ACCOUNTS = [PROD, TEST];
const BEGUN = new Date('2026-01-02T03:04:05Z');
const SETTINGS = { '--role-name': 'Audit' };
const fresh = newManifest(ACCOUNTS, SETTINGS, BEGUN);

describe('the manifest of a run', () => {
  it('is read as it was written', () => {
    const changed = withAccounts(fresh, [{ ...TEST, state: 'failed', reason: 'no such role.' }]);
    expect(parseManifest(JSON.parse(manifestText(changed)))).toEqual(changed);
    expect(changed.accounts).toEqual([
      { name: 'prod', id: '111111111111', state: 'waiting' },
      { name: 'test', id: '222222222222', state: 'failed', reason: 'no such role.' },
    ]);
  });

  it.each([
    [{}, '$', 'this is no manifest of a run that this version can resume; begin anew without --resume'],
    [
      { ...fresh, version: 2 },
      '$',
      'this is no manifest of a run that this version can resume; begin anew without --resume',
    ],
    [
      { ...fresh, accounts: [{ name: 'a', id: 'b', state: 'lost' }] },
      '$.accounts[0].state',
      'the state of an account is "waiting", "done" or "failed"',
    ],
    [{ ...fresh, settings: { a: 1 } }, '$.settings.a', 'expected a string, not a number'],
  ])('refuses %j', (input, where, message) => {
    expect(() => parseManifest(input)).toThrow(expect.objectContaining({ where, message }));
  });

  it('goes on with the accounts that are not done, and with new ones', () => {
    const earlier = withAccounts(fresh, [
      { ...PROD, state: 'done' },
      { ...TEST, state: 'failed', reason: 'x' },
    ]);
    const later = newManifest([...ACCOUNTS, { name: 'new', id: '333333333333' }], SETTINGS, new Date(0));
    const resumed = resumedManifest(earlier, later);
    expect(resumed.accounts.map(({ name, state }) => [name, state])).toEqual([
      ['prod', 'done'],
      ['test', 'waiting'],
      ['new', 'waiting'],
    ]);
    expect(resumed.startedAt).toBe('2026-01-02T03:04:05.000Z');
  });

  it('scans an account again that other policies of the organisation bind', () => {
    const bound = [
      { ...PROD, boundBy: 'a1' },
      { ...TEST, boundBy: 'b2' },
    ];
    const begun = newManifest(bound, SETTINGS, BEGUN);
    const earlier = withAccounts(
      begun,
      begun.accounts.map((account) => inState(account, { state: 'done' })),
    );
    expect(parseManifest(JSON.parse(manifestText(earlier)))).toEqual(earlier);
    const resumed = resumedManifest(
      earlier,
      newManifest(
        [
          { ...PROD, boundBy: 'a1' },
          { ...TEST, boundBy: 'c3' },
        ],
        SETTINGS,
        BEGUN,
      ),
    );
    expect(resumed.accounts).toEqual([
      { ...PROD, boundBy: 'a1', state: 'done' },
      { ...TEST, boundBy: 'c3', state: 'waiting' },
    ]);
    expect([boundOtherwise(earlier, resumed), boundOtherwise(earlier, earlier)]).toEqual([1, 0]);
  });

  it('scans an account again that was renamed', () => {
    const earlier = withAccounts(fresh, [{ ...PROD, state: 'done' }]);
    const later = newManifest([{ name: 'production', id: '111111111111' }], SETTINGS, BEGUN);
    expect(resumedManifest(earlier, later).accounts).toEqual([
      { name: 'production', id: '111111111111', state: 'waiting' },
    ]);
  });

  it('keeps the accounts that were known, and tells which are new', () => {
    const earlier = newManifest(ACCOUNTS, SETTINGS, BEGUN, ['222222222222', '111111111111', '222222222222']);
    expect(earlier.knownAccounts).toEqual(['111111111111', '222222222222']);
    const later = newManifest(ACCOUNTS, SETTINGS, BEGUN, ['333333333333', '222222222222']);
    const resumed = resumedManifest(parseManifest(JSON.parse(manifestText(earlier))), later);
    expect(resumed.knownAccounts).toEqual(['111111111111', '222222222222', '333333333333']);
    expect([...knownSince(earlier, resumed)]).toEqual(['333333333333']);
  });

  it('does not go on under other options', () => {
    const later = newManifest(ACCOUNTS, { '--role-name': 'Other' }, BEGUN);
    expect(() => resumedManifest(fresh, later)).toThrow(
      'the run was begun with --role-name Audit and cannot go on with Other; give the same options, or begin a new run elsewhere, with another output directory, prefix or run name',
    );
  });
});
