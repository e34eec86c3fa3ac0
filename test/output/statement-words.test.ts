import { expect, it } from 'vitest';
import { statementName } from '../../src/assessment/statement-name.js';
import { decidingStatementWords } from '../../src/output/statement-words.js';

it('names a statement by its Sid, or by its place, counted from one', () => {
  expect([statementName('Read'), statementName(0), statementName(11)]).toEqual([
    'Read',
    'statement 1',
    'statement 12',
  ]);
});

it.each([
  ['identity', 'reading', 'Allow Read in identity policy reading'],
  ['permissionsBoundary', 'developers', 'Allow Read in permissions boundary developers'],
  ['permissionsBoundary', '', 'Allow Read in the permissions boundary'],
  ['session', 'one hour', 'Allow Read in session policy one hour'],
  ['resource', 'resource policy', 'Allow Read in the resource policy'],
  ['serviceControl', 'root: FullAWSAccess', 'Allow Read in service control policy root: FullAWSAccess'],
  ['resourceControl', 'root: own', 'Allow Read in resource control policy root: own'],
  ['endpoint', 'bucket', 'Allow Read in VPC endpoint policy bucket'],
] as const)('says in which policy a statement stands: %s %s', (policyType, policy, words) => {
  expect(decidingStatementWords({ effect: 'Allow', statement: 'Read', policyType, policy })).toBe(words);
});
