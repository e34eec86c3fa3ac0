import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader } from '../../src/access/effective-access.js';
import { wholeAccess } from '../../src/access/whole-access.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { walkablePaths } from '../../src/escalation/path-reach.js';
import {
  allow,
  boundedBy,
  deny,
  details,
  document,
  inline,
  managed,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();

const to = (service: string) => ({ Condition: { StringEquals: { 'iam:PassedToService': service } } });
const LAMBDA = to('lambda.amazonaws.com');
const RUN = allow(['lambda:CreateFunction', 'lambda:InvokeFunction']);
const ROLE = 'arn:aws:iam::111122223333:role/app';

type Statements = readonly ReturnType<typeof allow>[];

interface Bounds {
  readonly boundary: Statements;
  readonly guardrail: Statements;
}

/** How far the path over a new Lambda function is walkable for a user within a boundary and a guardrail. */
function found(statements: Statements, { boundary, guardrail }: Partial<Bounds>): string {
  const account = parseAuthorizationDetails(
    details({
      users: [
        user('ann', {
          UserPolicyList: [inline('builds', document(...statements))],
          ...(boundary === undefined ? {} : boundedBy('bounds')),
        }),
      ],
      policies: [managed('bounds', document(...(boundary ?? [allow('*')])))],
    }),
  );
  const organization =
    guardrail === undefined
      ? null
      : parseOrganizationPolicies({
          serviceControlPolicies: [
            { level: 'root', policies: [{ name: 'guard', document: document(...guardrail) }] },
          ],
        });
  const reader = new EffectiveAccessReader(new DocumentReader(catalog), organization);
  const grades = account.users.flatMap((each) =>
    Object.entries(walkablePaths(wholeAccess(reader.accessOf(each))))
      .filter(([, paths]) => paths.some(({ path }) => path.id === 'lambda-001'))
      .map(([grade]) => grade),
  );
  return grades.join() || 'closed';
}

describe('a role passed to one service', () => {
  const statements = [RUN, allow('iam:PassRole', '*', LAMBDA)];

  it.each([
    ['everything', [allow('*')], 'unrestricted'],
    ['no role being passed', [allow('lambda:*')], 'closed'],
    ['the same service', [RUN, allow('iam:PassRole', '*', LAMBDA)], 'unrestricted'],
    ['another service', [RUN, allow('iam:PassRole', '*', to('ec2.amazonaws.com'))], 'closed'],
    ['one role', [RUN, allow('iam:PassRole', ROLE)], 'scoped'],
    ['no passing to the service', [allow('*'), deny('iam:PassRole', '*', LAMBDA)], 'closed'],
  ] as const)('is within a boundary and a guardrail of %s', (_, bounds, grade) => {
    expect([found(statements, { boundary: bounds }), found(statements, { guardrail: bounds })]).toEqual([
      grade,
      grade,
    ]);
  });

  it('is within every bound at once', () => {
    expect(
      found(statements, {
        boundary: [RUN, allow('iam:PassRole', ROLE, LAMBDA)],
        guardrail: [allow('*'), deny('iam:PassRole', '*', LAMBDA)],
      }),
    ).toBe('closed');
  });
});

describe('a role passed to any service', () => {
  it('is passed to the services that a boundary tests for', () => {
    const statements = [RUN, allow('iam:PassRole')];
    const within = (service: string) =>
      found(statements, { boundary: [RUN, allow('iam:PassRole', '*', to(service))] });
    expect([within('lambda.amazonaws.com'), within('ec2.amazonaws.com')]).toEqual(['unrestricted', 'closed']);
  });
});
