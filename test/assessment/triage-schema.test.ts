import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTriageFile } from '../../src/assessment/parse-triage-file.js';
import { InputError } from '../../src/policy/input-error.js';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/assessment/triage.schema.json', import.meta.url), 'utf8'),
);
// The schema is the project's own; Ajv itself refuses it if it is none.
const validate = new Ajv({ strict: false }).compile(schema as object);

const SMALLEST = {
  format: 'cloudsplaining-triage',
  version: 1,
  account: { id: null, name: 'prod' },
  decisions: [{ finding: '86f1c2d09ab34e57', status: 'fix', decidedAt: '2026-11-24T16:02:11Z' }],
};

function isRead(file: unknown): boolean {
  try {
    parseTriageFile(file);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

describe('the published JSON Schema of the triage file', () => {
  it('accepts a file without what may be missing', () => {
    validate(SMALLEST);
    expect(validate.errors).toBeNull();
  });

  it('names the place of a wrong status', () => {
    const decisions = [{ ...SMALLEST.decisions[0], status: 'ignore' }];
    expect(validate({ ...SMALLEST, decisions })).toBe(false);
    expect(validate.errors?.[0]?.instancePath).toBe('/decisions/0/status');
  });

  it('accepts what the scan reads, and refuses what the scan refuses', () => {
    const oneOf = (...values: readonly unknown[]) => fc.constantFrom<unknown>(...values);
    const text = oneOf('', 'ann', '</script>', null, undefined, 3);
    const decision = fc.record({
      finding: oneOf('86f1c2d09ab34e57', '', 7),
      status: oneOf('to-triage', 'fix', 'false-positive', 'accepted', 'Fix', null),
      owner: text,
      note: text,
      description: text,
      decidedAt: oneOf('2026-11-24T16:02:11Z', '2026-11-24T16:02:11.123Z', '2026-11-24', null),
    });
    const file = fc.record({
      format: oneOf(SMALLEST.format, 'other'),
      version: oneOf(1, 2, '1'),
      account: oneOf(
        { id: '111122223333', name: 'a' },
        { id: null, name: 'a' },
        { id: '1', name: 'a' },
        {
          id: null,
        },
      ),
      savedAt: oneOf('2026-11-24T16:02:11Z', null, undefined, 'today'),
      decisions: fc.array(decision, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(file, (contents) => {
        const written: unknown = JSON.parse(JSON.stringify(contents));
        expect(validate(written)).toBe(isRead(written));
      }),
    );
  });
});
