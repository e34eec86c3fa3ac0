import type { PathsReport } from '../assessment/paths-report.js';
import { terminalSafe } from './terminal-safe.js';

/** The paths as one graph: everyone on a path once, every hop once. */
export interface PathsGraph {
  readonly nodes: readonly { readonly id: string; readonly label: string }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    readonly verdict: PathsReport['paths'][number]['verdict'];
  }[];
}

/**
 * Merges paths that share hops. Ids are `n0`, `n1` and so on, in the order of first mention; labels hold nothing that
 * acts on a terminal, where the graph may be looked at.
 */
export function pathsGraph({ paths }: PathsReport): PathsGraph {
  const ids = new Map<string, string>();
  const idOf = (label: string) => {
    const id = ids.get(label) ?? `n${ids.size}`;
    ids.set(label, id);
    return id;
  };
  const edges = new Map<string, PathsGraph['edges'][number]>();
  for (const { to: goal, hops } of paths) {
    for (const { from, to, path, verdict } of hops)
      edges.set(JSON.stringify([from, to, path]), { from: idOf(from), to: idOf(to), label: path, verdict });
    const end = hops.at(-1)?.to;
    if (goal === 'administrator' && end !== undefined && end !== goal)
      edges.set(JSON.stringify([end, goal, 'is']), {
        from: idOf(end),
        to: idOf(goal),
        label: 'is',
        verdict: 'confirmed',
      });
  }
  return {
    nodes: [...ids].map(([label, id]) => ({ id, label: terminalSafe(label) })),
    edges: [...edges.values()],
  };
}
