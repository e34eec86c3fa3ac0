import type { Assessment, RankedSubject, Severity } from '../assessment/assessment.js';
import { terminalSafe } from './terminal-safe.js';

/** How and where a summary is shown. */
export interface SummaryLayout {
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'none'];
const COLOURS: Readonly<Record<Severity, string>> = { critical: '35', high: '31', medium: '33', low: '36', none: '37' };
const MOST_RULES = 8;
const MOST_PROBLEMS = 10;

/** A scan in short: what was found, where it is worst, what was left out and why, and where the files are. */
export function terminalSummary(assessment: Assessment, layout: SummaryLayout): string {
  const sections = [
    heading(assessment),
    counts(assessment, layout),
    more(assessment),
    ranking('Worst principals', assessment.summary.worstPrincipals, (index) => assessment.principals[index], layout),
    ranking('Worst policies', assessment.summary.worstPolicies, (index) => assessment.policies[index], layout),
    excluded(assessment, layout),
    notAssessed(assessment, layout),
    assessment.notes.map((note) => `Note: ${terminalSafe(note)}`),
    layout.files.map((file, index) => `${index === 0 ? 'Written: ' : '         '}${terminalSafe(file)}`),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading({ name, account, policies, principals }: Assessment): readonly string[] {
  const id = account.id === null ? '' : ` (account ${account.id})`;
  return [`${terminalSafe(name)}${terminalSafe(id)}: ${plural(principals.length, 'principal')}, ${plural(policies.length, 'policy', 'policies')} assessed`];
}

function counts({ summary, kinds }: Assessment, { colour }: SummaryLayout): readonly string[] {
  const total = Object.values(summary.bySeverity).reduce((sum, count) => sum + count, 0);
  if (total === 0) return ['No findings that count.'];
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  const rows = summary.byKind.filter(({ counted }) => counted > 0);
  const width = Math.max(...rows.map(({ kind }) => (titles.get(kind) ?? kind).length));
  const bySeverity = SEVERITIES.filter((severity) => summary.bySeverity[severity] > 0).map((severity) =>
    paint(`${summary.bySeverity[severity]} ${severity}`, severity, colour),
  );
  return [
    `${plural(total, 'finding')}: ${bySeverity.join(', ')}`,
    ...rows.map(({ kind, severity, counted }) => {
      const label = paint(severity.padEnd(8), severity, colour);
      return `  ${label}  ${(titles.get(kind) ?? kind).padEnd(width)}  ${String(counted).padStart(5)}`;
    }),
  ];
}

function more({ summary }: Assessment): readonly string[] {
  const sum = (field: 'conditional' | 'scoped' | 'extended' | 'unattached') =>
    summary.byKind.reduce((total, kind) => total + kind[field], 0);
  const parts = [
    [sum('conditional'), 'only under conditions'],
    [sum('scoped'), 'on named resources only'],
    [sum('extended'), 'on the extended lists'],
    [sum('unattached'), 'in policies that nobody holds'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return shown.length === 0 ? [] : [`Not counted, but in the report: ${shown.join(', ')}.`];
}

function ranking(
  title: string,
  ranked: readonly RankedSubject[],
  subject: (index: number) => { readonly name: string; readonly type: string } | undefined,
  layout: SummaryLayout,
): readonly string[] {
  if (ranked.length === 0) return [];
  const rows = ranked.map(({ index, bySeverity, kinds }) => {
    const { name = '', type = '' } = subject(index) ?? {};
    const severities = SEVERITIES.filter((severity) => bySeverity[severity] > 0).map((severity) => `${bySeverity[severity]} ${severity}`);
    return { name: cutMiddle(terminalSafe(name), 44), type, severities: severities.join(', '), kinds: kinds.join(', ') };
  });
  const width = Math.max(...rows.map(({ name }) => name.length));
  const typeWidth = Math.max(...rows.map(({ type }) => type.length));
  return [
    title,
    ...rows.map(({ name, type, severities, kinds }) =>
      cutEnd(`  ${name.padEnd(width)}  ${type.padEnd(typeWidth)}  ${severities}  ${kinds}`, layout.width),
    ),
  ];
}

function excluded({ exclusions }: Assessment, { width }: SummaryLayout): readonly string[] {
  const byRule = new Map<string, string[]>();
  for (const { rule, type, name } of exclusions.excluded) {
    const names = byRule.get(rule);
    if (names === undefined) byRule.set(rule, [`${type} ${name}`]);
    else names.push(`${type} ${name}`);
  }
  const lines = [...byRule].slice(0, MOST_RULES).map(([rule, names]) =>
    cutEnd(`  ${terminalSafe(rule)}: ${names.length === 1 ? terminalSafe(names[0] ?? '') : `${names.length} excluded`}`, width),
  );
  if (byRule.size > MOST_RULES) lines.push(`  and ${byRule.size - MOST_RULES} more rules`);
  const unmatched = exclusions.unmatchedRules.map((rule) => `  matched nothing: ${terminalSafe(rule)}`);
  if (lines.length + unmatched.length === 0) return [];
  return [`Excluded: ${exclusions.excluded.length}, by rule`, ...lines, ...unmatched];
}

function notAssessed({ notAssessed: problems }: Assessment, { width }: SummaryLayout): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.slice(0, MOST_PROBLEMS).map(({ what, where, reason }) =>
    cutEnd(`  ${terminalSafe(what)}: ${terminalSafe(reason)} (${terminalSafe(where)})`, Math.max(width, 200)),
  );
  if (problems.length > MOST_PROBLEMS) lines.push(`  and ${problems.length - MOST_PROBLEMS} more`);
  return [`Not assessed, or not in full: ${problems.length}`, ...lines];
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function paint(text: string, severity: Severity, colour: boolean): string {
  return colour ? `\u001b[${COLOURS[severity]}m${text}\u001b[0m` : text;
}

function cutMiddle(text: string, width: number): string {
  if (text.length <= width) return text;
  const half = Math.floor((width - 3) / 2);
  return `${text.slice(0, half)}...${text.slice(-half)}`;
}

function cutEnd(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`;
}
