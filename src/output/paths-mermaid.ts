import type { PathsReport } from '../assessment/paths-report.js';
import { pathsGraph } from './paths-graph.js';

/** The paths as a Mermaid flow chart: thick lines are confirmed, dotted ones are not. */
export function pathsMermaid(report: PathsReport): string {
  const { nodes, edges } = pathsGraph(report);
  return [
    'flowchart LR',
    ...nodes.map(({ id, label }) => `  ${id}["${escaped(label)}"]`),
    ...edges.map(({ from, to, label, verdict }) => {
      const text = verdict === 'confirmed' ? label : `${label}, ${verdict}`;
      return `  ${from} ${verdict === 'confirmed' ? '==>' : '-.->'}|"${escaped(text)}"| ${to}`;
    }),
    '',
  ].join('\n');
}

/** Mermaid reads `#code;` as a character; nothing else of a label can end the label. */
function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9 :/_.,@+=-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
