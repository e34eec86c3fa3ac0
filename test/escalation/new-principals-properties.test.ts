import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { newPrincipal } from '../../src/escalation/graph/new-principals.js';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';
import {
  ACCOUNT_ID,
  attached,
  details,
  document,
  inline,
  managed,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const iam = (rest: string): string => `arn:aws:iam::${ACCOUNT_ID}:${rest}`;
const ACTIONS = [
  'iam:CreateRole',
  'iam:PutRolePolicy',
  'sts:AssumeRole',
  'iam:Create*',
  'iam:PutR*',
  'iam:*',
  '*',
];
const RESOURCES = [
  '*',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::999999999999:role/*',
  iam('*'),
  iam('role/app-*'),
  iam('role/a?p*'),
  iam('role/app-new'),
  iam('role/app/${aws:username}'),
  iam('user/app/*'),
];
const BOUNDARY = iam('policy/boundary');
/** Boundaries of AWS's own that keep nothing from whoever has them. */
const HARMLESS = ['AdministratorAccess', 'IAMFullAccess'].map((name) => `arn:aws:iam::aws:policy/${name}`);
const CONDITIONS = [
  {},
  {},
  { Condition: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } } },
  { Condition: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } } },
  { Condition: { Null: { 'iam:PermissionsBoundary': 'true' } } },
];
/** Names that policies above tell apart. */
const NAMES = ['app-any', 'abpany', 'app-new', 'any', 'app/maker'];

const some = (values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const statement = fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  actions: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTIONS)),
  resources: fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(RESOURCES)),
  condition: fc.constantFrom(...CONDITIONS),
});
const policy = fc.array(statement, { minLength: 1, maxLength: 4 }).map((statements) =>
  document(
    ...statements.map(({ effect, actions, resources, condition }) => ({
      Effect: effect,
      [actions[0]]: actions[1],
      [resources[0]]: resources[1],
      ...condition,
    })),
  ),
);

/** The trust policy of the role may name an account of the maker's elsewhere, so that it has to be made only. */
it('a role can be made as requests are decided', () => {
  let found = 0;
  fc.assert(
    fc.property(policy, fc.option(policy), fc.boolean(), (own, limit, isRole) => {
      const bounded =
        limit === null
          ? {}
          : {
              PermissionsBoundary: {
                PermissionsBoundaryType: 'Policy',
                PermissionsBoundaryArn: attached('limit')['PolicyArn'],
              },
            };
      const maker = isRole
        ? { roles: [role('maker', { RolePolicyList: [inline('own', own)], ...bounded })] }
        : { users: [user('maker', { UserPolicyList: [inline('own', own)], ...bounded })] };
      const account = parseAuthorizationDetails(
        details({ ...maker, policies: limit === null ? [] : [managed('limit', limit)] }),
      );
      const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
      const [node] = graph.nodes;
      if (node === undefined) throw new Error('the account has one principal');
      const made = newPrincipal(node.capabilities.access, graph.population, 'new role');
      const principal = iam(isRole ? 'role/maker' : 'user/maker');
      const decide = (action: string, arn: string, given: string | null) =>
        evaluateRequest({
          request: {
            principal,
            action,
            resource: { arn, accountId: ACCOUNT_ID },
            context: { 'iam:PermissionsBoundary': given },
          },
          identityPolicies: [{ name: 'own', document: own }],
          ...(limit === null ? {} : { permissionsBoundaries: [{ name: 'limit', document: limit }] }),
        }).decision;
      const isTakenOff = (arn: string): boolean =>
        decide('iam:DeleteRolePermissionsBoundary', arn, BOUNDARY) === 'allowed' ||
        HARMLESS.some((given) => decide('iam:PutRolePermissionsBoundary', arn, given) === 'allowed') ||
        decide('iam:CreatePolicyVersion', BOUNDARY, null) === 'allowed';
      const isOpen = (arn: string): boolean =>
        [null, ...HARMLESS, BOUNDARY].some(
          (given) =>
            decide('iam:CreateRole', arn, given) === 'allowed' &&
            (decide('iam:PutRolePolicy', arn, given) === 'allowed' ||
              decide('iam:AttachRolePolicy', arn, given) === 'allowed') &&
            (given !== BOUNDARY || isTakenOff(arn)),
        );
      if (made?.isConfirmed === true) {
        found++;
        expect(isOpen(made.arn)).toBe(true);
      } else {
        expect(NAMES.map((name) => iam(`role/${name}`)).filter(isOpen)).toEqual([]);
      }
    }),
    { numRuns: 400, seed: 11 },
  );
  // The property must not hold for want of roles.
  expect(found).toBeGreaterThan(50);
});
