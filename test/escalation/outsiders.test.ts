import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { ACCOUNT_ID, allow, details, document, inline, role } from '../account/authorization-details.js';
import { controlledBy } from './controlled-by.js';
import rows from './outsiders.json' with { type: 'json' };

const catalog = loadCatalog();

/** A role that is administrator and trusts as a row says, with what the organisation says of it. */
function starts({ trust, controls = [] }: Row) {
  const account = parseAuthorizationDetails(
    details({
      roles: [
        role('top', {
          RolePolicyList: [inline('everything', document(allow('*')))],
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
        }),
        role('here'),
      ],
    }),
  );
  const organization = controlledBy(controls);
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), organization);
  const { missing } = graph.population.trust;
  return {
    starts: pathsReport(graph, search)
      .paths.filter(({ from }) => !from.startsWith(`arn:aws:iam::${ACCOUNT_ID}:role/`))
      .map(({ from, verdict, hops }) => [from, verdict, ...(hops[0]?.conditions ?? [])]),
    missing: missing.map(({ name }) => name),
  };
}

interface Row {
  readonly name: string;
  readonly trust: readonly unknown[];
  readonly controls?: readonly unknown[];
  /** Each with the verdict and the conditions under which it is let in. */
  readonly starts: readonly (readonly string[])[];
  readonly missing?: readonly string[];
}

// The rows are the project's own.
const cases = rows as readonly Row[];

describe('starts outside the input', () => {
  it.each(cases.map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(starts(row)).toEqual({ starts: row.starts, missing: row.missing ?? [] });
  });
});
