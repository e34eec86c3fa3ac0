import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
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
import { controlledBy } from './controlled-by.js';
import rows from './trust-tags.json' with { type: 'json' };

interface Row {
  readonly name: string;
  /** Tags of the user. */
  readonly own?: Readonly<Record<string, string>>;
  /** Tags of the role. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What the user may do besides assuming roles. */
  readonly may?: readonly string[];
  readonly trust: readonly unknown[];
  readonly controls?: readonly unknown[];
  /** Of the user's way and that of outsiders into the role: the verdict with its conditions, or null for none. */
  readonly user: readonly string[] | null;
  readonly outsider: readonly string[] | null;
}

// The rows are the project's own.
const cases = rows as readonly Row[];
const catalog = loadCatalog();
const tagged = (tags: Readonly<Record<string, string>> = {}) => ({
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

/** The ways into a role that is administrator. */
function ways({ own, tags, may = [], trust, controls = [] }: Row) {
  const account = parseAuthorizationDetails(
    details({
      users: [
        user('ann', {
          ...tagged(own),
          UserPolicyList: [inline('own', document(...['sts:AssumeRole', ...may].map((each) => allow(each))))],
        }),
      ],
      roles: [
        role('top', {
          ...tagged(tags),
          RolePolicyList: [inline('everything', document(allow('*')))],
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
        }),
      ],
    }),
  );
  const organization = controlledBy(controls);
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), organization);
  const { paths } = pathsReport(graph, search);
  const way = (isUser: boolean) => {
    const found = paths.find(({ from }) => from.startsWith(`arn:aws:iam::${ACCOUNT_ID}:user/`) === isUser);
    return found === undefined ? null : [found.verdict, ...(found.hops[0]?.conditions ?? [])];
  };
  return { user: way(true), outsider: way(false) };
}

describe('tags of a role, in what lets others into it', () => {
  it.each(cases.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const { user: ofUser, outsider } = row;
    expect(ways(row)).toEqual({ user: ofUser, outsider });
  });
});
