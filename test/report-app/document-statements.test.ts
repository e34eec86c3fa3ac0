import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/assessment/assessment.js';
import { deniesAlways, documentStatements, isAbout } from '../../src/report-app/model/document-statements.js';

function only(statement: JsonValue) {
  const [first] = documentStatements({ Version: '2012-10-17', Statement: statement });
  if (first === undefined) throw new Error('that is no statement');
  return first;
}

const allow = (Action: JsonValue) => only({ Effect: 'Allow', Action, Resource: '*' });

describe('the statements of a document', () => {
  it('say on what they reach, and under which conditions', () => {
    const Condition = {
      Bool: { 'aws:SecureTransport': 'true' },
      StringEquals: { 'aws:SecureTransport': 'x' },
    };
    const base = { Effect: 'Allow', Action: 's3:*' };
    expect(
      documentStatements({
        Statement: [
          { ...base, Resource: '*' },
          { ...base, Resource: ['arn:aws:s3:::a', '*'], Condition },
          { ...base, Resource: 'arn:aws:s3:::a', Condition },
          { ...base, NotResource: 'arn:aws:s3:::a' },
          'none',
          { Action: 's3:*' },
        ],
      }).map(({ index, reach, conditionKeys }) => [index, reach, conditionKeys]),
    ).toEqual([
      [0, 'unrestricted', []],
      [1, 'conditional', ['aws:SecureTransport']],
      [2, 'scoped', ['aws:SecureTransport']],
      [3, 'excepted', []],
    ]);
  });

  it('are about what their Action names, or their NotAction does not', () => {
    expect(isAbout(allow(['S3:Get*', 'iam:PassRole']), 's3:getobject')).toBe(true);
    expect(isAbout(allow('s3:Get?bject'), 's3:getobject')).toBe(true);
    expect(isAbout(allow('s3:Get'), 's3:getobject')).toBe(false);
    expect(isAbout(allow('s3:*acl*'), 's3:putobjectaclx')).toBe(true);
    const rest = only({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' });
    expect([isAbout(rest, 'iam:getuser'), isAbout(rest, 's3:getobject')]).toEqual([false, true]);
  });

  it('compare wildcards as a regular expression does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, letters, (written, action) => {
        const expression = new RegExp(`^${written.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(isAbout(allow(written), action)).toBe(expression.test(action));
      }),
    );
  });

  it('take an action away for good only without resources and conditions', () => {
    const deny = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
    expect(deniesAlways(only(deny), 'iam:getuser')).toBe(true);
    expect(deniesAlways(only(deny), 's3:getobject')).toBe(false);
    expect(deniesAlways(only({ ...deny, Effect: 'Allow' }), 'iam:getuser')).toBe(false);
    expect(deniesAlways(only({ ...deny, Resource: 'arn:aws:iam::1:user/a' }), 'iam:getuser')).toBe(false);
    expect(deniesAlways(only({ ...deny, Condition: { Bool: { a: 'true' } } }), 'iam:getuser')).toBe(false);
  });
});
