import type { ComponentChildren } from 'preact';

/** A column of a table over rows. */
export interface Column<Row> {
  /** Names the column in the address, where it can be sorted by. */
  readonly id: string;
  readonly title: ComponentChildren;
  readonly className: string;
  /** Null where it cannot be sorted by; else whether the first click sorts it descending. */
  readonly firstDescending: boolean | null;
  readonly render: (row: Row) => ComponentChildren;
}
