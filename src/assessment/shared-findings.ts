import type { Assessment, Finding, Severity } from './assessment.js';
import { fingerprint } from './fingerprint.js';
import type { SharedFinding } from './organization-findings.js';
import { SEVERITIES } from './severity.js';

interface Group {
  readonly kind: string;
  readonly on: SharedFinding['on'];
  readonly policyType: SharedFinding['policyType'];
  readonly name: string;
  severity: Severity;
  findings: number;
  readonly documents: Set<string>;
  readonly accounts: Set<number>;
}

/** What makes findings of different accounts the same: any of these in common. */
interface Likeness {
  readonly keys: readonly string[];
  readonly document: string | null;
  readonly name: string;
  readonly policyType?: SharedFinding['policyType'];
}

/**
 * Gathers the findings that several accounts have in common, an assessment at a time, so that none must be kept.
 * Policies are the same that have the same document, managed policies also where they have the same name; inline
 * policies are not, for half of them are called alike. Trust policies and principals go by the principal's name.
 */
export class SharedFindings {
  private readonly groups: Group[] = [];
  /** Groups that turned out to be one, by the number of the one that they are part of. */
  private readonly parents: number[] = [];
  private readonly byKey = new Map<string, number>();

  add(account: number, assessment: Assessment): void {
    const fingerprints: (string | undefined)[] = [];
    const documentOf = (index: number | null): string | null =>
      index === null
        ? null
        : (fingerprints[index] ??= fingerprint(JSON.stringify(assessment.documents[index] ?? null)));
    for (const finding of assessment.findings) {
      if (!finding.counted) continue;
      const likeness = likenessOf(finding, assessment, documentOf);
      if (likeness !== null) this.addFinding(account, finding, likeness);
    }
  }

  /** Those of at least two accounts, the gravest and most frequent first. */
  build(): readonly SharedFinding[] {
    return this.groups
      .filter((group, number) => this.parents[number] === number && group.accounts.size > 1)
      .map(({ kind, severity, on, policyType, name, documents, findings, accounts }): SharedFinding => ({
        kind,
        severity,
        on,
        ...(policyType === undefined ? {} : { policyType }),
        name,
        documents: documents.size,
        findings,
        accounts: [...accounts].sort((a, b) => a - b),
      }))
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
          b.accounts.length - a.accounts.length ||
          b.findings - a.findings ||
          compareTexts(a.name, b.name) ||
          compareTexts(a.kind, b.kind),
      );
  }

  private addFinding(account: number, { kind, severity, subject }: Finding, likeness: Likeness): void {
    const known = likeness.keys
      .flatMap((key) => {
        const number = this.byKey.get(`${kind}\n${key}`);
        return number === undefined ? [] : [this.rootOf(number)];
      })
      // The oldest gives its name to all.
      .sort((a, b) => a - b);
    const [number = this.newGroup(kind, severity, subject.type, likeness), ...others] = known;
    for (const other of others) this.merge(number, other);
    for (const key of likeness.keys) this.byKey.set(`${kind}\n${key}`, number);
    const group = this.groups[number];
    if (group === undefined) return;
    group.findings++;
    group.accounts.add(account);
    if (likeness.document !== null) group.documents.add(likeness.document);
    group.severity = graver(group.severity, severity);
  }

  private newGroup(
    kind: string,
    severity: Severity,
    on: SharedFinding['on'],
    { policyType, name }: Likeness,
  ): number {
    const number = this.groups.length;
    this.parents.push(number);
    this.groups.push({
      kind,
      on,
      policyType,
      name,
      severity,
      findings: 0,
      documents: new Set(),
      accounts: new Set(),
    });
    return number;
  }

  private rootOf(number: number): number {
    let root = number;
    for (
      let parent = this.parents[root];
      parent !== undefined && parent !== root;
      parent = this.parents[root]
    )
      root = parent;
    return root;
  }

  private merge(into: number, from: number): void {
    const [target, source] = [this.groups[into], this.groups[from]];
    if (into === from || target === undefined || source === undefined) return;
    this.parents[from] = into;
    target.findings += source.findings;
    target.severity = graver(target.severity, source.severity);
    for (const document of source.documents) target.documents.add(document);
    for (const account of source.accounts) target.accounts.add(account);
  }
}

function likenessOf(
  { subject }: Finding,
  { policies, principals }: Assessment,
  documentOf: (index: number | null) => string | null,
): Likeness | null {
  if (subject.type !== 'policy') {
    const principal = principals[subject.principal];
    if (principal === undefined) return null;
    const { type, name, role } = principal;
    const document = subject.type === 'trust-policy' ? documentOf(role?.trustPolicy ?? null) : null;
    return { keys: [`${subject.type}\n${type}\n${name}`], document, name };
  }
  const policy = policies[subject.policy];
  if (policy === undefined) return null;
  const { type, name } = policy;
  const document = documentOf(policy.document);
  return {
    keys: [
      ...(document === null ? [] : [`document\n${type}\n${document}`]),
      ...(type === 'inline' ? [] : [`name\n${type}\n${name}`]),
    ],
    document,
    name,
    policyType: type,
  };
}

function graver(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other) ? one : other;
}

/** By code units, the same on every machine. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
