import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { becomesAdministrator } from './carry-out.js';
import { detailsOf, smallAccount } from './random-accounts.js';
import { without } from './without-statements.js';

const catalog = loadCatalog();

function analysed(input: unknown) {
  return analyseEscalation([parseAuthorizationDetails(input)], new DocumentReader(catalog), null);
}

function reportOf(input: unknown) {
  const { graph, search } = analysed(input);
  return pathsReport(graph, search);
}

it('those are or become administrators, for sure, who do when the steps are carried out', () => {
  const count = { administrators: 0, others: 0 };
  fc.assert(
    fc.property(smallAccount, (account) => {
      const { graph, search } = analysed(detailsOf(account));
      graph.population.principals.forEach(({ arn, type }, number) => {
        if (type === 'group') return;
        const does = becomesAdministrator(account, arn);
        count[does ? 'administrators' : 'others']++;
        expect([arn, search.surestVerdict(number) === 'confirmed']).toEqual([arn, does]);
      });
    }),
    { numRuns: 300 },
  );
  expect(Math.min(count.administrators, count.others)).toBeGreaterThan(100);
});

it('taking away the statements that are named as choke points leaves nobody a way', () => {
  let count = 0;
  fc.assert(
    fc.property(smallAccount, (account) => {
      const input = detailsOf(account);
      const { paths, chokePoints } = reportOf(input);
      if (paths.length > 0) count++;
      // Whoever was administrator by one of the statements may have a way now that it needed none.
      const starts = new Set(paths.map(({ from }) => from));
      const after = reportOf(without(input, chokePoints?.statements ?? []));
      expect(after.paths.filter(({ from }) => starts.has(from))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(count).toBeGreaterThan(50);
});
