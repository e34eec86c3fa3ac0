import type { PathsReport } from '../assessment/paths-report.js';
import { pathsGraph } from './paths-graph.js';
import { xmlText } from './xml-text.js';

/** The paths in GraphML, as yEd, Gephi and Neo4j read it. */
export function pathsGraphml(report: PathsReport): string {
  const { nodes, edges } = pathsGraph(report);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '  <key id="label" for="node" attr.name="label" attr.type="string"/>',
    '  <key id="path" for="edge" attr.name="path" attr.type="string"/>',
    '  <key id="verdict" for="edge" attr.name="verdict" attr.type="string"/>',
    '  <graph id="paths" edgedefault="directed">',
    ...nodes.map(({ id, label }) => `    <node id="${id}"><data key="label">${xmlText(label)}</data></node>`),
    ...edges.map(
      ({ from, to, label, verdict }) =>
        `    <edge source="${from}" target="${to}"><data key="path">${xmlText(label)}</data><data key="verdict">${verdict}</data></edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}
