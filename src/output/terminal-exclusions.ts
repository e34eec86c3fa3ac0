import type { ExclusionsReport } from '../assessment/assessment.js';
import { countOf } from './html-wording.js';
import { cutMiddle, padEnd, textWidth, wrap } from './terminal-layout.js';
import { terminalSafe } from './terminal-safe.js';

const MOST_RULES = 8;

type ExcludedType = ExclusionsReport['excluded'][number]['type'];

/** In the order in which they are counted. */
const PLURALS = {
  user: 'users',
  group: 'groups',
  role: 'roles',
  policy: 'policies',
  action: 'actions',
} as const satisfies Readonly<Record<ExcludedType, string>>;

type Counts = Map<ExcludedType, number>;

/** What was left out by which rule, and which rules did nothing. No line if there is nothing to say. */
export function exclusionLines(
  { excluded, unmatchedRules }: ExclusionsReport,
  width: number,
): readonly string[] {
  const total: Counts = new Map();
  const byRule = new Map<string, Counts>();
  for (const { type, rule } of excluded) {
    const counts = byRule.get(rule) ?? new Map<ExcludedType, number>();
    byRule.set(rule, counts);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    total.set(type, (total.get(type) ?? 0) + 1);
  }
  return [
    ...(excluded.length === 0 ? [] : [`Excluded: ${phrase(total)}`, ...ruleLines(byRule, width)]),
    ...unmatchedLines(unmatchedRules, width),
  ];
}

function ruleLines(byRule: ReadonlyMap<string, Counts>, width: number): readonly string[] {
  const rows = [...byRule].slice(0, MOST_RULES).map(([rule, counts]) => ({
    rule: cutMiddle(terminalSafe(rule), Math.floor((width * 2) / 3)),
    counts: phrase(counts),
  }));
  const column = Math.max(...rows.map(({ rule }) => textWidth(rule)));
  const lines = rows.flatMap(({ rule, counts }) => wrap(`  ${padEnd(rule, column)}  `, counts, width));
  const more = byRule.size - rows.length;
  return more > 0 ? [...lines, `  and ${countOf(more, 'more rule', 'more rules')}`] : lines;
}

function unmatchedLines(rules: readonly string[], width: number): readonly string[] {
  if (rules.length === 0) return [];
  const shown = rules.slice(0, MOST_RULES).map((rule) => terminalSafe(rule));
  const more = rules.length - shown.length;
  const text = shown.join('; ') + (more > 0 ? `; and ${countOf(more, 'more', 'more')}` : '');
  return wrap('Rules that matched nothing: ', text, width);
}

function phrase(counts: Counts): string {
  return (Object.keys(PLURALS) as ExcludedType[])
    .filter((type) => counts.has(type))
    .map((type) => countOf(counts.get(type) ?? 0, type, PLURALS[type]))
    .join(', ');
}
