import type {
  AssessedChain,
  Assessment,
  EscalationVerdict,
  PrincipalType,
  Severity,
} from '../../assessment/assessment.js';
import { SEVERITIES } from '../../output/html-wording.js';
import { countsForHolder, type FindingsOf } from './held-findings.js';
import { searchWords } from './search-rows.js';
import { severityRank } from './subject-row.js';
import type { ListSort } from './list-view.js';
import { uniqueKeys } from './unique-keys.js';

/** How a principal can stand to administration; of one that is excluded it is not known. */
export const STANDINGS = ['administrator', 'can become', 'neither', 'excluded'] as const;

/** How a principal stands to administration. */
export type Standing = (typeof STANDINGS)[number];

/** A user, group or role with what was found on all that it has. */
export interface PrincipalRow {
  /** Names the row in the address. */
  readonly key: string;
  /** Index into `principals`. */
  readonly index: number;
  readonly name: string;
  readonly type: PrincipalType;
  /**
   * Of the counted findings on its own and its groups' policies, its trust policy and itself, without those of which
   * nothing is left to it; `none` without any.
   */
  readonly worst: Severity;
  readonly findings: number;
  readonly standing: Standing;
  /** How sure it is that it is or becomes administrator; null where there is no way. */
  readonly verdict: EscalationVerdict | null;
  /** Steps to administrator; 0 for an administrator, null where there is no way. */
  readonly steps: number | null;
  /** The chain to administrator, where it is none yet. */
  readonly chain: AssessedChain | null;
  /** Time of last use in milliseconds; 0 where none is recorded. */
  readonly lastUsed: number;
}

/** What the principals page shows. */
export interface PrincipalsView {
  readonly query: string;
  readonly types: readonly PrincipalType[];
  readonly standings: readonly Standing[];
  readonly sort: ListSort;
  readonly selected: string | null;
  /** Whether the findings of every principal stand under its row. */
  readonly expanded: boolean;
}

/** A row for every principal, in the order of the Assessment. */
export function principalRows(assessment: Assessment, findingsOf: FindingsOf): readonly PrincipalRow[] {
  const { principals, escalation } = assessment;
  const administrators = new Map(
    escalation.administrators.map(({ principal, verdict }) => [principal, verdict]),
  );
  const chains = new Map(escalation.chains.map((chain) => [chain.from, chain]));
  const keyOf = uniqueKeys();
  return principals.map((principal, index) => {
    const all = findingsOf(index).filter(countsForHolder);
    const worst = Math.max(0, ...all.map(({ finding }) => severityRank(finding.severity)));
    const chain = chains.get(index) ?? null;
    const verdict = administrators.get(index);
    const isAdministrator = verdict !== undefined;
    return {
      key: keyOf(principal.id),
      index,
      name: principal.name,
      type: principal.type,
      worst: SEVERITIES.find((severity) => severityRank(severity) === worst) ?? 'none',
      findings: all.length,
      standing: isAdministrator
        ? 'administrator'
        : chain !== null
          ? 'can become'
          : principal.excludedBy === null
            ? 'neither'
            : 'excluded',
      verdict: verdict ?? chain?.verdict ?? null,
      steps: isAdministrator ? 0 : (chain?.hops.length ?? null),
      chain,
      lastUsed: Date.parse(principal.role?.lastUsed?.date ?? '') || 0,
    };
  });
}

/** The rows that a view shows, sorted. */
export function visiblePrincipals(
  rows: readonly PrincipalRow[],
  { query, types, standings, sort }: PrincipalsView,
  assessment: Assessment,
): readonly PrincipalRow[] {
  const words = searchWords(query);
  const shown = rows.filter(
    ({ index, type, standing }) =>
      (types.length === 0 || types.includes(type)) &&
      (standings.length === 0 || standings.includes(standing)) &&
      words.every((word) => (assessment.principals[index]?.arn ?? '').toLowerCase().includes(word)),
  );
  const sign = sort.descending ? -1 : 1;
  return shown.sort((a, b) => sign * compare(a, b, sort.column) || byName(a, b));
}

function compare(a: PrincipalRow, b: PrincipalRow, column: string): number {
  switch (column) {
    case 'name':
      return byName(a, b);
    case 'type':
      return a.type === b.type ? 0 : a.type < b.type ? -1 : 1;
    case 'findings':
      return a.findings - b.findings;
    case 'used':
      return a.lastUsed - b.lastUsed;
    case 'administrator':
      // The nearer to administrator, the higher.
      return (b.steps ?? Infinity) === (a.steps ?? Infinity)
        ? 0
        : (a.steps ?? Infinity) < (b.steps ?? Infinity)
          ? 1
          : -1;
    default:
      return severityRank(a.worst) - severityRank(b.worst) || a.findings - b.findings;
  }
}

function byName(a: PrincipalRow, b: PrincipalRow): number {
  const [first, second] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (first === second) return a.index - b.index;
  return first < second ? -1 : 1;
}
