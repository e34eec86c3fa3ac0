import type { PolicyType, Severity } from '../../assessment/assessment.js';

/** Whether a list shows only findings that count, or conditional, scoped, extended and unattached ones too. */
export type FindingScope = 'counted' | 'all';

/** The column that a list is sorted by. */
export interface ListSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Everything that decides what a list page shows; the address holds it, so that it can be sent to someone. */
export interface ListView {
  readonly query: string;
  /** Empty means every type; likewise below. */
  readonly types: readonly PolicyType[];
  readonly severities: readonly Severity[];
  readonly kinds: readonly string[];
  readonly scope: FindingScope;
  readonly sort: ListSort;
  /** Key of the chosen row. */
  readonly selected: string | null;
  /** Fingerprint of the chosen finding; null where the first one is meant. */
  readonly finding: string | null;
}

/** What the policies page shows at first. */
export const DEFAULT_POLICY_VIEW: ListView = {
  query: '',
  types: [],
  severities: [],
  kinds: [],
  scope: 'counted',
  sort: { column: 'severity', descending: true },
  selected: null,
  finding: null,
};

/** What the trust policies page shows at first: all findings, for they may not count in totals. */
export const DEFAULT_TRUST_VIEW: ListView = { ...DEFAULT_POLICY_VIEW, scope: 'all' };

/** The view without what narrows it; sort, scope and choice stay. */
export function withoutFilters(view: ListView): ListView {
  return { ...view, query: '', types: [], severities: [], kinds: [] };
}

/** Whether anything narrows the list. */
export function isFiltered(view: ListView): boolean {
  return view.query !== '' || view.types.length > 0 || view.severities.length > 0 || view.kinds.length > 0;
}
