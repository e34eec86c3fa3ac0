import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, iamArn, inline, role, user } from '../account/authorization-details.js';

const ASSUME = { Action: 'sts:AssumeRole' };
const ACCOUNT = { Principal: { AWS: iamArn('root') }, ...ASSUME };

/** So many that not each is looked at for each role. */
const MANY = 300;

/** Lets the first user give itself one value of the tag. */
const TAGGING = allow('iam:TagUser', iamArn('user/user-0'), {
  Condition: { StringEquals: { 'aws:RequestTag/team': 't7' } },
});

/** The numbers of the users that may assume a role. */
function admitted(...statements: readonly Readonly<Record<string, unknown>>[]): readonly number[] {
  const users = Array.from({ length: MANY }, (_, number) =>
    user(`user-${number}`, {
      Tags: number % 10 === 9 ? [] : [{ Key: 'team', Value: `t${number % 100}` }],
      UserPolicyList: [inline('hop', document(allow('sts:AssumeRole'), ...(number === 0 ? [TAGGING] : [])))],
    }),
  );
  const roles = [role('guarded', { AssumeRolePolicyDocument: document(...statements) })];
  const account = parseAuthorizationDetails(details({ users, roles }));
  const { graph } = analyseEscalation([account], new DocumentReader(loadCatalog()), null);
  return graph.nodes.flatMap(({ edges }, number) => (edges.length > 0 ? [number] : []));
}

const holding = (operator: string, key: string, ...values: readonly string[]) => ({
  Condition: { [operator]: { [key]: values } },
});

it('callers with a tag are found by its value', () => {
  const trust = {
    Effect: 'Allow',
    ...ACCOUNT,
    ...holding('StringEquals', 'aws:PrincipalTag/team', 't7', 't42'),
  };
  expect(admitted(trust)).toEqual([0, 7, 42, 107, 142, 207, 242]);
});

it('a caller that can change its tag has the one that it has, too', () => {
  const trust = { Effect: 'Allow', ...ACCOUNT, ...holding('StringEquals', 'aws:PrincipalTag/team', 't0') };
  expect(admitted(trust)).toEqual([0, 100, 200]);
});

it('callers without a tag pass where the test asks for it only if it is there', () => {
  const trust = {
    Effect: 'Allow',
    ...ACCOUNT,
    ...holding('StringEqualsIfExists', 'aws:PrincipalTag/team', 't7'),
  };
  const untagged = Array.from({ length: MANY / 10 }, (_, ten) => ten * 10 + 9);
  expect(admitted(trust)).toEqual([0, 7, 107, 207, ...untagged].sort((one, other) => one - other));
});

it('callers are found by what their ARN begins and ends with', () => {
  const trust = {
    Effect: 'Allow',
    ...ACCOUNT,
    ...holding('ArnLike', 'aws:PrincipalArn', iamArn('user/user-2*5')),
  };
  expect(admitted(trust)).toEqual([25, ...Array.from({ length: 10 }, (_, ten) => 205 + ten * 10)]);
});

it('callers that a Deny names by their tag are turned away', () => {
  const all = { Effect: 'Allow', ...ACCOUNT, ...holding('ArnLike', 'aws:PrincipalArn', iamArn('user/*')) };
  const some = { Effect: 'Deny', ...ACCOUNT, ...holding('StringEquals', 'aws:PrincipalTag/team', 't3') };
  const left = Array.from({ length: MANY }, (_, number) => number).filter((number) => number % 100 !== 3);
  expect(admitted(all, some)).toEqual(left);
});
