import type { EscalationVerdict } from '../../assessment/assessment.js';
import type { ListSort } from './list-view.js';

/** Verdicts, the surest first. */
export const VERDICTS = [
  'confirmed',
  'conditional',
  'possible',
] as const satisfies readonly EscalationVerdict[];

/** Kinds of those at whom a chain can start. */
export const START_KINDS = ['user', 'role', 'outsider'] as const;

export type StartKind = (typeof START_KINDS)[number];

/** Everything that decides what the paths page shows. */
export interface PathsView {
  readonly as: 'graph' | 'list';
  readonly query: string;
  /** Kinds of starts, and keys of chains for single starts; empty means all, likewise below. */
  readonly starts: readonly string[];
  /** Keys of principals. */
  readonly targets: readonly string[];
  readonly verdicts: readonly EscalationVerdict[];
  readonly sort: ListSort;
  /** What is chosen, as `chain KEY`, `hop KEY`, `who KEY` or `fold KEY`. */
  readonly selected: string | null;
  /** Keys of folds whose starts are drawn one by one. */
  readonly unfolded: readonly string[];
}

/** What the paths page shows at first. */
export const DEFAULT_PATHS_VIEW: PathsView = {
  as: 'graph',
  query: '',
  starts: [],
  targets: [],
  verdicts: [],
  sort: { column: 'verdict', descending: false },
  selected: null,
  unfolded: [],
};

/** What is chosen and its key; null where nothing is. */
export function choiceOf({ selected }: Pick<PathsView, 'selected'>): {
  readonly what: string;
  readonly key: string;
} | null {
  const [, what, key] = /^(chain|hop|who|fold) (.*)$/s.exec(selected ?? '') ?? [];
  return what === undefined || key === undefined ? null : { what, key };
}
