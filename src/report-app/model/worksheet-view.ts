import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import { SEVERITIES } from '../../output/html-wording.js';
import type { ListSort } from './list-view.js';

/** Filters that choose from a few values, and the values; null where the report decides which there are. */
export const CHOICE_FILTERS = {
  status: TRIAGE_STATUSES,
  severity: SEVERITIES,
  kind: null,
  reach: ['unrestricted', 'conditional', 'scoped', 'blocked'],
  type: ['customer-managed', 'inline', 'aws-managed', 'trust-policy', 'resource-policy', 'principal'],
  used: ['recent', 'earlier', 'unused', 'unknown'],
  counted: ['yes', 'no'],
} as const satisfies Readonly<Record<string, readonly string[] | null>>;

/** A filter that chooses from a few values. */
export type ChoiceFilter = keyof typeof CHOICE_FILTERS;

/** Filters for the text of a column, with the title of each. */
export const TEXT_FILTERS = {
  policy: 'Policy or principal',
  actions: 'Actions, services, trusted',
  conditions: 'Residual conditions',
  attached: 'Attached to',
  owner: 'Owner',
  note: 'Note',
} as const;

/** A filter for the text of a column. */
export type TextFilter = keyof typeof TEXT_FILTERS;

/** What rows can be put together by, with the title of each. */
export const GROUPINGS = {
  kind: 'Kind',
  policy: 'Policy or principal',
  severity: 'Severity',
  status: 'Status',
  owner: 'Owner',
} as const;

/** What rows are put together by. */
export type Grouping = keyof typeof GROUPINGS;

/** Everything that decides what the worksheet shows. */
export interface WorksheetView {
  readonly query: string;
  /** Absent and empty mean every value. */
  readonly choices: Readonly<Partial<Record<ChoiceFilter, readonly string[]>>>;
  readonly texts: Readonly<Partial<Record<TextFilter, string>>>;
  readonly group: Grouping | null;
  /** Keys of the groups that are folded. */
  readonly folded: readonly string[];
  readonly sort: ListSort;
  /** Key of the row that is open. */
  readonly selected: string | null;
  /** Keys of the rows that are marked; empty where they are too many for an address. */
  readonly marked: readonly string[];
}

// Written out, for Object.keys forgets which keys there are.
const CHOICE_NAMES = Object.keys(CHOICE_FILTERS) as readonly ChoiceFilter[];
const TEXT_NAMES = Object.keys(TEXT_FILTERS) as readonly TextFilter[];
/** The groupings, in the order in which they are offered. */
export const GROUPING_NAMES = Object.keys(GROUPINGS) as readonly Grouping[];

/** What the worksheet shows at first: everything, the gravest first. */
export const DEFAULT_WORKSHEET_VIEW: WorksheetView = {
  query: '',
  choices: {},
  texts: {},
  group: null,
  folded: [],
  sort: { column: 'severity', descending: true },
  selected: null,
  marked: [],
};

/** Whether anything narrows the worksheet. */
export function isNarrowed({ query, choices, texts }: WorksheetView): boolean {
  return query !== '' || Object.keys(choices).length + Object.keys(texts).length > 0;
}

/** The view without what narrows it. */
export function widened(view: WorksheetView): WorksheetView {
  return { ...view, query: '', choices: {}, texts: {} };
}

/** The view with one filter of values changed. */
export function withChoice(
  view: WorksheetView,
  filter: ChoiceFilter,
  values: readonly string[],
): WorksheetView {
  const { [filter]: _, ...others } = view.choices;
  return { ...view, choices: values.length === 0 ? others : { ...others, [filter]: values } };
}

/** The view with one filter of text changed. */
export function withText(view: WorksheetView, filter: TextFilter, text: string): WorksheetView {
  const { [filter]: _, ...others } = view.texts;
  return { ...view, texts: text === '' ? others : { ...others, [filter]: text } };
}

/** Reads what the address says of the worksheet, but for the sort. */
export function parseWorksheetView(search: URLSearchParams, sort: ListSort): WorksheetView {
  let view: WorksheetView = {
    ...DEFAULT_WORKSHEET_VIEW,
    query: search.get('q') ?? '',
    group: GROUPING_NAMES.find((name) => name === search.get('group')) ?? null,
    folded: search.getAll('fold'),
    sort,
    selected: search.get('id'),
    marked: search.getAll('mark'),
  };
  for (const name of CHOICE_NAMES) {
    const values: readonly string[] | null = CHOICE_FILTERS[name];
    const given = search.getAll(name);
    view = withChoice(view, name, values === null ? given : values.filter((value) => given.includes(value)));
  }
  for (const name of TEXT_NAMES) view = withText(view, name, search.get(name) ?? '');
  return view;
}

/** What the address says of the worksheet, but for the sort. */
export function formatWorksheetView(view: WorksheetView): URLSearchParams {
  const search = new URLSearchParams();
  const append = (name: string, values: readonly (string | null | undefined)[]): void => {
    for (const value of values) if (value != null && value !== '') search.append(name, value);
  };
  append('q', [view.query]);
  for (const name of CHOICE_NAMES) append(name, view.choices[name] ?? []);
  for (const name of TEXT_NAMES) append(name, [view.texts[name]]);
  append('group', [view.group]);
  append('fold', view.folded);
  append('id', [view.selected]);
  append('mark', view.marked);
  return search;
}
