import { parseTriageFile, TRIAGE_FORMAT } from '../../assessment/parse-triage-file.js';
import { readTriageText } from '../../assessment/read-triage-text.js';
import { isSameAccount, latestDecisions, matchDecisions } from '../../assessment/triage-decisions.js';
import type { Assessment, TriageDecision } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import type { WorksheetRow } from '../../output/worksheet-rows.js';

/** Where a browser keeps text. Both may throw: a page opened from a file may have no storage, or no room in it. */
export interface TextStorage {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

/** What a decision may be changed in. */
export type DecisionChange = Partial<Pick<TriageDecision, 'status' | 'owner' | 'note'>>;

/** A decision, and what it took the place of. */
interface Step {
  readonly before: TriageDecision | undefined;
  readonly made: TriageDecision;
}

/**
 * The decisions on the findings of a report: those that the scan carried over, those made or read in this browser;
 * of two on one finding the later one holds.
 */
export class TriageStore {
  decisions: ReadonlyMap<string, TriageDecision>;
  /** Findings whose decision was changed here since the last file was saved. */
  unsaved: ReadonlySet<string> = new Set();
  /** Whether what is decided outlasts the page. */
  isKept = true;

  private readonly assessment: Assessment;
  private readonly storage: TextStorage;
  private readonly embedded: ReadonlySet<TriageDecision>;
  private readonly listeners = new Set<() => void>();
  private steps: readonly Step[] = [];

  constructor(assessment: Assessment, storage: TextStorage) {
    this.assessment = assessment;
    this.storage = storage;
    const { decisions = [], unmatched = [] } = assessment.triage ?? {};
    this.decisions = latestDecisions([...decisions, ...unmatched]);
    this.embedded = new Set(this.decisions.values());
    try {
      this.take(storage.read());
    } catch {
      this.isKept = false;
    }
  }

  /** Calls back after every change; the result ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Findings that `undo` changes. */
  get undoable(): number {
    return this.stepsInForce().length;
  }

  /** Decides about findings. */
  decide(rows: readonly WorksheetRow[], change: DecisionChange, now: Date): void {
    const decisions = new Map(this.decisions);
    const unsaved = new Set(this.unsaved);
    const steps: Step[] = [];
    for (const { finding, kindTitle, subject } of rows) {
      const known = decisions.get(finding.id);
      const { status = 'to-triage', owner = '', note = '' } = known ?? {};
      const next = { status, owner, note, ...change };
      if (next.status === status && next.owner === owner && next.note === note) continue;
      const made = {
        finding: finding.id,
        ...next,
        decidedAt: timeAfter(known, now),
        description: `${kindTitle} on ${subject.name} (${subject.typeTitle})`,
      };
      decisions.set(finding.id, made);
      unsaved.add(finding.id);
      steps.push({ before: known, made });
    }
    // What is written letter by letter has the undo of its field.
    if (steps.length > 0 && (rows.length > 1 || change.status !== undefined)) this.steps = steps;
    this.change(decisions, unsaved);
  }

  /**
   * Takes the last status, or what was decided about several findings at once, back from those that nothing was
   * decided about since. It is a decision too, later than that: files and other tabs may hold that already.
   */
  undo(now: Date): void {
    const decisions = new Map(this.decisions);
    const unsaved = new Set(this.unsaved);
    for (const { before, made } of this.stepsInForce()) {
      const { status = 'to-triage', owner = '', note = '' } = before ?? {};
      decisions.set(made.finding, { ...made, status, owner, note, decidedAt: timeAfter(made, now) });
      unsaved.add(made.finding);
    }
    this.steps = [];
    this.change(decisions, unsaved);
  }

  /** Notes that every decision stands in a file now. */
  saved(): void {
    this.change(this.decisions, new Set());
  }

  /** Takes over what another tab has kept. */
  takeOver(text: string | null): void {
    this.take(text);
    this.tell();
  }

  /** Reads a triage file and says what came of it. */
  readFile(name: string, text: string): string {
    const file = readTriageText(text);
    if (typeof file === 'string') return `${name} was not read: ${file}.`;
    const { account, findings } = this.assessment;
    if (!isSameAccount(file.account.id, account.id))
      return `${name} was not read: its decisions are on account ${file.account.id ?? ''}, and this report is on ${account.id ?? ''}.`;
    const before = this.decisions;
    const merged = latestDecisions([...before.values(), ...file.decisions]);
    const changed = [...merged].filter(([finding, decision]) => before.get(finding) !== decision);
    this.change(merged, this.unsaved);
    const { decisions, unmatched } = matchDecisions(latestDecisions(file.decisions).values(), findings);
    return (
      `${countOf(decisions.length + unmatched.length, 'decision')} read from ${name}: ` +
      `${countOf(decisions.length, 'matches', 'match')} a finding, ${countOf(unmatched.length, 'does', 'do')} not. ` +
      `${countOf(changed.length, 'is', 'are')} new or later than what was here.`
    );
  }

  /** Writes what the next visit shall find; what the report itself carries need not be kept. */
  keep(): void {
    const { account, name } = this.assessment;
    const decisions = [...this.decisions.values()].filter((decision) => !this.embedded.has(decision));
    const text = JSON.stringify({
      format: TRIAGE_FORMAT,
      version: 1,
      account: { id: account.id, name },
      decisions,
      unsaved: [...this.unsaved],
    });
    try {
      this.storage.write(text);
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }

  private stepsInForce(): readonly Step[] {
    return this.steps.filter(({ made }) => this.decisions.get(made.finding) === made);
  }

  private take(text: string | null): void {
    if (text === null) return;
    try {
      const value: unknown = JSON.parse(text);
      const kept = parseTriageFile(value).decisions;
      this.decisions = latestDecisions([...this.decisions.values(), ...kept]);
      const unsaved: unknown =
        typeof value === 'object' && value !== null && 'unsaved' in value ? value.unsaved : null;
      if (Array.isArray(unsaved)) {
        const ids = new Set<unknown>(unsaved);
        this.unsaved = new Set([...this.decisions.keys()].filter((finding) => ids.has(finding)));
      }
    } catch {
      // What is kept there is not ours, or was cut off: there is nothing to go on from.
    }
  }

  private change(decisions: ReadonlyMap<string, TriageDecision>, unsaved: ReadonlySet<string>): void {
    this.decisions = decisions;
    this.unsaved = unsaved;
    this.keep();
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A time later than that of the decision before, even where the clock of another computer was ahead. */
function timeAfter(before: TriageDecision | undefined, now: Date): string {
  const time = Math.max(now.getTime(), before === undefined ? 0 : Date.parse(before.decidedAt) + 1);
  return new Date(time).toISOString();
}
