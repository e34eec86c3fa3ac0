import type { PathsReport } from '../assessment/paths-report.js';
import { pathsGraph, type PathsGraph } from './paths-graph.js';

const STYLES: Readonly<Record<PathsGraph['edges'][number]['verdict'], string>> = {
  confirmed: 'solid',
  conditional: 'dashed',
  possible: 'dotted',
};

/** The paths in Graphviz's language: solid lines are confirmed, dashed conditional, dotted possible. */
export function pathsDot(report: PathsReport): string {
  const { nodes, edges } = pathsGraph(report);
  return [
    'digraph paths {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...nodes.map(({ id, label }) => `  ${id} [label=${quoted(label)}];`),
    ...edges.map(
      ({ from, to, label, verdict }) =>
        `  ${from} -> ${to} [label=${quoted(label)}, style=${STYLES[verdict]}];`,
    ),
    '}',
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
