/** A box to place. */
export interface LayoutNode {
  /** Boxes stand in columns by layer, the highest layer first. */
  readonly layer: number;
  readonly height: number;
}

/** A line between two boxes, by their positions in the list of boxes. */
export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
}

/** Where everything stands; heights and places in the unit of the boxes' heights. */
export interface Layout {
  readonly height: number;
  readonly columns: number;
  /** Column and upper edge of each box, in the order of the boxes. */
  readonly boxes: readonly { readonly column: number; readonly top: number }[];
  /** For each line the heights at which it passes the columns between its ends, and whether it goes back. */
  readonly lines: readonly { readonly passes: readonly number[]; readonly isBack: boolean }[];
}

/** Room for a line that passes a column. */
const PASS_HEIGHT = 16;
const SWEEPS = 6;
/** A box with more neighbours on one side stands beside the first of them. */
const MANY = 12;

/** A box, or a line passing a column. */
interface Place {
  readonly column: number;
  readonly height: number;
  readonly before: number[];
  readonly after: number[];
  top: number;
}

/**
 * Places boxes in columns so that few lines cross: each column is sorted by where the lines from its neighbours come
 * from (barycentres, in a few sweeps to and fro), then boxes are moved as near to their neighbours as there is room.
 */
export function layeredLayout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  gap: number,
): Layout {
  const highest = nodes.reduce((most, { layer }) => Math.max(most, layer), 0);
  const places: Place[] = nodes.map(({ layer, height }) => place(highest - layer, height));
  const lines = edges.map(({ from, to }) => {
    const start = places[from]?.column ?? 0;
    const end = places[to]?.column ?? 0;
    if (start >= end) return { passing: [], isBack: true };
    const passing: number[] = [];
    let previous = from;
    for (let column = start + 1; column <= end; column++) {
      const next = column === end ? to : places.push(place(column, PASS_HEIGHT)) - 1;
      if (next !== to) passing.push(next);
      places[previous]?.after.push(next);
      places[next]?.before.push(previous);
      previous = next;
    }
    return { passing, isBack: false };
  });
  const columns: number[][] = Array.from({ length: highest + 1 }, () => []);
  places.forEach(({ column }, index) => columns[column]?.push(index));
  reduceCrossings(columns, places);
  setTops(columns, places, gap);
  return {
    height: places.reduce((most, { top, height }) => Math.max(most, top + height), 0),
    columns: nodes.length === 0 ? 0 : highest + 1,
    boxes: places.slice(0, nodes.length).map(({ column, top }) => ({ column, top })),
    lines: lines.map(({ passing, isBack }) => ({
      passes: passing.map((index) => (places[index]?.top ?? 0) + PASS_HEIGHT / 2),
      isBack,
    })),
  };
}

function place(column: number, height: number): Place {
  return { column, height, before: [], after: [], top: 0 };
}

function reduceCrossings(columns: readonly number[][], places: readonly Place[]): void {
  const order = new Float64Array(places.length);
  const number = (column: readonly number[]): void => {
    column.forEach((index, position) => (order[index] = position));
  };
  columns.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 1;
    for (const column of isForward ? columns : [...columns].reverse()) {
      const barycentres = new Map(
        column.map((index) => {
          const neighbours = (isForward ? places[index]?.before : places[index]?.after) ?? [];
          const sum = neighbours.reduce((total, neighbour) => total + (order[neighbour] ?? 0), 0);
          // What has no neighbour there stays where it is.
          return [index, neighbours.length === 0 ? (order[index] ?? 0) : sum / neighbours.length];
        }),
      );
      column.sort((a, b) => (barycentres.get(a) ?? 0) - (barycentres.get(b) ?? 0));
      number(column);
    }
  }
}

function setTops(columns: readonly (readonly number[])[], places: readonly Place[], gap: number): void {
  for (const column of columns) spread(column, places, gap, () => null);
  const middleOf = (indexes: readonly number[]): number | null => {
    const middles = indexes.map((index) => (places[index]?.top ?? 0) + (places[index]?.height ?? 0) / 2);
    if (middles.length === 0) return null;
    // The middle of very many may be far out of sight.
    return middles.length > MANY ? Math.min(...middles) : middles.reduce((a, b) => a + b) / middles.length;
  };
  for (const side of ['after', 'before', 'after'] as const)
    for (const column of side === 'after' ? [...columns].reverse() : columns)
      spread(column, places, gap, (box) => middleOf(box[side]));
  closeGaps(places, gap);
}

/** Moves everything up to the top edge, and what stands below a height that no column uses up to what is above it. */
function closeGaps(places: readonly Place[], gap: number): void {
  let end = 0;
  let moved: number | null = null;
  for (const each of [...places].sort((a, b) => a.top - b.top)) {
    moved ??= each.top;
    const unused = each.top - moved - end - gap * 2;
    if (unused > 0) moved += unused;
    each.top -= moved;
    end = Math.max(end, each.top + each.height);
  }
}

/**
 * Puts a column's boxes as near as can be to where each wants its middle, in their order and without overlap: boxes
 * that would touch are pooled and stand together around the mean of their wishes.
 */
function spread(
  column: readonly number[],
  places: readonly Place[],
  gap: number,
  wish: (box: Place) => number | null,
): void {
  const pools: { sum: number; count: number; readonly boxes: Place[]; extent: number }[] = [];
  for (const index of column) {
    const box = places[index];
    if (box === undefined) continue;
    const wanted = (wish(box) ?? box.top + box.height / 2) - box.height / 2;
    let pool = { sum: wanted, count: 1, boxes: [box], extent: box.height + gap };
    for (
      let above = pools.at(-1);
      above !== undefined && above.sum / above.count + above.extent > pool.sum / pool.count;
      above = pools.at(-1)
    ) {
      pools.pop();
      pool = {
        sum: above.sum + pool.sum - pool.count * above.extent,
        count: above.count + pool.count,
        boxes: [...above.boxes, ...pool.boxes],
        extent: above.extent + pool.extent,
      };
    }
    pools.push(pool);
  }
  for (const { sum, count, boxes } of pools) {
    let top = sum / count;
    for (const box of boxes) {
      box.top = top;
      top += box.height + gap;
    }
  }
}
