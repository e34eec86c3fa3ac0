import { DocumentReader } from '../../access/document-reader.js';
import { missingFromPaths } from '../../assessment/missing-principals.js';
import { leftOutNotes } from '../../assessment/notes.js';
import { pathsReport, type PathsQuery, type PathsReport } from '../../assessment/paths-report.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { Population } from '../../escalation/graph/population.js';
import { analyseEscalation } from '../../escalation/graph/analyse-escalation.js';
import { answerJson } from '../../output/answer-json.js';
import { pathsDot } from '../../output/paths-dot.js';
import { pathsGraphml } from '../../output/paths-graphml.js';
import { pathsMermaid } from '../../output/paths-mermaid.js';
import { pathsText } from '../../output/paths-text.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { answerText } from '../answer-text.js';
import type { Invocation } from '../command.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { findPrincipals } from '../find-principals.js';
import { flagOption, textOption } from '../option-values.js';
import { withProgress } from '../progress.js';
import { readAccounts } from '../read-accounts.js';
import { readCatalog } from '../read-catalog.js';
import { readOrganizationPolicies } from '../read-organization-policies.js';
import { tuneForAccounts } from '../short-run.js';
import { UsageError } from '../usage-error.js';
import { PATHS_FORMATS, type PathsFormat } from './paths-formats.js';

/** Principals of one name that are listed at most. */
const MOST_ARNS = 4;

const WRITERS: Readonly<Record<PathsFormat, (report: PathsReport) => string>> = {
  text: pathsText,
  json: answerJson,
  dot: pathsDot,
  graphml: pathsGraphml,
  mermaid: pathsMermaid,
};

/** Runs `paths`; resolves to the exit code. */
export async function runPaths(invocation: Invocation): Promise<number> {
  tuneForAccounts();
  const { terminal, options } = invocation;
  return withProgress(terminal, flagOption(options, 'verbose'), async (progress) => {
    progress.phase('Reading');
    const input = textOption(options, 'inputFile') ?? '';
    const { accounts } = await readAccounts(input, terminal, 'on standard error');
    const organization = await readOrganizationPolicies(textOption(options, 'organizationPolicies'));
    const { catalog } = configuredInvocation(invocation, readCatalog(textOption(options, 'catalog')));
    const documents = new DocumentReader(catalog);
    progress.phase('Finding paths');
    const analysis = analyseEscalation(accounts, documents, organization);
    const { graph, search } = analysis;
    const { principals } = graph.population;
    const from = textOption(options, 'from');
    const to = textOption(options, 'to') ?? 'administrator';
    const goal = to === 'administrator' ? null : onlyPrincipal(principals, to);
    const report = pathsReport(graph, search, {
      ...(from === undefined ? {} : startsNamed(from, graph.population)),
      ...(goal === null ? {} : { to: goal }),
    });
    progress.done();
    const missing = missingFromPaths(analysis, goal);
    const notes = [...leftOutNotes(organization, accounts), ...(missing === null ? [] : [missing])];
    for (const note of notes) terminal.err(`Note: ${terminalSafe(note)}\n`);
    const format = PATHS_FORMATS.find((name) => name === textOption(options, 'format')) ?? 'text';
    terminal.out(answerText(() => WRITERS[format](report), 'name with --from where the paths start'));
    return 0;
  });
}

/** What `--from` means: principals of the input, or someone outside whom roles trust. */
function startsNamed(
  from: string,
  { principals, trust }: Population,
): Pick<PathsQuery, 'from' | 'outsiders'> {
  const outsiders = trust.outsiders
    .map(({ name }) => name)
    .filter((name) => name === from || name.endsWith(`-provider/${from}`));
  return outsiders.length > 0
    ? { from: IndexSet.empty, outsiders: new Set(outsiders) }
    : { from: IndexSet.of(startsAmong(principals, from)) };
}

/** A group does nothing by itself, so that no path would be the answer whatever its members can do. */
function startsAmong(principals: Population['principals'], from: string): readonly number[] {
  const starts = findPrincipals(principals, from, '--from').filter(
    (number) => principals[number]?.type !== 'group',
  );
  if (starts.length > 0) return starts;
  throw new UsageError(`--from ${from}: this is a group, and groups act by their members; name one of them.`);
}

function onlyPrincipal(principals: Population['principals'], wanted: string): number {
  const numbers = findPrincipals(principals, wanted, '--to');
  if (numbers.length > 1) {
    const arns = numbers.slice(0, MOST_ARNS).map((number) => principals[number]?.arn ?? '');
    const others = numbers.length - arns.length;
    throw new UsageError(
      `--to ${wanted}: several principals of the input have this name; give the ARN of one, such as ${arns.join(' or ')}${
        others === 0 ? '' : ` (and ${others} more)`
      }.`,
    );
  }
  return numbers[0] ?? -1;
}
