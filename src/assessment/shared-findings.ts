import type { PolicyType } from './assessment.js';
import type { ComparableFinding } from './comparable-findings.js';
import { GrowingIntegers } from './growing-integers.js';
import type { SharedFinding } from './organization-findings.js';
import { SEVERITIES } from './severity.js';

const SUBJECTS = [
  'policy',
  'trust-policy',
  'resource-policy',
  'principal',
] as const satisfies readonly SharedFinding['on'][];
const POLICY_TYPES = ['inline', 'customer-managed', 'aws-managed'] as const satisfies readonly PolicyType[];
/** Stands for what a finding does not have. */
const NONE = -1;

interface Group {
  readonly first: number;
  severity: number;
  findings: number;
  readonly documents: Set<number>;
  readonly accounts: Set<number>;
}

/**
 * Gathers the findings that several accounts have in common, in any order. Of each it keeps only a row of numbers, so that
 * those of thousands of accounts fit into memory.
 */
export class SharedFindings {
  /** Numbers of kinds, names, documents and keys; each text is kept once. */
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly accounts = new GrowingIntegers();
  private readonly kinds = new GrowingIntegers();
  private readonly severities = new GrowingIntegers();
  private readonly subjects = new GrowingIntegers();
  private readonly policyTypes = new GrowingIntegers();
  private readonly names = new GrowingIntegers();
  private readonly documents = new GrowingIntegers();
  private readonly keys = [new GrowingIntegers(), new GrowingIntegers()] as const;

  add(account: number, { kind, severity, on, policyType, name, document, keys }: ComparableFinding): void {
    this.accounts.push(account);
    this.kinds.push(this.numberOf(kind));
    this.severities.push(SEVERITIES.indexOf(severity));
    this.subjects.push(SUBJECTS.indexOf(on));
    this.policyTypes.push(policyType === null ? NONE : POLICY_TYPES.indexOf(policyType));
    this.names.push(this.numberOf(name));
    this.documents.push(document === null ? NONE : this.numberOf(document));
    for (const [place, column] of this.keys.entries()) {
      const key = keys[place];
      column.push(key === undefined ? NONE : this.numberOf(`${kind}\n${key}`));
    }
  }

  /**
   * Those of at least two accounts, the gravest first, of these the ones on what the reader can change, and the most
   * frequent.
   *
   * @param places - the place of each account in the list that the indexes shall point into
   */
  build(places: ReadonlyMap<number, number>): readonly SharedFinding[] {
    const placeOf = (row: number): number => places.get(this.accounts.at(row)) ?? NONE;
    const rows = Array.from({ length: this.accounts.length }, (_, row) => row).sort(
      (a, b) => placeOf(a) - placeOf(b) || a - b,
    );
    const alike = this.alike(rows);
    const groups = new Map<number, Group>();
    for (const row of rows) {
      const root = alike(row);
      let group = groups.get(root);
      if (group === undefined) {
        group = {
          first: row,
          severity: SEVERITIES.length,
          findings: 0,
          documents: new Set(),
          accounts: new Set(),
        };
        groups.set(root, group);
      }
      group.findings++;
      group.accounts.add(placeOf(row));
      group.severity = Math.min(group.severity, this.severities.at(row));
      if (this.documents.at(row) !== NONE) group.documents.add(this.documents.at(row));
    }
    return [...groups.values()]
      .filter(({ accounts }) => accounts.size > 1)
      .map((group) => this.sharedFinding(group))
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
          Number(a.policyType === 'aws-managed') - Number(b.policyType === 'aws-managed') ||
          b.accounts.length - a.accounts.length ||
          b.findings - a.findings ||
          compareTexts(a.name, b.name) ||
          compareTexts(a.kind, b.kind),
      );
  }

  /** For each row a number that rows have in common which any chain of keys connects. */
  private alike(rows: readonly number[]): (row: number) => number {
    const [one, other] = this.keys;
    const parents = Int32Array.from({ length: this.texts.length }, (_, key) => key);
    const rootOf = (key: number): number => {
      let root = key;
      for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root])
        root = parent;
      parents[key] = root;
      return root;
    };
    for (const row of rows) {
      if (other.at(row) !== NONE) parents[rootOf(other.at(row))] = rootOf(one.at(row));
    }
    return (row) => rootOf(one.at(row));
  }

  private sharedFinding({ first, severity, findings, documents, accounts }: Group): SharedFinding {
    const policyType = POLICY_TYPES[this.policyTypes.at(first)];
    return {
      kind: this.textAt(this.kinds.at(first)),
      severity: SEVERITIES[severity] ?? 'none',
      on: SUBJECTS[this.subjects.at(first)] ?? 'policy',
      ...(policyType === undefined ? {} : { policyType }),
      name: this.textAt(this.names.at(first)),
      documents: documents.size,
      findings,
      accounts: [...accounts].sort((a, b) => a - b),
    };
  }

  private numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  private textAt(number: number): string {
    return this.texts[number] ?? '';
  }
}

/** By code units, the same on every machine. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
