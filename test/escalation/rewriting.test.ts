import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  boundedBy,
  details,
  document,
  iamArn,
  inline,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

const open = { AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }) };
const may = (action: string, ...resources: readonly string[]) =>
  inline(action.replace(':', '-'), document(allow(action, resources.map(iamArn))));

const top = role('top', { ...open, RolePolicyList: [inline('all', document(allow('*')))] });
const passing = (name: string, next: string) =>
  role(name, { ...open, RolePolicyList: [may('sts:AssumeRole', `role/${next}`)] });

/** The chain of the user, as paths and whom they lead to. */
function chain(users: readonly unknown[], roles: readonly unknown[]): readonly string[] | undefined {
  const parsed = parseAuthorizationDetails(details({ users, roles }));
  const { graph, search } = analyseEscalation([parsed], new DocumentReader(loadCatalog()), null);
  const { principals } = graph.population;
  const start = principals.findIndex(({ name }) => name === 'ann');
  return search.chainFrom(start)?.hops.map(({ edge, to }) => `${edge.path} ${principals[to]?.name}`);
}

it('is preferred to becoming an administrator where it is nearer', () => {
  const writer = role('writer', { ...open, RolePolicyList: [may('iam:PutUserPolicy', 'user/ann')] });
  const ann = user('ann', { UserPolicyList: [may('sts:AssumeRole', 'role/first', 'role/writer')] });
  const long = [passing('first', 'second'), passing('second', 'top'), top];
  expect(chain([ann], long)).toEqual(['assume role first', 'assume role second', 'assume role top']);
  expect(chain([ann], [...long, writer])).toEqual(['assume role writer', 'rewrite permissions ann']);
});

it('is done to the nearest of several, in whatever order they come', () => {
  const writer = role('writer', {
    ...open,
    RolePolicyList: [may('iam:PutRolePolicy', 'role/near', 'role/far')],
  });
  const near = role('near', open);
  const far = role('far', open);
  const before = passing('before', 'far');
  const ann = user('ann', {
    UserPolicyList: [may('sts:AssumeRole', 'role/writer', 'role/before', 'role/near')],
  });
  const expected = ['assume role writer', 'rewrite permissions near', 'assume role near'];
  expect(chain([ann], [writer, far, near, before])).toEqual(expected);
  expect(chain([ann], [near, before, writer, far])).toEqual(expected);
});

it.each([
  ['confirmed', {}, []],
  [
    'conditional',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    ['Bool aws:MultiFactorAuthPresent true'],
  ],
])(
  'tells what the writer takes off first, by which statement, and is %s by that',
  (verdict, when, conditions) => {
    const action = 'iam:DeleteRolePermissionsBoundary';
    const writer = role('writer', {
      ...open,
      ...boundedBy('fence'),
      RolePolicyList: [
        inline(
          'write',
          document(
            { Sid: 'Lift', ...allow(action), ...when },
            { Sid: 'Write', ...allow('iam:PutRolePolicy', iamArn('role/written')) },
          ),
        ),
      ],
    });
    const ann = user('ann', { UserPolicyList: [may('sts:AssumeRole', 'role/writer', 'role/written')] });
    const parsed = parseAuthorizationDetails(
      details({
        users: [ann],
        roles: [writer, role('written', open)],
        policies: [managed('fence', document(allow([action, 's3:*'])))],
      }),
    );
    const { graph, search } = analyseEscalation([parsed], new DocumentReader(loadCatalog()), null);
    const [path] = pathsReport(graph, search).paths;
    const rewriting = path?.hops.find(({ path: step }) => step === 'rewrite permissions');
    expect([path?.verdict, rewriting?.lifts, rewriting?.conditions]).toEqual([
      verdict,
      [`permissions boundary ${policyArn('fence')}, by ${action}`],
      conditions,
    ]);
    expect(rewriting?.statements.map(({ statement }) => statement)).toEqual(['Lift', 'Write']);
  },
);
