import { principalName } from '../../assessment/principal-name.js';
import type { Assessment, EscalationVerdict } from '../../assessment/assessment.js';
import type { ChainRow } from './chain-rows.js';
import { VERDICTS, type StartKind } from './paths-view.js';

/** A box of the graph: a principal, someone outside, or several starts that go on alike. */
export interface PathNode {
  /** What choosing it puts into the address. */
  readonly choice: string;
  readonly kind: 'principal' | 'outsider' | 'fold';
  /** Index into `principals`; null for outsiders and folds. */
  readonly principal: number | null;
  readonly label: string;
  /** The chains that start there, where it is an outsider or a fold. */
  readonly starts: readonly ChainRow[];
  /** Steps to administrator. */
  readonly layer: number;
  /** Whether a chain ends there. */
  readonly isEnd: boolean;
}

/** A line of the graph. */
export interface PathEdge {
  readonly choice: string;
  /** Positions in `nodes`. */
  readonly from: number;
  readonly to: number;
  /** Indexes into `hops`: several where it comes from a fold. */
  readonly hops: readonly number[];
  readonly verdict: EscalationVerdict;
}

/** What of the chains is drawn. */
export interface PathGraph {
  readonly nodes: readonly PathNode[];
  readonly edges: readonly PathEdge[];
  /** Chains that are drawn, folded ones too. */
  readonly drawn: number;
}

/** So many starts that go on alike are drawn as one. */
const FOLDED_FROM = 3;
/** Of a fold that was opened so many are drawn one by one. */
const UNFOLDED_AT_MOST = 40;
const NODES_AT_MOST = 80;

/** Chains that are drawn from one box: one chain, or those of a fold. */
interface Unit {
  readonly rows: readonly ChainRow[];
  readonly fold: string | null;
}

/** The graph of some chains; of very many those that say most, which are folds of many and the surest ones. */
export function pathGraph(
  rows: readonly ChainRow[],
  unfolded: readonly string[],
  assessment: Assessment,
  keys: { readonly principals: readonly string[]; readonly hops: readonly string[] },
): PathGraph {
  const nodes = new Map<string, PathNode>();
  const lines = new Map<
    string,
    Omit<PathEdge, 'from' | 'to'> & { readonly ends: readonly [string, string] }
  >();
  let drawn = 0;
  const pass = (id: string, principal: number | null, layer: number, isEnd: boolean): void => {
    const known = nodes.get(id) ?? {
      choice: id.trimEnd(),
      kind: 'principal',
      principal,
      label: principalName(assessment, principal ?? -1),
      starts: [],
      layer,
      isEnd,
    };
    nodes.set(id, { ...known, layer: Math.max(known.layer, layer), isEnd: known.isEnd || isEnd });
  };
  for (const { rows: starts, fold } of unitsOf(rows, unfolded, assessment, keys.principals)) {
    const [row] = starts;
    if (row === undefined) continue;
    const { from: start, hops: numbers } = row.chain;
    const whoIs = (principal: number | null): string => `who ${keys.principals[principal ?? -1] ?? ''}`;
    const first = fold !== null ? `fold ${fold}` : start === null ? `chain ${row.key}` : whoIs(start);
    const idOf = (principal: number | null): string => (principal === start ? first : whoIs(principal));
    const passed = new Set<number | null>();
    const steps = numbers.flatMap((number) => {
      const hop = assessment.escalation.hops[number];
      if (hop === undefined) return [];
      passed.add(hop.from);
      // Whose permissions are rewritten on a way that it began stands twice: as it is, and as administrator.
      const to = passed.has(hop.to) ? `${whoIs(hop.to)} ` : idOf(hop.to);
      return [{ number, hop, from: idOf(hop.from), to }];
    });
    const added = new Set(steps.flatMap(({ from, to }) => [from, to]).filter((id) => !nodes.has(id)));
    if (nodes.size > 0 && nodes.size + added.size > NODES_AT_MOST) continue;
    drawn += starts.length;
    if (fold !== null || start === null)
      nodes.set(first, {
        choice: first,
        kind: fold === null ? 'outsider' : 'fold',
        principal: null,
        label: row.start,
        starts,
        layer: 0,
        isEnd: false,
      });
    steps.forEach(({ number, hop, from, to }, position) => {
      const left = steps.length - position;
      pass(from, hop.from, left, false);
      pass(to, hop.to, left - 1, left === 1);
      const isFolded = position === 0 && fold !== null;
      const choice = isFolded ? first : `hop ${keys.hops[number] ?? ''}`;
      lines.set(`${from} ${choice}`, {
        choice,
        ends: [from, to],
        hops: isFolded ? starts.map(({ chain }) => chain.hops[0] ?? -1) : [number],
        verdict: hop.verdict,
      });
    });
  }
  const positions = new Map([...nodes.keys()].map((id, position) => [id, position]));
  return {
    nodes: [...nodes.values()],
    edges: [...lines.values()].map(({ ends: [from, to], ...line }) => ({
      ...line,
      from: positions.get(from) ?? 0,
      to: positions.get(to) ?? 0,
    })),
    drawn,
  };
}

function unitsOf(
  rows: readonly ChainRow[],
  unfolded: readonly string[],
  { escalation: { hops } }: Assessment,
  principals: readonly string[],
): readonly Unit[] {
  // Whoever is a step of another chain has a box already.
  const between = new Set<number>();
  for (const { chain } of rows)
    chain.hops.forEach((number, position) => {
      const hop = hops[number];
      if (hop === undefined) return;
      if (hop.to !== hop.from) between.add(hop.to);
      if (position > 0 && hop.from !== null && hop.from !== chain.from) between.add(hop.from);
    });
  const alike = new Map<string, ChainRow[]>();
  const units: Unit[] = [];
  for (const row of rows) {
    const { from, verdict, hops: numbers } = row.chain;
    const [first = -1, ...rest] = numbers;
    const comesBack = rest.some((number) => hops[number]?.from === from);
    const hop = hops[first];
    if (hop === undefined || (from !== null && between.has(from)) || comesBack || hop.to === from) {
      units.push({ rows: [row], fold: null });
      continue;
    }
    const key = [
      principals[hop.to] ?? '',
      hop.verdict,
      verdict,
      from === null ? 'outside' : '',
      ...rest,
    ].join(' ');
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [row]);
    else known.push(row);
  }
  for (const [key, group] of alike) {
    const apart =
      group.length < FOLDED_FROM ? group : unfolded.includes(key) ? group.slice(0, UNFOLDED_AT_MOST) : [];
    for (const row of apart) units.push({ rows: [row], fold: null });
    if (group.length > apart.length) units.push({ rows: group.slice(apart.length), fold: key });
  }
  const outsiders = ({ rows: [row] }: Unit): number => (row?.startKind === 'outsider' ? 0 : 1);
  const sureness = ({ rows: [row] }: Unit): number => VERDICTS.indexOf(row?.chain.verdict ?? 'possible');
  return units.sort(
    (a, b) => b.rows.length - a.rows.length || outsiders(a) - outsiders(b) || sureness(a) - sureness(b),
  );
}

/** Names of hops in the address: from whom, to whom, and how. */
export function hopKeys(
  { escalation }: Assessment,
  principals: readonly string[],
  keyOf: (id: string) => string,
): readonly string[] {
  return escalation.hops.map(({ from, to, path }) =>
    keyOf(`${from === null ? '' : (principals[from] ?? '')}>${principals[to] ?? ''}>${path}`),
  );
}

/** What the graph and the list call the kind of a start. */
export const START_TITLES: Readonly<Record<StartKind, string>> = {
  user: 'User',
  role: 'Role',
  outsider: 'Outside the account',
};
