import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressInRange } from '../../src/policy/ip-range.js';
import { fillVariables, wildcardsMatch } from '../../src/policy/policy-variables.js';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';

const NO_CONTEXT = { value: () => null };
const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '.'), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?', '.'), maxLength: 8 });

describe('wildcards of conditions', () => {
  it('match as a regular expression does', () => {
    fc.assert(
      fc.property(pattern, letters, (written, text) => {
        const filled = fillVariables(written, NO_CONTEXT, true);
        const source = written
          .replaceAll('.', String.raw`\.`)
          .replaceAll('*', '.*')
          .replaceAll('?', '.');
        expect(filled.kind === 'text' && wildcardsMatch(filled.text, text)).toBe(
          new RegExp(`^${source}$`, 's').test(text),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('ranges of addresses', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const address = fc.tuple(octet, octet, octet, octet);
  const asNumber = (parts: readonly number[]) => parts.reduce((value, part) => value * 256 + part, 0);

  it('hold the addresses that share their first bits', () => {
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (one, other, length) => {
        const size = 2 ** (32 - length);
        const same = Math.floor(asNumber(one) / size) === Math.floor(asNumber(other) / size);
        expect(addressInRange(one.join('.'), `${other.join('.')}/${length}`)).toBe(same);
      }),
    );
  });
});

const CONDITIONS = [
  undefined,
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
];
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.constantFrom('s3:*', 's3:GetObject', 'ec2:*'),
    Resource: fc.constantFrom(
      '*',
      'arn:aws:s3:::data/*',
      'arn:aws:s3:::data/${aws:username}',
      'arn:aws:s3:::else/*',
    ),
    Condition: fc.constantFrom(...CONDITIONS),
  })
  .map(({ Condition, ...rest }) => (Condition === undefined ? rest : { ...rest, Condition }));
const policies = fc
  .array(fc.array(statement, { minLength: 1, maxLength: 3 }), { maxLength: 2 })
  .map((documents) =>
    documents.map((Statement, index) => ({
      name: `p${index}`,
      document: { Version: '2012-10-17', Statement },
    })),
  );
const context = fc.record(
  {
    'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false', null),
    'aws:RequestedRegion': fc.constantFrom('eu-west-1', 'us-east-1', null),
    'aws:TagKeys': fc.constantFrom(['a'], ['b'], [], null),
  },
  { requiredKeys: [] },
);
const input = fc.record({
  request: fc.record({
    principal: fc.constant('arn:aws:iam::111122223333:user/ann'),
    action: fc.constant('s3:GetObject'),
    resource: fc.constant({ arn: 'arn:aws:s3:::data/ann', accountId: '111122223333' }),
    context,
    contextIsComplete: fc.boolean(),
  }),
  identityPolicies: policies,
  permissionsBoundaries: policies,
});

describe('a decision', () => {
  it('is never conditional where the context is complete', () => {
    fc.assert(
      fc.property(input, (drawn) => {
        const request = { ...drawn.request, contextIsComplete: true };
        expect(evaluateRequest({ ...drawn, request }).decision).not.toBe('conditional');
      }),
      { numRuns: 500 },
    );
  });

  it('is never more than before once a Deny is added', () => {
    fc.assert(
      fc.property(input, statement, (drawn, added) => {
        const before = evaluateRequest(drawn).decision;
        const document = { Version: '2012-10-17', Statement: [{ ...added, Effect: 'Deny' }] };
        const after = evaluateRequest({
          ...drawn,
          identityPolicies: [...drawn.identityPolicies, { name: 'added', document }],
        }).decision;
        const rank = (decision: string) =>
          ['explicitlyDenied', 'implicitlyDenied', 'conditional', 'allowed'].indexOf(decision);
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
      }),
      { numRuns: 500 },
    );
  });

  it('that knows less is the same or conditional', () => {
    fc.assert(
      fc.property(input, (drawn) => {
        const known = evaluateRequest({
          ...drawn,
          request: { ...drawn.request, contextIsComplete: true },
        }).decision;
        const less = evaluateRequest({
          ...drawn,
          request: { ...drawn.request, contextIsComplete: false },
        }).decision;
        expect([known, 'conditional', 'implicitlyDenied', 'explicitlyDenied'].includes(less)).toBe(true);
        if (less !== 'conditional') expect(less.endsWith('Denied')).toBe(known.endsWith('Denied'));
      }),
      { numRuns: 500 },
    );
  });
});
