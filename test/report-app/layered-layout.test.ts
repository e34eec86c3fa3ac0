import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layeredLayout,
  type LayoutEdge,
  type LayoutNode,
} from '../../src/report-app/model/layered-layout.js';

const GAP = 10;

const graphs = fc
  .array(fc.record({ layer: fc.integer({ min: 0, max: 6 }), height: fc.integer({ min: 20, max: 120 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .chain((nodes) => {
    const node = fc.integer({ min: 0, max: nodes.length - 1 });
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(fc.record({ from: node, to: node }), { maxLength: 60 }),
    });
  });

function crossings(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): number {
  const { boxes } = layeredLayout(nodes, edges, GAP);
  const top = (index: number): number => boxes[index]?.top ?? 0;
  let count = 0;
  edges.forEach((a, position) => {
    for (const b of edges.slice(position + 1)) {
      if (boxes[a.from]?.column !== boxes[b.from]?.column || boxes[a.to]?.column !== boxes[b.to]?.column)
        continue;
      if ((top(a.from) - top(b.from)) * (top(a.to) - top(b.to)) < 0) count++;
    }
  });
  return count;
}

describe('the layered layout', () => {
  it('leaves no height of the drawing empty', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { boxes, lines } = layeredLayout(nodes, edges, GAP);
        const placed = [
          ...boxes.map(({ top }, index) => ({ top, bottom: top + (nodes[index]?.height ?? 0) })),
          // A line that passes a column has 16 pixels of its own.
          ...lines.flatMap(({ passes }) => passes.map((at) => ({ top: at - 8, bottom: at + 8 }))),
        ].sort((a, b) => a.top - b.top);
        let bottom = 0;
        for (const box of placed) {
          expect(box.top).toBeLessThanOrEqual(bottom + GAP * 2 + 1e-6);
          bottom = Math.max(bottom, box.bottom);
        }
      }),
    );
  });

  it('stands every box in the column of its layer, none over another, all within the height', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { boxes, height, columns } = layeredLayout(nodes, edges, GAP);
        const highest = Math.max(...nodes.map(({ layer }) => layer));
        expect(columns).toBe(highest + 1);
        expect(boxes.map(({ column }) => column)).toEqual(nodes.map(({ layer }) => highest - layer));
        const placed = boxes.map(({ column, top }, index) => ({
          column,
          top,
          bottom: top + (nodes[index]?.height ?? 0),
        }));
        for (const { top, bottom } of placed) {
          expect(top).toBeGreaterThanOrEqual(0);
          expect(bottom).toBeLessThanOrEqual(height + 1e-6);
        }
        for (let column = 0; column < columns; column++) {
          const stack = placed.filter((box) => box.column === column).sort((a, b) => a.top - b.top);
          stack.slice(1).forEach((box, above) => {
            expect(box.top).toBeGreaterThanOrEqual((stack[above]?.bottom ?? 0) + GAP - 1e-6);
          });
        }
      }),
    );
  });

  it('draws every line once, from a higher layer to a lower one or marked as going back', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { lines } = layeredLayout(nodes, edges, GAP);
        expect(lines).toHaveLength(edges.length);
        edges.forEach(({ from, to }, index) => {
          const descends = (nodes[from]?.layer ?? 0) - (nodes[to]?.layer ?? 0);
          expect(lines[index]?.isBack).toBe(descends <= 0);
          expect(lines[index]?.passes).toHaveLength(Math.max(0, descends - 1));
        });
      }),
    );
  });

  it('leads lines around the boxes of the columns that they pass', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { lines, boxes } = layeredLayout(nodes, edges, GAP);
        edges.forEach(({ from }, index) => {
          lines[index]?.passes.forEach((pass, position) => {
            const column = (boxes[from]?.column ?? 0) + position + 1;
            boxes.forEach((box, node) => {
              if (box.column !== column) return;
              const isBeside = pass < box.top || pass > box.top + (nodes[node]?.height ?? 0);
              expect(isBeside).toBe(true);
            });
          });
        });
      }),
    );
  });

  it('uncrosses what can be uncrossed', () => {
    const nodes = [1, 1, 1, 0, 0, 0].map((layer) => ({ layer, height: 40 }));
    const edges = [
      { from: 0, to: 5 },
      { from: 1, to: 4 },
      { from: 2, to: 3 },
    ];
    expect(crossings(nodes, edges)).toBe(0);
  });

  it('puts a box beside the middle of its few neighbours, and beside the first of very many', () => {
    const starts = (count: number) => [
      ...Array.from({ length: count }, () => ({ layer: 1, height: 40 })),
      { layer: 0, height: 40 },
    ];
    const toLast = (count: number) => Array.from({ length: count }, (_, from) => ({ from, to: count }));
    expect(layeredLayout(starts(3), toLast(3), GAP).boxes).toEqual([
      { column: 0, top: 0 },
      { column: 0, top: 50 },
      { column: 0, top: 100 },
      { column: 1, top: 50 },
    ]);
    expect(layeredLayout(starts(20), toLast(20), GAP).boxes[20]?.column).toBe(1);
    expect(layeredLayout(starts(20), toLast(20), GAP).boxes[20]?.top).toBeLessThan(500);
  });

  it('is empty for nothing', () => {
    expect(layeredLayout([], [], GAP)).toEqual({ height: 0, columns: 0, boxes: [], lines: [] });
  });
});
