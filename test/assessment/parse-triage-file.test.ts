import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTriageFile, TRIAGE_STATUSES } from '../../src/assessment/parse-triage-file.js';
import { triageFileText } from '../../src/output/triage-file-text.js';
import { InputError } from '../../src/policy/input-error.js';

const DECISION = { finding: 'f01', status: 'fix', decidedAt: '2026-11-24T10:00:00Z' };
const FILE = {
  format: 'cloudsplaining-triage',
  version: 1,
  account: { id: '111122223333', name: 'prod' },
  decisions: [DECISION],
};

/** Message and place of the error; null where there is none. */
function faultOf(input: unknown): readonly [string, string] | null {
  try {
    parseTriageFile(input);
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [error.where, error.message];
  }
}

describe('a triage file', () => {
  it('is read, and what may be missing is empty', () => {
    expect(parseTriageFile({ ...FILE, later: true })).toEqual({
      ...FILE,
      savedAt: null,
      decisions: [{ ...DECISION, owner: '', note: '', description: '' }],
    });
    expect(parseTriageFile({ ...FILE, account: { id: null, name: '' } }).account.id).toBeNull();
  });

  it.each([
    [null, '$', 'expected an object, not null'],
    [[], '$', 'expected an object, not a list'],
    [{ format: 'x' }, '$.format', 'this is no triage file; its format should be "cloudsplaining-triage"'],
    [{ ...FILE, version: 2 }, '$.version', 'only version 1 of the triage file can be read; update this tool'],
    [{ ...FILE, account: undefined }, '$.account', 'expected an object, not nothing'],
    [{ ...FILE, account: { id: '1', name: '' } }, '$.account.id', 'an account id is a string of 12 digits'],
    [{ ...FILE, account: { id: null } }, '$.account.name', 'expected a string, not nothing'],
    [{ ...FILE, savedAt: 'today' }, '$.savedAt', 'a time in UTC such as 2026-01-31T09:30:00Z is expected'],
    [{ ...FILE, decisions: {} }, '$.decisions', 'expected a list, not an object'],
    [{ ...FILE, decisions: [DECISION, 7] }, '$.decisions[1]', 'expected an object, not a number'],
    [
      { ...FILE, decisions: [{ ...DECISION, finding: '' }] },
      '$.decisions[0].finding',
      'the fingerprint of a finding is expected, not an empty text',
    ],
    [
      { ...FILE, decisions: [{ ...DECISION, status: 'done' }] },
      '$.decisions[0].status',
      'a status is one of to-triage, fix, false-positive, accepted',
    ],
    [
      { ...FILE, decisions: [{ ...DECISION, note: 4 }] },
      '$.decisions[0].note',
      'expected a string, not a number',
    ],
    [
      { ...FILE, decisions: [{ ...DECISION, decidedAt: '2026-13-01T00:00:00Z' }] },
      '$.decisions[0].decidedAt',
      'a time in UTC such as 2026-01-31T09:30:00Z is expected',
    ],
  ])('%j is refused with its place', (input, where, message) => {
    expect(faultOf(input)).toEqual([where, message]);
  });

  it('is refused with an InputError and nothing else, whatever it holds', () => {
    const part = fc.oneof(fc.jsonValue(), fc.constant(undefined));
    const members = fc.record({ account: part, savedAt: part, decisions: fc.oneof(part, fc.array(part)) });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          members.map((part) => ({ ...FILE, ...part })),
        ),
        (input) => {
          faultOf(input);
        },
      ),
    );
  });

  it('comes back from its text as it went in, sorted by description', () => {
    const text = fc.string({ unit: 'grapheme' });
    const decision = fc.record({
      finding: fc.string({ minLength: 1 }),
      status: fc.constantFrom(...TRIAGE_STATUSES),
      owner: text,
      note: text,
      decidedAt: fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map((date) => date.toISOString()),
      description: text,
    });
    const account = { id: '111122223333', partition: 'aws', principalsByAccount: {} };
    fc.assert(
      fc.property(fc.array(decision), (decisions) => {
        const written = triageFileText({ account, name: 'prod' }, decisions, '2026-11-25T00:00:00.000Z');
        const read = parseTriageFile(JSON.parse(written));
        expect(read.decisions).toHaveLength(decisions.length);
        expect(new Set(read.decisions.map((each) => JSON.stringify(each)))).toEqual(
          new Set(
            decisions.map(({ finding, status, owner, note, decidedAt, description }) =>
              JSON.stringify({ finding, status, owner, note, decidedAt, description }),
            ),
          ),
        );
        const order = read.decisions.map((each) => each.description);
        expect(order).toEqual(order.toSorted());
      }),
    );
  });
});
