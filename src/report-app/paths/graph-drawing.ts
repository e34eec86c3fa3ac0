import { layeredLayout } from '../model/layered-layout.js';
import type { PathEdge, PathGraph, PathNode } from '../model/path-graph.js';

/** Width of a box in pixels. */
export const NODE_WIDTH = 200;
const NODE_HEIGHT = 44;
/** Room for the words of a step between a box and where its line bends. */
const LABEL_WIDTH = 164;
const STEP_HEIGHT = 38;
const BEND = 36;
const COLUMN = NODE_WIDTH + LABEL_WIDTH + BEND;
const GAP = 14;
const MARGIN = 12;
const HEAD = 32;

/** A step's words beside its box. */
export interface DrawnStep {
  readonly edge: PathEdge;
  readonly x: number;
  readonly y: number;
  readonly isBack: boolean;
}

/** A box with what is written at the lines that begin at it. */
export interface DrawnNode {
  readonly node: PathNode;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly steps: readonly DrawnStep[];
}

/** A graph on paper, in pixels. */
export interface GraphDrawing {
  readonly width: number;
  readonly height: number;
  readonly heads: readonly { readonly layer: number; readonly x: number }[];
  readonly nodes: readonly DrawnNode[];
  /** Lines, their tips, and the strokes that cut a line where a statement to change stands in it. */
  readonly edges: readonly {
    readonly edge: PathEdge;
    readonly path: string;
    readonly tip: string;
    readonly cut: string;
  }[];
}

/** Puts a graph on paper: where boxes, words and lines stand. */
export function drawGraph({ nodes, edges }: PathGraph): GraphDrawing {
  const leaving = nodes.map((_, node) => edges.filter(({ from }) => from === node));
  const heightOf = (node: number): number =>
    Math.max(NODE_HEIGHT, (leaving[node]?.length ?? 0) * STEP_HEIGHT);
  const layout = layeredLayout(
    nodes.map(({ layer }, node) => ({ layer, height: heightOf(node) })),
    edges,
    GAP,
  );
  const xOf = (column: number): number => MARGIN + column * COLUMN;
  const boxes = nodes.map((node, index) => {
    const { column, top } = layout.boxes[index] ?? { column: 0, top: 0 };
    return { node, column, x: xOf(column), y: HEAD + top, height: heightOf(index) };
  });
  const lines = new Map(
    edges.map((edge, index) => [edge, layout.lines[index] ?? { passes: [], isBack: true }]),
  );
  const middleOf = (node: number): number => (boxes[node]?.y ?? 0) + heightOf(node) / 2;
  const slots = new Map<PathEdge, number>();
  leaving.forEach((leave, node) => {
    const first = middleOf(node) - (leave.length * STEP_HEIGHT) / 2;
    // In the order in which they part, so that they do not cross at once.
    const towards = (edge: PathEdge): number =>
      HEAD + (lines.get(edge)?.passes[0] ?? middleOf(edge.to) - HEAD);
    [...leave]
      .sort((a, b) => towards(a) - towards(b))
      .forEach((edge, position) => slots.set(edge, first + (position + 1) * STEP_HEIGHT - 4));
  });
  return {
    width: MARGIN * 2 + Math.max(0, layout.columns - 1) * COLUMN + NODE_WIDTH,
    height: HEAD + layout.height + MARGIN,
    heads: Array.from({ length: layout.columns }, (_, column) => ({
      layer: layout.columns - 1 - column,
      x: xOf(column),
    })),
    // As one reads it, and steps through it with the keyboard: column by column, from the top.
    nodes: boxes
      .map((box, index) => ({
        ...box,
        steps: (leaving[index] ?? []).map((edge) => ({
          edge,
          x: box.x + NODE_WIDTH,
          y: (slots.get(edge) ?? 0) - STEP_HEIGHT + 4,
          isBack: lines.get(edge)?.isBack ?? false,
        })),
      }))
      .sort((a, b) => a.x - b.x || a.y - b.y),
    edges: edges.map((edge) => {
      const y = slots.get(edge) ?? 0;
      const from = boxes[edge.from];
      const to = boxes[edge.to];
      let x = (from?.x ?? 0) + NODE_WIDTH;
      let path = `M${x} ${y}H${(x += LABEL_WIDTH)}`;
      const cut = `M${x - 3} ${y - 5}v10m4-10v10`;
      let height = y;
      const bendTo = (nextX: number, nextY: number): void => {
        path += `C${x + BEND / 2} ${height} ${nextX - BEND / 2} ${nextY} ${nextX} ${nextY}`;
        x = nextX;
        height = nextY;
      };
      (lines.get(edge)?.passes ?? []).forEach((pass, position) => {
        bendTo(xOf((from?.column ?? 0) + position + 1), HEAD + pass);
        path += `H${(x += NODE_WIDTH + LABEL_WIDTH)}`;
      });
      bendTo(to?.x ?? 0, middleOf(edge.to));
      return { edge, path, cut, tip: `M${x - 8} ${height - 4}L${x} ${height}L${x - 8} ${height + 4}z` };
    }),
  };
}
