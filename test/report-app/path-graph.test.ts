import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { pathGraph, type PathGraph } from '../../src/report-app/model/path-graph.js';
import { reportModel } from '../../src/report-app/model/report-model.js';
import { escalatingAssessment } from './escalating-assessment.js';
import { withChains } from './many-chains.js';

function graphOf(assessment: Assessment, unfolded: readonly string[] = []): PathGraph {
  const { chains, principalKeys, hopKeys } = reportModel(assessment);
  return pathGraph(chains, unfolded, assessment, { principals: principalKeys, hops: hopKeys });
}

const boxes = ({ nodes }: PathGraph) =>
  nodes.map(({ label, kind, layer, starts }) => [label, kind, layer, starts.length]);
const lines = ({ nodes, edges }: PathGraph) =>
  edges.map(({ from, to, hops, verdict }) => [nodes[from]?.label, nodes[to]?.label, hops.length, verdict]);

const starts = (count: number, end = 'admin') =>
  Array.from({ length: count }, (_, index) => ({ names: [`start-${index}`, end] }));

describe('the graph of chains', () => {
  it('has a box for everyone on the way, by steps to administrator', () => {
    const graph = graphOf(escalatingAssessment());
    expect(boxes(graph)).toEqual([
      ['bob', 'principal', 2, 0],
      ['pipeline', 'principal', 1, 0],
      ['break-glass', 'principal', 0, 0],
      ['carol', 'principal', 1, 0],
    ]);
    expect(lines(graph)).toEqual([
      ['bob', 'pipeline', 1, 'confirmed'],
      ['pipeline', 'break-glass', 1, 'confirmed'],
      ['carol', 'break-glass', 1, 'possible'],
    ]);
    expect(graph.edges.map(({ choice }) => choice)).toEqual([
      'hop AIDA02>AROA02>assume role',
      'hop AROA02>AROA01>assume role',
      'hop AIDA03>AROA01>assume role',
    ]);
    expect(graph.nodes.filter(({ isEnd }) => isEnd).map(({ label }) => label)).toEqual(['break-glass']);
    expect(graph.drawn).toBe(2);
  });

  it('draws three and more starts that go on alike as one, and apart once opened', () => {
    const assessment = withChains([...starts(3), { names: ['lone', 'admin'], verdict: 'possible' }]);
    const folded = graphOf(assessment);
    expect(boxes(folded)).toEqual([
      ['start-0', 'fold', 1, 3],
      ['admin', 'principal', 0, 0],
      ['lone', 'principal', 1, 0],
    ]);
    expect(lines(folded)).toEqual([
      ['start-0', 'admin', 3, 'confirmed'],
      ['lone', 'admin', 1, 'possible'],
    ]);
    expect(folded.drawn).toBe(4);
    const fold = folded.nodes[0]?.choice.replace(/^fold /, '') ?? '';
    const opened = graphOf(assessment, [fold]);
    expect(boxes(opened).map(([label]) => label)).toEqual(['start-0', 'admin', 'start-1', 'start-2', 'lone']);
  });

  it('keeps two starts apart', () => {
    expect(boxes(graphOf(withChains(starts(2)))).map(([, kind]) => kind)).toEqual([
      'principal',
      'principal',
      'principal',
    ]);
  });

  it('leaves the rest of a large fold folded when it is opened', () => {
    const assessment = withChains(starts(60));
    const fold = graphOf(assessment).nodes[0]?.choice.replace(/^fold /, '') ?? '';
    const opened = graphOf(assessment, [fold]);
    expect(opened.drawn).toBe(60);
    expect(opened.nodes).toHaveLength(42);
    expect(opened.nodes.filter(({ kind }) => kind === 'fold').map((node) => node.starts.length)).toEqual([
      20,
    ]);
  });

  it('does not fold whoever is a step of another chain, nor outsiders with insiders', () => {
    const graph = graphOf(
      withChains([...starts(3), { names: ['before', 'start-1', 'admin'] }, { names: ['*anyone', 'admin'] }]),
    );
    expect(boxes(graph)).toEqual([
      ['anyone', 'outsider', 1, 1],
      ['admin', 'principal', 0, 0],
      ['start-1', 'principal', 1, 0],
      ['start-0', 'principal', 1, 0],
      ['start-2', 'principal', 1, 0],
      ['before', 'principal', 2, 0],
    ]);
  });

  it('draws whoever rewrites its own permissions twice: before and after', () => {
    const base = withChains([{ names: ['self', 'self'] }]);
    const graph = graphOf(base);
    expect(boxes(graph)).toEqual([
      ['self', 'principal', 1, 0],
      ['self', 'principal', 0, 0],
    ]);
    expect(graph.nodes.map(({ choice }) => choice)).toEqual(['who ID-self', 'who ID-self']);
  });

  it('draws whoever is made administrator on the way that it began twice', () => {
    const graph = graphOf(withChains([{ names: ['start', 'writer', 'start'] }]));
    expect(boxes(graph)).toEqual([
      ['start', 'principal', 2, 0],
      ['writer', 'principal', 1, 0],
      ['start', 'principal', 0, 0],
    ]);
    expect(graph.edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('draws a part of very many chains and says how many', () => {
    const apart = Array.from({ length: 500 }, (_, index) => ({
      names: [`start-${index}`, `middle-${index}`, 'admin'],
    }));
    const graph = graphOf(withChains([...apart, ...starts(300, 'other')]));
    expect(graph.nodes.length).toBeLessThanOrEqual(80);
    expect(graph.nodes[0]?.starts).toHaveLength(300);
    expect(graph.drawn).toBe(338);
  });

  it('draws every hop of the chains that it draws exactly once', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
    const chain = fc.record({
      names: fc.uniqueArray(name, { minLength: 2, maxLength: 5 }),
      verdict: fc.constantFrom('confirmed' as const, 'conditional' as const, 'possible' as const),
    });
    const chains = fc.uniqueArray(chain, { maxLength: 10, selector: ({ names }) => names[0] });
    fc.assert(
      fc.property(chains, (named) => {
        const assessment = withChains(named);
        const graph = graphOf(assessment);
        const drawn = graph.edges.flatMap(({ hops }) => hops).sort((a, b) => a - b);
        expect(drawn).toEqual(assessment.escalation.hops.map((_, index) => index));
        expect(graph.drawn).toBe(named.length);
      }),
    );
  });
});
