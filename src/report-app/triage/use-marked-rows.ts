import { useMemo, useRef } from 'preact/hooks';
import { isRowGroup } from '../list/row-group.js';
import type { WorksheetEntry } from '../model/worksheet-entry.js';
import type { WorksheetLine } from '../model/worksheet-groups.js';
import { useMarks } from './use-marks.js';

/** The rows that are marked, to decide about all of them at once. */
export interface MarkedRows {
  /** How many, shown or not. */
  readonly count: number;
  /** How many of them search, filters and folded groups leave out. */
  readonly outOfSight: number;
  readonly areAllMarked: boolean;
  readonly isMarked: (entry: WorksheetEntry) => boolean;
  readonly entries: () => readonly WorksheetEntry[];
  /** Marks a row, or takes its mark away; with `isRange`, marks all since the last one. */
  readonly mark: (entry: WorksheetEntry, isRange: boolean) => void;
  /** Marks all rows that are shown, or takes their marks away where all have one. */
  readonly markAll: () => void;
  readonly clear: () => void;
}

/** What is shown of the worksheet, and the marks that its address holds. */
interface ShownRows {
  /** The rows that search, filters and folded groups leave, with the heads of groups. */
  readonly lines: readonly WorksheetLine[];
  readonly byKey: ReadonlyMap<string, WorksheetEntry>;
  readonly inAddress: readonly string[];
  readonly onChange: (marked: readonly string[]) => void;
}

/** Keeps the marks of the worksheet's rows. */
export function useMarkedRows({ lines, byKey, inAddress, onChange }: ShownRows): MarkedRows {
  // An address may come from the report of another day: what this one does not have cannot be decided about.
  const [marked, setMarked] = useMarks(
    inAddress.filter((key) => byKey.has(key)),
    onChange,
  );
  const last = useRef<WorksheetEntry | null>(null);
  const rows = useMemo(() => lines.filter((line): line is WorksheetEntry => !isRowGroup(line)), [lines]);
  const shown = marked.size === 0 ? 0 : rows.filter(({ key }) => marked.has(key)).length;
  const areAllMarked = rows.length > 0 && shown === rows.length;
  return {
    count: marked.size,
    outOfSight: marked.size - shown,
    areAllMarked,
    isMarked: ({ key }) => marked.has(key),
    entries: () => [...marked].flatMap((key) => byKey.get(key) ?? []),
    mark: (entry, isRange) => {
      const changed = new Set(marked);
      const from = isRange && last.current !== null ? lines.indexOf(last.current) : -1;
      if (from >= 0) {
        const to = lines.indexOf(entry);
        for (const line of lines.slice(Math.min(from, to), Math.max(from, to) + 1))
          if (!isRowGroup(line)) changed.add(line.key);
      } else if (!changed.delete(entry.key)) changed.add(entry.key);
      last.current = entry;
      setMarked(changed);
    },
    markAll: () => {
      const changed = new Set(marked);
      for (const { key } of rows) {
        if (areAllMarked) changed.delete(key);
        else changed.add(key);
      }
      setMarked(changed);
    },
    clear: () => {
      setMarked(new Set());
    },
  };
}
