import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
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
import rows from './organizations.json' with { type: 'json' };

type Fields = Readonly<Record<string, unknown>>;
type Statements = readonly Fields[];

interface Somebody {
  readonly statements?: Statements;
  readonly tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly trust?: Statements;
}

/** An account of the organisation and what binds it beside the policies that allow everything. */
interface Member {
  /** Whether the input holds nobody of it. */
  readonly absent?: boolean;
  readonly users?: Readonly<Record<string, Somebody>>;
  readonly roles?: Readonly<Record<string, Somebody>>;
  readonly serviceControls?: Statements;
  readonly resourceControls?: Statements;
}

interface Row {
  readonly name: string;
  /** Where the answer follows from, if the name does not say it. */
  readonly source?: string;
  readonly accounts: Readonly<Record<string, Member>>;
  /** What is asked of everybody, with the policies of resources by ARN. */
  readonly asked?: { readonly action: string; readonly resource?: string; readonly policies?: Fields };
  /** To the question: the decision and what it depends on. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
  /** Everybody who has a way to administrator, or comes from outside: the verdict, each step and what must be so for it. */
  readonly ways?: Readonly<Record<string, readonly string[]>>;
}

// The rows are the project's own.
const cases = rows as readonly Row[];
const catalog = loadCatalog();

const ROOT = 'r-ab12';
const ORGANIZATION = {
  id: 'o-exampleorg1',
  roots: [{ id: ROOT }],
  units: [
    { id: 'ou-ab12-11111111', parentId: ROOT },
    { id: 'ou-ab12-22222222', parentId: ROOT },
  ],
  accounts: [
    { id: '111122223333', parentId: 'ou-ab12-11111111' },
    { id: '222233334444', parentId: 'ou-ab12-11111111' },
    { id: '333344445555', parentId: 'ou-ab12-22222222' },
    { id: '999988887777', parentId: ROOT },
  ],
};

function accountOf(id: string, { users = {}, roles = {} }: Member) {
  const held = ({ statements = [] }: Somebody) =>
    statements.length === 0 ? [] : [inline('own', document(...statements))];
  const input = details({
    users: Object.entries(users).map(([name, each]) => user(name, { UserPolicyList: held(each) })),
    roles: Object.entries(roles).map(([name, each]) =>
      role(name, {
        RolePolicyList: held(each),
        Tags: each.tags ?? [],
        ...(each.trust === undefined ? {} : { AssumeRolePolicyDocument: document(...each.trust) }),
      }),
    ),
  });
  const text = JSON.stringify(input).replaceAll(
    `"Arn":"arn:aws:iam::${ACCOUNT_ID}:`,
    `"Arn":"arn:aws:iam::${id}:`,
  );
  return parseAuthorizationDetails(JSON.parse(text));
}

const level = (full: Fields, statements: Statements) => [
  { level: 'account', policies: [{ name: 'guard', document: document(full, ...statements) }] },
];

function analysed({ accounts }: Row) {
  const organization = parseOrganizationPolicies({
    managementAccount: '999988887777',
    accounts: Object.fromEntries(
      Object.entries(accounts).map(([id, { serviceControls = [], resourceControls = [] }]) => [
        id,
        {
          serviceControlPolicies: level(allow('*'), serviceControls),
          resourceControlPolicies: level(allow('*', '*', { Principal: '*' }), resourceControls),
        },
      ]),
    ),
    organization: ORGANIZATION,
  });
  const present = Object.entries(accounts).filter(([, { absent }]) => absent !== true);
  const read = present.map(([id, member]) => accountOf(id, member));
  return { organization, analysis: analyseEscalation(read, new DocumentReader(catalog), organization) };
}

const short = (arn: string) => arn.replace(/^arn:aws:iam::/, '');

function answersOf(row: Row): Row['answers'] {
  const { asked } = row;
  if (asked === undefined) return undefined;
  const { organization, analysis } = analysed(row);
  const { results } = whoCanReport(
    analysis,
    {
      action: asked.action,
      resource: asked.resource ?? null,
      context: new Map(),
      organization,
      resourcePolicies: parseResourcePolicies(asked.policies ?? {}),
    },
    { viaEscalation: false },
  );
  return Object.fromEntries(
    results.map(({ principal, decision, conditions }) => [short(principal), [decision, ...conditions]]),
  );
}

function waysOf(row: Row): Row['ways'] {
  if (row.ways === undefined) return undefined;
  const { graph, search } = analysed(row).analysis;
  return Object.fromEntries(
    pathsReport(graph, search).paths.map(({ from, verdict, hops }) => [
      short(from),
      [
        verdict,
        ...hops.flatMap(({ path, to, conditions }) => [
          `${path}: ${short(to)}`,
          ...conditions.map((text) => `if ${text}`),
        ]),
      ],
    ]),
  );
}

it.each(cases.map((row) => [row.name, row] as const))('%s', (_, row) => {
  expect({ answers: answersOf(row), ways: waysOf(row) }).toEqual({ answers: row.answers, ways: row.ways });
});
