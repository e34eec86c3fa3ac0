// Times, in one process that is set up as a scan is, what judging every policy of an account by itself costs, then
// effective access, the escalation graph and what is told of both on top of it, and prints the CPU milliseconds as JSON.
import { readFileSync } from 'node:fs';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { DocumentAnalyser } from '../../src/assessment/document-analyser.js';
import { assessmentContext } from '../../src/assessment/assessment-context.js';
import { assessedEscalation } from '../../src/assessment/escalation-section.js';
import { addPrincipalFindings } from '../../src/assessment/principal-findings.js';
import { policyEntries, policyNumbering } from '../../src/assessment/policy-table.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { tuneForAccounts } from '../../src/cli/short-run.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { BUILT_IN_KINDS } from '../../src/risks/kinds-in-force.js';
import { AdministratorSearch } from '../../src/escalation/graph/administrator-search.js';
import { escalationGraph } from '../../src/escalation/graph/escalation-graph.js';
import { populationOf } from '../../src/escalation/graph/population.js';

const MICROSECONDS_A_MILLISECOND = 1000;

tuneForAccounts();
const catalog = loadCatalog();
const text = readFileSync(process.argv[2] ?? '', 'utf8');
const reader = new DocumentReader(catalog);

const [account, policies] = timed(() => {
  const parsed = parseAuthorizationDetails(JSON.parse(text));
  const principals = [...parsed.users, ...parsed.groups, ...parsed.roles];
  const analyser = new DocumentAnalyser(reader, {
    kinds: BUILT_IN_KINDS,
    includedActions: IndexSet.empty,
    excludedActions: IndexSet.empty,
  });
  for (const entry of policyEntries(parsed.managedPolicies, principals, parsed).entries)
    analyser.analyse(entry);
  return parsed;
});
const principals = [...account.users, ...account.groups, ...account.roles];
const accessReader = new EffectiveAccessReader(reader, null);
const population = populationOf(principals, account.managedPolicies, null, reader);
const [accesses, access] = timed(() => population.actors.map((actor) => accessReader.accessOf(actor)));
const [, graph] = timed(
  () =>
    new AdministratorSearch(
      escalationGraph(
        populationOf(principals, account.managedPolicies, null, reader),
        accesses,
        accessReader,
      ),
    ),
);
const context = assessmentContext({ account, options: { catalog, name: 'account' }, standalone: false });
const policyNumberOf = policyNumbering(
  policyEntries(account.managedPolicies, context.principals, account).entries,
);
const [, told] = timed(() => {
  const { view, settings, collector, identityOf } = context;
  addPrincipalFindings(view, {
    collector,
    documents: view.documents,
    settings,
    isExcluded: () => false,
    isExcludedPolicy: () => false,
    policyNumberOf,
    identityOf,
  });
  return assessedEscalation(view, policyNumberOf, () => false, collector.actionTable);
});
process.stdout.write(JSON.stringify({ policies, access, graph, told }));

function timed<Result>(run: () => Result): readonly [Result, number] {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / MICROSECONDS_A_MILLISECOND];
}
