import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/assessment/fingerprint.js';

describe('a fingerprint', () => {
  it('stays what it was: triage files and suppressions name findings by it', () => {
    expect(fingerprint('arn:aws:iam::111122223333:policy/deploy', 'DataExfiltration', 'true')).toBe(
      'fa459049f93b6cd6',
    );
  });

  it('of lines is that of the text they come to', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (lines) => {
        expect(fingerprint(...lines)).toBe(fingerprint(lines.join('\n')));
      }),
    );
  });
});
