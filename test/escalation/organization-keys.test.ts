import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import type { Account } from '../../src/account/account.js';
import {
  parseOrganizationPolicies,
  type OrganizationPolicies,
} from '../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  inline,
  role,
  user,
} from '../account/authorization-details.js';
import rows from './organization-keys.json' with { type: 'json' };

/** The verdict of the user's way into the role with its conditions, or null for none. */
type Way = readonly string[] | null;

interface Row {
  readonly name: string;
  readonly trust: readonly unknown[];
  /** Condition of the permission to assume roles. */
  readonly assuming?: unknown;
  readonly serviceControls?: readonly unknown[];
  readonly resourceControls?: readonly unknown[];
  /** Where the file holds the organisation's tree, only its id, or nothing of it. */
  readonly byTree: Way;
  readonly byId: Way;
  readonly unknown: Way;
}

// The rows are the project's own.
const cases = rows as readonly Row[];
const catalog = loadCatalog();

const ORGANIZATION = 'o-exampleorg1';
const TREE = {
  id: ORGANIZATION,
  managementAccount: '999988887777',
  roots: [{ id: 'r-ab12', name: 'Root' }],
  units: [
    { id: 'ou-ab12-11111111', name: 'workloads', parentId: 'r-ab12', path: 'workloads' },
    { id: 'ou-ab12-22222222', name: 'test', parentId: 'ou-ab12-11111111', path: 'workloads/test' },
  ],
  accounts: [{ id: ACCOUNT_ID, name: 'test', parentId: 'ou-ab12-22222222', ouPath: 'workloads/test' }],
};

/** The way of a user into a role that is administrator. */
function way({ trust, assuming, serviceControls, resourceControls }: Row, organization: unknown): Way {
  const permission = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*', Condition: assuming };
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserPolicyList: [inline('own', document(permission))] })],
      roles: [
        role('top', {
          RolePolicyList: [inline('everything', document(allow('*')))],
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
        }),
      ],
    }),
  );
  const level = (name: string, statements: readonly unknown[]) => [
    { level: 'root', policies: [{ name, document: { Version: '2012-10-17', Statement: statements } }] },
  ];
  const policies = parseOrganizationPolicies({
    managementAccount: TREE.managementAccount,
    accounts: {
      [ACCOUNT_ID]: {
        ...(serviceControls === undefined
          ? {}
          : { serviceControlPolicies: level('service', [allow('*'), ...serviceControls]) }),
        ...(resourceControls === undefined
          ? {}
          : { resourceControlPolicies: level('resource', resourceControls) }),
      },
    },
    ...(organization === null ? {} : { organization }),
  });
  return firstWay(account, policies, ':user/ann');
}

/** The way of the first whose name holds a text. */
function firstWay(account: Account, policies: OrganizationPolicies, start: string): Way {
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), policies);
  const found = pathsReport(graph, search).paths.find(({ from }) => from.includes(start));
  return found === undefined ? null : [found.verdict, ...(found.hops[0]?.conditions ?? [])];
}

describe('where caller and role stand in the organisation', () => {
  it.each(cases.map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect({
      byTree: way(row, TREE),
      byId: way(row, { id: ORGANIZATION }),
      unknown: way(row, null),
    }).toEqual({ byTree: row.byTree, byId: row.byId, unknown: row.unknown });
  });
});

describe('where an account stands that a role trusts from outside', () => {
  const PARTNER = '444455556666';
  const tree = { ...TREE, accounts: [...TREE.accounts, { id: PARTNER, name: 'data', parentId: 'r-ab12' }] };
  const entry = (account: string, condition: unknown): Way => {
    const parsed = parseAuthorizationDetails(
      details({
        roles: [
          role('top', {
            RolePolicyList: [inline('everything', document(allow('*')))],
            AssumeRolePolicyDocument: document({
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: 'sts:AssumeRole',
              Condition: condition,
            }),
          }),
        ],
      }),
    );
    const policies = parseOrganizationPolicies({ accounts: { [ACCOUNT_ID]: {} }, organization: tree });
    return firstWay(parsed, policies, account);
  };
  const organization = (id: string) => ({ StringEquals: { 'aws:PrincipalOrgID': id } });
  const unit = (path: string) => ({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': path } });

  it.each<[string, string, unknown, Way]>([
    ['its organisation is asked for', PARTNER, organization(ORGANIZATION), ['confirmed']],
    ['another organisation is asked for', PARTNER, organization('o-elsewhere1'), null],
    ['its place is asked for', PARTNER, unit(`${ORGANIZATION}/r-ab12/*`), ['confirmed']],
    ['another place is asked for', PARTNER, unit(`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`), null],
    [
      'it is not among the accounts of the tree',
      '777788889999',
      organization(ORGANIZATION),
      ['conditional', `StringEquals aws:PrincipalOrgID ${ORGANIZATION}`],
    ],
  ])('decides tests where %s', (_, account, condition, expected) => {
    expect(entry(account, condition)).toEqual(expected);
  });
});
