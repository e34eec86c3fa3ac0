import Table from 'cli-table3';

/** One line of what the bench found. */
export interface Ratio {
  readonly what: string;
  /** What is compared: `CPU`, `peak memory`, `wall time`, `size`. */
  readonly measure: string;
  readonly value: number;
  /** Most that is allowed; null where the figure is only for information. */
  readonly target: number | null;
  /** Unit of value and target: nothing for a ratio. */
  readonly unit?: string;
  /** The two figures that gave the ratio, in words. */
  readonly from: string;
}

/** The ratios as a table, each with its target and whether it is met. */
export function ratioTable(ratios: readonly Ratio[]): string {
  const table = new Table({
    head: ['what', 'measure', 'ratio', 'target', '', 'from'],
    style: { head: [], border: [], compact: true },
  });
  for (const { what, measure, value, target, unit = 'x', from } of ratios) {
    const shown = (figure: number) => `${figure.toFixed(2)} ${unit}`;
    table.push([
      what,
      measure,
      shown(value),
      target === null ? '' : `<= ${target} ${unit}`,
      verdict(value, target),
      from,
    ]);
  }
  return table.toString();
}

function verdict(value: number, target: number | null): string {
  if (target === null) return '';
  return value <= target ? 'met' : 'missed';
}
