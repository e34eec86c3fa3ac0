import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  attached,
  boundedBy,
  details,
  document,
  group,
  inline,
  managed,
  role,
  user,
  version,
} from '../account/authorization-details.js';
import { controlledBy } from './controlled-by.js';
import rows from './small-accounts.json' with { type: 'json' };

type Fields = Readonly<Record<string, unknown>>;
type Statements = readonly Fields[];

/** Somebody of an account; a group has no boundary, and a role alone a trust policy. */
interface Somebody {
  readonly statements?: Statements;
  readonly boundary?: string;
  readonly attached?: readonly string[];
  readonly groups?: readonly string[];
  readonly trust?: Statements;
  readonly instanceProfile?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An account in which somebody called `me` wants to become administrator. */
interface Row {
  readonly name: string;
  /** Where the answer follows from, if the name does not say it. */
  readonly source?: string;
  readonly users?: Readonly<Record<string, Somebody>>;
  readonly groups?: Readonly<Record<string, Somebody>>;
  readonly roles?: Readonly<Record<string, Somebody>>;
  /** The versions of each policy, the one in force first. */
  readonly policies?: Readonly<Record<string, readonly Statements[]>>;
  /** Statements of a resource control policy. */
  readonly controls?: Statements;
  /** The organisation of the account, where the file tells it. */
  readonly organization?: Fields;
  /** The verdict, then each step of `me` with its target, what must be so for it and what it needs; null for none. */
  readonly way: readonly string[] | null;
}

// The rows are the project's own.
const cases: readonly Row[] = rows as readonly Row[];
const catalog = loadCatalog();

const entries = <Value>(record: Readonly<Record<string, Value>> = {}) => Object.entries(record);

function fieldsOf(
  list: string,
  { statements = [], boundary, attached: policies = [], tags }: Somebody,
): Fields {
  return {
    [list]: statements.length === 0 ? [] : [inline('own', document(...statements))],
    AttachedManagedPolicies: policies.map((name) => attached(name)),
    Tags: entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(boundary === undefined ? {} : boundedBy(boundary)),
  };
}

function accountOf({ users, groups, roles, policies }: Row): Fields {
  return details({
    users: entries(users).map(([name, each]) =>
      user(name, { ...fieldsOf('UserPolicyList', each), GroupList: each.groups ?? [] }),
    ),
    groups: entries(groups).map(([name, each]) => group(name, fieldsOf('GroupPolicyList', each))),
    roles: entries(roles).map(([name, each]) =>
      role(name, {
        ...fieldsOf('RolePolicyList', each),
        ...(each.trust === undefined ? {} : { AssumeRolePolicyDocument: document(...each.trust) }),
        InstanceProfileList:
          each.instanceProfile === undefined ? [] : [{ InstanceProfileName: each.instanceProfile }],
      }),
    ),
    policies: entries(policies).map(([name, versions]) =>
      managed(name, null, {
        PolicyVersionList: versions.map((statements, place) =>
          version(`v${String(place + 1)}`, place === 0, document(...statements)),
        ),
      }),
    ),
  });
}

function wayOf(row: Row): Row['way'] {
  const { graph, search } = analyseEscalation(
    [parseAuthorizationDetails(accountOf(row))],
    new DocumentReader(catalog),
    controlledBy(row.controls ?? [], row.organization),
  );
  const { administrators, paths } = pathsReport(graph, search);
  const isMine = (arn: string) => arn.endsWith('/me');
  const administrator = administrators.find(({ principal }) => isMine(principal));
  const path = paths.find(({ from }) => isMine(from));
  if (administrator === undefined && path === undefined) return null;
  const hops =
    administrator === undefined ? (path?.hops ?? []) : [administrator.by].filter((hop) => hop !== null);
  return [
    administrator?.verdict ?? path?.verdict ?? '',
    ...hops.flatMap(({ path: step, to, via, conditions, needs }) => [
      `${step}: ${nameOf(to)}${via === null ? '' : ` by ${nameOf(via)}`}`,
      ...conditions.map((text) => `if ${text}`),
      ...needs.map((text) => `needs ${text}`),
    ]),
  ];
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

it.each(cases.map((row) => [row.name, row] as const))('%s', (_, row) => {
  expect(wayOf(row)).toEqual(row.way);
});
