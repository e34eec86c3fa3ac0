import { visibleRows } from '../../src/report-app/model/filter-rows.js';
import type { ListView } from '../../src/report-app/model/list-view.js';
import { DEFAULT_POLICY_VIEW } from '../../src/report-app/model/list-view.js';
import { reportModel } from '../../src/report-app/model/report-model.js';
import { WorksheetFilter } from '../../src/report-app/model/worksheet-filter.js';
import { worksheet, type WorksheetEntry } from '../../src/report-app/model/worksheet-entry.js';
import { DEFAULT_WORKSHEET_VIEW } from '../../src/report-app/model/worksheet-view.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { bigAssessment } from '../../test/report-app/big-assessment.js';

/**
 * Types words into the searches of a report with 100,000 findings, that over policies and that of the worksheet, in
 * its own model, and prints what the dearest keystroke cost, beside a plain array filter over the same texts.
 */
const POLICIES = 25_000;
const FINDINGS = 100_000;
const NO_DECISIONS = new Map<never, never>();
const TYPED = ['payments', 'ec2:terminate', 'anpa000123', 'privilege escalation'];

const assessment = bigAssessment(POLICIES, FINDINGS);
const { policies } = reportModel(assessment);
const rows = policies.rows;
// The texts of all findings, as a plain script would hold them: what the policy is called, and what was found.
const texts = assessment.findings.map(({ kind, subject, actionSet }) => {
  const policy = subject.type === 'policy' ? assessment.policies[subject.policy] : undefined;
  return `${policy?.name ?? ''}\n${policy?.id ?? ''}\n${kind}\n${actionSet === undefined ? '' : (assessment.actionSets[actionSet] ?? '')}`.toLowerCase();
});
const queries = TYPED.flatMap((word) => Array.from(word, (_, end) => word.slice(0, end + 1)));

// The first search prepares what later ones use; a person waits for it once.
const prepare = timed(() => search('a'));
const own = longest(search);
const plain = longest((query) => texts.filter((text) => text.includes(query)));

// Made when the worksheet is first looked at.
let filter: WorksheetFilter | null = null;
const prepareWorksheet = timed(() => searchWorksheet('a'));
const cells = searchWorksheet('').map(({ kindTitle, subject, finding }) =>
  [
    kindTitle,
    subject.name,
    ...subject.attachedTo,
    ...(finding.actionSet === undefined ? [] : actionMembers(assessment, finding.actionSet)),
  ]
    .join('\n')
    .toLowerCase(),
);
const ownWorksheet = longest(searchWorksheet);
const plainWorksheet = longest((query) => cells.filter((text) => text.includes(query)));
process.stdout.write(
  `${JSON.stringify({ policies: { prepare, own, plain }, worksheet: { prepare: prepareWorksheet, own: ownWorksheet, plain: plainWorksheet } })}\n`,
);

/** Each query by itself, as if it were pasted: typing narrows down the rows of the query before and costs less. */
function searchWorksheet(query: string): readonly WorksheetEntry[] {
  filter ??= new WorksheetFilter(worksheet(assessment), assessment.assessedAt);
  filter.rows({ ...DEFAULT_WORKSHEET_VIEW, query: '' }, NO_DECISIONS);
  return filter.rows({ ...DEFAULT_WORKSHEET_VIEW, query }, NO_DECISIONS);
}

function search(query: string): unknown {
  const view: ListView = { ...DEFAULT_POLICY_VIEW, query, scope: 'all' };
  return visibleRows(rows, view, policies.search()(query));
}

/** The dearest of the keystrokes, each the median of three; one round after the other, so that none finds its own answer kept. */
function longest(run: (query: string) => unknown): number {
  const rounds = [0, 1, 2].map(() => queries.map((query) => timed(() => run(query))));
  return Math.max(
    ...queries.map((_, index) => rounds.map((round) => round[index] ?? 0).sort((a, b) => a - b)[1] ?? 0),
  );
}

/** CPU milliseconds: whatever else the machine does, a browser that has it to itself takes as long. */
function timed(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
