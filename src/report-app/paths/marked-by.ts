import type { PathGraph } from '../model/path-graph.js';
import type { ReportModel } from '../model/report-model.js';

/** The boxes and lines to mark for what is chosen: of a chain all its steps, of a principal the lines that touch it. */
export function markedBy(
  model: ReportModel,
  { nodes, edges }: PathGraph,
  choice: { readonly what: string; readonly key: string } | null,
): ReadonlySet<string> {
  if (choice === null) return new Set();
  const chosen = `${choice.what} ${choice.key}`;
  const hops = new Set(
    choice.what === 'chain' ? model.chains.find(({ key }) => key === choice.key)?.chain.hops : [],
  );
  const lines = edges.filter(
    (edge) =>
      edge.choice === chosen ||
      edge.hops.some((hop) => hops.has(hop)) ||
      nodes[edge.from]?.choice === chosen ||
      nodes[edge.to]?.choice === chosen,
  );
  const ends = choice.what === 'chain' ? lines.flatMap(({ from, to }) => [from, to]) : [];
  return new Set([
    chosen,
    ...lines.map((edge) => edge.choice),
    ...ends.map((node) => nodes[node]?.choice ?? ''),
  ]);
}
