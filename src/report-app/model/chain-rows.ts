import { principalName } from '../../assessment/principal-name.js';
import type { AssessedChain, Assessment, Finding } from '../../assessment/assessment.js';
import type { ListSort } from './list-view.js';
import { START_KINDS, VERDICTS, type PathsView, type StartKind } from './paths-view.js';
import { searchWords } from './search-rows.js';
import { uniqueKeys } from './unique-keys.js';

/** A chain to administrator. */
export interface ChainRow {
  /** Names the chain in the address: the key of the principal it starts at, or whom a trust policy names. */
  readonly key: string;
  readonly chain: AssessedChain;
  readonly start: string;
  readonly startKind: StartKind;
  /** Index into `principals` of the one that is administrator in the end. */
  readonly target: number;
}

/** A row for every chain, in the order of the Assessment: the surest and shortest first. */
export function chainRows(assessment: Assessment, principalKeys: readonly string[]): readonly ChainRow[] {
  const { principals, escalation } = assessment;
  const keyOf = uniqueKeys();
  return escalation.chains.flatMap((chain) => {
    const last = escalation.hops[chain.hops.at(-1) ?? -1];
    if (last === undefined) return [];
    const { from } = chain;
    const start =
      from === null
        ? undefined
        : (principals[from] ?? escalation.otherPrincipals?.[from - principals.length]);
    return [
      {
        key: keyOf(chain.from === null ? (chain.outsider ?? '') : (principalKeys[chain.from] ?? '')),
        chain,
        start:
          chain.from === null ? outsiderName(chain.outsider ?? '') : principalName(assessment, chain.from),
        startKind: start === undefined ? 'outsider' : start.type === 'user' ? 'user' : 'role',
        target: last.to,
      },
    ];
  });
}

/** The chain to administrator that a finding is about. */
export function chainOf(
  { assessment, chains }: { readonly assessment: Assessment; readonly chains: readonly ChainRow[] },
  { chain }: Finding,
): ChainRow | undefined {
  const found = assessment.escalation.chains[chain ?? -1];
  return chains.find((row) => row.chain === found);
}

/** Of the ARN of an identity provider only its address says something. */
export function outsiderName(outsider: string): string {
  return outsider === '*' ? 'Anyone' : outsider.replace(/^.*-provider\//s, '');
}

/** The chains that a view shows, sorted. */
export function visibleChains(
  rows: readonly ChainRow[],
  { query, starts, targets, verdicts, sort }: Omit<PathsView, 'as' | 'selected' | 'unfolded'>,
  assessment: Assessment,
  principalKeys: readonly string[],
): readonly ChainRow[] {
  const words = searchWords(query);
  const textOf = ({ chain, start }: ChainRow): string =>
    [
      start,
      chain.outsider ?? '',
      ...chain.hops.flatMap((number) => {
        const hop = assessment.escalation.hops[number];
        return [hop?.name ?? '', hop?.path ?? '', principalName(assessment, hop?.to ?? -1)];
      }),
    ]
      .join('\n')
      .toLowerCase();
  const shown = rows.filter((row) => {
    if (starts.length > 0 && !starts.includes(row.startKind) && !starts.includes(`=${row.key}`)) return false;
    if (targets.length > 0 && !targets.includes(principalKeys[row.target] ?? '')) return false;
    if (verdicts.length > 0 && !verdicts.includes(row.chain.verdict)) return false;
    if (words.length === 0) return true;
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
  const sign = sort.descending ? -1 : 1;
  const nameOf = (index: number): string => principalName(assessment, index);
  return shown.sort(
    (a, b) => sign * compare(a, b, sort, nameOf) || bySureness(a, b) || byText(a.start, b.start),
  );
}

/** The targets of chains with how many lead there, the most first. */
export function targetsOf(rows: readonly ChainRow[]): readonly (readonly [target: number, chains: number])[] {
  const counts = new Map<number, number>();
  for (const { target } of rows) counts.set(target, (counts.get(target) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function compare(a: ChainRow, b: ChainRow, { column }: ListSort, nameOf: (index: number) => string): number {
  switch (column) {
    case 'start':
      return byText(a.start.toLowerCase(), b.start.toLowerCase());
    case 'kind':
      return START_KINDS.indexOf(a.startKind) - START_KINDS.indexOf(b.startKind);
    case 'target':
      return byText(nameOf(a.target).toLowerCase(), nameOf(b.target).toLowerCase());
    case 'steps':
      return a.chain.hops.length - b.chain.hops.length;
    default:
      return bySureness(a, b);
  }
}

function bySureness({ chain: a }: ChainRow, { chain: b }: ChainRow): number {
  return VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.hops.length - b.hops.length;
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
