import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { detailsOf, smallAccount } from '../escalation/random-accounts.js';

const catalog = loadCatalog();
/** No policy of these accounts gives it by its name. */
const ACTION = 'sqs:SendMessage';

it('gives what only administrators have to just those who are or become one, as surely', () => {
  fc.assert(
    fc.property(smallAccount, (account) => {
      const analysis = analyseEscalation(
        [parseAuthorizationDetails(detailsOf(account))],
        new DocumentReader(catalog),
        null,
      );
      const { principals } = analysis.graph.population;
      const { results } = whoCanReport(
        analysis,
        {
          action: ACTION,
          resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
          context: new Map(),
          organization: null,
          resourcePolicies: new Map(),
        },
        { viaEscalation: true },
      );
      const expected = principals.flatMap(({ arn, type }, number) => {
        if (type === 'group') return [];
        const verdict = analysis.search.surestVerdict(number);
        const decision =
          verdict === null ? 'implicitlyDenied' : verdict === 'confirmed' ? 'allowed' : 'conditional';
        return [[arn, decision]];
      });
      expect(results.map(({ principal, decision }) => [principal, decision])).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
