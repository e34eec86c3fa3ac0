import type { Assessment, TriageDecision } from '../../assessment/assessment.js';
import { subjectIndex } from '../../output/subject-index.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import type { DecisionsByFinding } from '../../output/worksheet-cells.js';
import { worksheetRows, type WorksheetRow, type WorksheetSubject } from '../../output/worksheet-rows.js';
import { lastUseText, reachTitle, residualPhrases } from '../../output/worksheet-wording.js';
import { actionSetSize } from './action-set.js';
import { pathSearchText } from './path-search-text.js';
import { setsWith } from './search-rows.js';
import { severityRank } from './subject-row.js';
import { TextColumn } from './text-column.js';
import type { ChoiceFilter, TextFilter } from './worksheet-view.js';

/** A row of the worksheet with what filters and sorts look at, made once. */
export interface WorksheetEntry extends WorksheetRow {
  /** Actions, services or trusted principals found. */
  readonly found: number;
  /** Names the policy or principal. */
  readonly subjectKey: string;
  /** Numbers in the columns of text. */
  readonly head: number;
  readonly holders: number;
  readonly facts: number;
  readonly conditions: number;
  readonly evidence: number;
  /** Index into `actionSets`; -1 for none. */
  readonly actions: number;
}

/** Whether a word is looked for in fingerprints: others are not, for there may be a hundred thousand of these. */
export function mayBeFingerprint(word: string): boolean {
  return /^\w*\d\w*$/.test(word);
}

/** Whether a word stands in an entry. */
export type EntryTest = (entry: WorksheetEntry) => boolean;

/** All entries and the search over them. */
export interface Worksheet {
  /** The gravest first; then what counts, then by name. */
  readonly entries: readonly WorksheetEntry[];
  readonly byKey: ReadonlyMap<string, WorksheetEntry>;
  /** Fingerprints of the findings. */
  readonly ids: ReadonlySet<string>;
  /** Finds a word of the full-text search. */
  readonly anywhere: (word: string, decisions: DecisionsByFinding) => EntryTest;
  /** Finds a word in one column. */
  readonly inColumn: (filter: TextFilter, word: string, decisions: DecisionsByFinding) => EntryTest;
}

/** Prepares the worksheet of a report. */
export function worksheet(assessment: Assessment): Worksheet {
  const columns = {
    head: new TextColumn(),
    holders: new TextColumn(),
    facts: new TextColumn(),
    conditions: new TextColumn(),
    evidence: new TextColumn(),
  };
  const pathTexts = assessment.escalationPaths.map(pathSearchText);
  const sizes = assessment.actionSets.map(actionSetSize);
  const subjects = new Map<WorksheetSubject, Pick<WorksheetEntry, 'head' | 'holders'>>();
  const entries = worksheetRows(assessment).map((row): WorksheetEntry => {
    const { finding, subject } = row;
    let known = subjects.get(subject);
    if (known === undefined) {
      const { name, arn, typeTitle, attachedTo } = subject;
      const id = finding.subject.type === 'policy' ? assessment.policies[finding.subject.policy]?.id : '';
      known = {
        head: columns.head.add([name, arn, id, typeTitle, lastUseText(subject.lastUse)].join('\n')),
        holders: columns.holders.add(attachedTo.join('\n')),
      };
      subjects.set(subject, known);
    }
    const { actionSet, services, trusted, paths = [] } = finding;
    // Written out: an object that is spread together is read several times more slowly, a hundred thousand times.
    return {
      key: row.key,
      finding,
      kindTitle: row.kindTitle,
      subject,
      head: known.head,
      holders: known.holders,
      found: actionSet === undefined ? (services ?? trusted ?? []).length : (sizes[actionSet] ?? 0),
      subjectKey: `${finding.subject.type} ${subjectIndex(finding.subject)}`,
      actions: actionSet ?? -1,
      facts: columns.facts.add(`${finding.kind}\n${row.kindTitle}\n${finding.severity}`),
      conditions: columns.conditions.add([reachTitle(finding), ...residualPhrases(finding)].join('\n')),
      evidence: columns.evidence.add(
        [...(services ?? []), ...(trusted ?? []), ...paths.map((path) => pathTexts[path] ?? '')].join('\n'),
      ),
    };
  });
  const actions = assessment.actions.map((action) => action.toLowerCase());
  const withAction = (word: string): EntryTest => {
    const sets = setsWith(word, actions, assessment.actionSets);
    const texts = columns.evidence.with(word);
    return ({ actions: set, evidence }) => texts[evidence] === 1 || sets[set] === true;
  };
  return {
    entries: gravestFirst(entries),
    byKey: new Map(entries.map((entry) => [entry.key, entry])),
    ids: new Set(assessment.findings.map(({ id }) => id)),
    anywhere: (word, decisions) => {
      const head = columns.head.with(word);
      const holders = columns.holders.with(word);
      const facts = columns.facts.with(word);
      const conditions = columns.conditions.with(word);
      const hasAction = withAction(word);
      const isFingerprint = mayBeFingerprint(word);
      return (entry) =>
        head[entry.head] === 1 ||
        holders[entry.holders] === 1 ||
        facts[entry.facts] === 1 ||
        conditions[entry.conditions] === 1 ||
        hasAction(entry) ||
        (isFingerprint && entry.finding.id.includes(word)) ||
        (decisions.size > 0 && decisionText(decisions.get(entry.finding.id)).includes(word));
    },
    inColumn: (filter, word, decisions) => {
      if (filter === 'actions') return withAction(word);
      if (filter === 'owner' || filter === 'note')
        return ({ finding }) => (decisions.get(finding.id)?.[filter] ?? '').toLowerCase().includes(word);
      const column = filter === 'policy' ? 'head' : filter === 'attached' ? 'holders' : 'conditions';
      const texts = columns[column].with(word);
      return (entry) => texts[entry[column]] === 1;
    },
  };
}

const texts = new WeakMap<TriageDecision, string>();

function decisionText(decision: TriageDecision | undefined): string {
  if (decision === undefined) return '';
  let text = texts.get(decision);
  if (text === undefined) {
    text = `${STATUS_TITLES[decision.status]}\n${decision.owner}\n${decision.note}`.toLowerCase();
    texts.set(decision, text);
  }
  return text;
}

function gravestFirst(entries: readonly WorksheetEntry[]): readonly WorksheetEntry[] {
  const names = [...new Set(entries.map(({ subject }) => subject.name.toLowerCase()))].sort();
  const placeOf = new Map(names.map((name, place) => [name, place]));
  return entries
    .map((entry, index) => ({
      entry,
      index,
      gravity: severityRank(entry.finding.severity) * 2 + Number(entry.finding.counted),
      place: placeOf.get(entry.subject.name.toLowerCase()) ?? 0,
    }))
    .sort((a, b) => b.gravity - a.gravity || a.place - b.place || a.index - b.index)
    .map(({ entry }) => entry);
}

/** A last use this long before the assessment counts as recent, in milliseconds. */
const RECENT = 90 * 24 * 60 * 60 * 1000;

/** The value by which an entry passes a filter. */
export function valueOf(
  entry: WorksheetEntry,
  filter: ChoiceFilter,
  decisions: DecisionsByFinding,
  assessedAt: string,
): string {
  const { finding, subject } = entry;
  switch (filter) {
    case 'status':
      return decisions.get(finding.id)?.status ?? 'to-triage';
    case 'severity':
      return finding.severity;
    case 'kind':
      return finding.kind;
    case 'reach':
      return finding.notCounted === 'blocked' ? 'blocked' : finding.reach;
    case 'type':
      return subject.type;
    case 'counted':
      return finding.counted ? 'yes' : 'no';
    case 'used': {
      const { lastUse } = subject;
      if (lastUse.state !== 'used') return lastUse.state;
      return Date.parse(assessedAt) - Date.parse(lastUse.date) <= RECENT ? 'recent' : 'earlier';
    }
  }
}
