import type { Assessment } from '../../assessment/assessment.js';
import { SEVERITIES, SEVERITY_TITLES } from '../../output/html-wording.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import type { DecisionsByFinding } from '../../output/worksheet-cells.js';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import type { RowGroup } from '../list/row-group.js';
import type { WorksheetEntry } from './worksheet-entry.js';
import type { Grouping } from './worksheet-view.js';

/** A line of the worksheet: a finding, or the head of a group of them. */
export type WorksheetLine = WorksheetEntry | RowGroup;

/** Puts entries together, each group with its head; within a group they stay in their order. */
export function groupedLines(
  entries: readonly WorksheetEntry[],
  grouping: Grouping,
  folded: readonly string[],
  decisions: DecisionsByFinding,
  { kinds }: Pick<Assessment, 'kinds'>,
): readonly WorksheetLine[] {
  const groups = new Map<string, WorksheetEntry[]>();
  for (const entry of entries) {
    const key = groupKey(entry, grouping, decisions);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const order = orderOf(grouping, kinds);
  const sorted = [...groups];
  if (order !== null) sorted.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  else if (grouping === 'owner') sorted.sort(([a], [b]) => (a < b ? -1 : 1));
  const closed = new Set(folded);
  return sorted.flatMap(([key, group]): readonly WorksheetLine[] => {
    const isFolded = closed.has(key);
    const head = { groupKey: key, title: groupTitle(group[0], grouping, key), count: group.length, isFolded };
    return isFolded ? [head] : [head, ...group];
  });
}

function groupKey(entry: WorksheetEntry, grouping: Grouping, decisions: DecisionsByFinding): string {
  switch (grouping) {
    case 'kind':
      return entry.finding.kind;
    case 'policy':
      return entry.subjectKey;
    case 'severity':
      return entry.finding.severity;
    case 'status':
      return decisions.get(entry.finding.id)?.status ?? 'to-triage';
    case 'owner':
      // Marked, so that nobody has a key too.
      return `@${decisions.get(entry.finding.id)?.owner ?? ''}`;
  }
}

/** The order of the groups; null where they stand by name, or as they come. */
function orderOf(grouping: Grouping, kinds: Assessment['kinds']): readonly string[] | null {
  if (grouping === 'kind') return kinds.map(({ id }) => id);
  if (grouping === 'severity') return SEVERITIES;
  return grouping === 'status' ? TRIAGE_STATUSES : null;
}

function groupTitle(entry: WorksheetEntry | undefined, grouping: Grouping, key: string): string {
  if (entry === undefined) return key;
  switch (grouping) {
    case 'kind':
      return entry.kindTitle;
    case 'policy':
      return `${entry.subject.name}, ${entry.subject.typeTitle.toLowerCase()}`;
    case 'severity':
      return SEVERITY_TITLES[entry.finding.severity];
    case 'status':
      return STATUS_TITLES[TRIAGE_STATUSES.find((status) => status === key) ?? 'to-triage'];
    case 'owner':
      return key === '@' ? 'Nobody' : key.slice(1);
  }
}
