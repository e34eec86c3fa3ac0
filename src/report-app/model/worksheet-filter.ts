import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import type { DecisionsByFinding } from '../../output/worksheet-cells.js';
import type { ListSort } from './list-view.js';
import { searchWords } from './search-rows.js';
import { severityRank } from './subject-row.js';
import {
  mayBeFingerprint,
  valueOf,
  type EntryTest,
  type Worksheet,
  type WorksheetEntry,
} from './worksheet-entry.js';
import type { ChoiceFilter, TextFilter, WorksheetView } from './worksheet-view.js';

type Entries = readonly WorksheetEntry[];

interface Step {
  readonly key: string;
  readonly decisions: DecisionsByFinding | null;
  readonly query: string;
  readonly result: Entries;
}

const ON_DECISIONS = ['status', 'owner', 'note'];

/** The rows that a view shows, sorted. It remembers the last answer: a longer search narrows that one down. */
export class WorksheetFilter {
  private readonly worksheet: Worksheet;
  private readonly assessedAt: string;
  private sorted: Step | null = null;
  private last: Step | null = null;

  constructor(worksheet: Worksheet, assessedAt: string) {
    this.worksheet = worksheet;
    this.assessedAt = assessedAt;
  }

  rows(view: WorksheetView, decisions: DecisionsByFinding): Entries {
    const { query, choices, texts, sort } = view;
    const key = JSON.stringify([choices, texts, sort]);
    const names = [...Object.keys(choices), ...Object.keys(texts), sort.column];
    const isOnDecisions = query !== '' || names.some((name) => ON_DECISIONS.includes(name));
    const relevant = isOnDecisions ? decisions : null;
    const { last } = this;
    const isSame = last !== null && last.key === key && (last.decisions ?? relevant) === relevant;
    if (isSame && last.query === query) return last.result;
    const tests = this.tests(view, decisions);
    const from = isSame && narrowsDown(last.query, query) ? last.result : this.inOrder(sort, decisions);
    const result = from.filter((entry) => tests.every((test) => test(entry)));
    this.last = { key, decisions: relevant, query, result };
    return result;
  }

  private tests(
    { query, choices, texts }: WorksheetView,
    decisions: DecisionsByFinding,
  ): readonly EntryTest[] {
    // Written out, for Object.entries forgets which keys there are.
    const chosen = Object.entries(choices) as readonly [ChoiceFilter, readonly string[]][];
    const typed = Object.entries(texts) as readonly [TextFilter, string][];
    return [
      ...chosen.map(
        ([filter, values]): EntryTest =>
          (entry) =>
            values.includes(valueOf(entry, filter, decisions, this.assessedAt)),
      ),
      ...typed.flatMap(([filter, text]) =>
        searchWords(text).map((word) => this.worksheet.inColumn(filter, word, decisions)),
      ),
      ...searchWords(query).map((word) => this.worksheet.anywhere(word, decisions)),
    ];
  }

  private inOrder(sort: ListSort, decisions: DecisionsByFinding): Entries {
    const key = JSON.stringify(sort);
    const relevant = ON_DECISIONS.includes(sort.column) ? decisions : null;
    if (this.sorted?.key !== key || this.sorted.decisions !== relevant) {
      const result = sortEntries(this.worksheet.entries, sort, decisions);
      this.sorted = { key, decisions: relevant, query: '', result };
    }
    return this.sorted.result;
  }
}

/** Whether a query finds nothing that the one before it did not find. */
function narrowsDown(before: string, query: string): boolean {
  if (!query.startsWith(before)) return false;
  const words = searchWords(query);
  // With its first digit a word is looked for in fingerprints too.
  return searchWords(before).every(
    (word, place) => mayBeFingerprint(word) || !mayBeFingerprint(words[place] ?? ''),
  );
}

const REACHES = ['blocked', 'scoped', 'conditional', 'unrestricted'];

/** Entries sorted by a column; what is equal in it stays as it stands, the gravest first. */
function sortEntries(
  entries: Entries,
  { column, descending }: ListSort,
  decisions: DecisionsByFinding,
): Entries {
  const keyOf = sortKey(column, decisions);
  const sign = descending ? -1 : 1;
  return entries
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -sign : sign))
    .map(({ entry }) => entry);
}

function sortKey(column: string, decisions: DecisionsByFinding): (entry: WorksheetEntry) => string | number {
  switch (column) {
    case 'kind':
      return ({ kindTitle }) => kindTitle.toLowerCase();
    case 'policy':
      return ({ subject }) => subject.name.toLowerCase();
    case 'actions':
      return ({ found }) => found;
    case 'reach':
      return ({ finding }) => REACHES.indexOf(finding.notCounted === 'blocked' ? 'blocked' : finding.reach);
    case 'attached':
      return ({ subject }) => subject.holders.length;
    case 'used':
      // What was never used before what is not known: of that it may be true.
      return ({ subject: { lastUse } }) =>
        lastUse.state === 'used' ? Date.parse(lastUse.date) : lastUse.state === 'unused' ? -1 : -2;
    case 'status':
      return ({ finding }) => TRIAGE_STATUSES.indexOf(decisions.get(finding.id)?.status ?? 'to-triage');
    case 'owner':
    case 'note':
      // Those without stand last when sorted from A.
      return ({ finding }) => decisions.get(finding.id)?.[column].toLowerCase() || '\uffff';
    default:
      return ({ finding }) => severityRank(finding.severity);
  }
}
