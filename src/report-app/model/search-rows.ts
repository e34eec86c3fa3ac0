import type { Assessment } from '../../assessment/assessment.js';
import { indexRuns } from '../../assessment/index-runs.js';
import { pathSearchText } from './path-search-text.js';
import type { SubjectRow } from './subject-row.js';

/** Finds the rows in which every word of a query occurs. */
export type RowSearch = (query: string) => (row: SubjectRow) => boolean;

/**
 * Prepares the search over rows: names, ids, ARNs, who holds the policy or is trusted, kinds, and the actions and
 * escalation paths of findings. Plain substrings, for people search parts of names (`prod-`, `:Pass`), which a word index would miss.
 */
export function prepareSearch(assessment: Assessment, rows: readonly SubjectRow[]): RowSearch {
  const titles = new Map(assessment.kinds.map((kind) => [kind.id, kind.title]));
  const texts = new Map(rows.map((row) => [row, searchText(row, titles)]));
  const actions = assessment.actions.map((action) => action.toLowerCase());
  const paths = assessment.escalationPaths.map(pathSearchText);
  return (query) => {
    const words = searchWords(query).map((word) => ({
      word,
      sets: setsWith(word, actions, assessment.actionSets),
      paths: paths.map((text) => text.includes(word)),
    }));
    return (row) =>
      words.every(
        ({ word, sets, paths: found }) =>
          (texts.get(row) ?? '').includes(word) ||
          row.findings.some(
            (finding) =>
              (finding.actionSet !== undefined && sets[finding.actionSet] === true) ||
              finding.paths?.some((path) => found[path]) === true,
          ),
      );
  };
}

/** The words of a query, in lower case. */
export function searchWords(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function searchText(row: SubjectRow, titles: ReadonlyMap<string, string>): string {
  const kinds = row.tallies.all.kinds.map(({ kind }) => `${kind} ${titles.get(kind) ?? ''}`);
  return [row.name, row.key, row.arn ?? '', ...row.related, ...row.otherNames, ...kinds]
    .join('\n')
    .toLowerCase();
}

/** For each action set whether an action in it contains the word. */
export function setsWith(
  word: string,
  actions: readonly string[],
  actionSets: readonly string[],
): readonly boolean[] {
  // Matches before each index: a run holds a match if the number grows across it, however long the run is.
  const before = new Uint32Array(actions.length + 1);
  actions.forEach((action, index) => {
    before[index + 1] = (before[index] ?? 0) + (action.includes(word) ? 1 : 0);
  });
  if ((before[actions.length] ?? 0) === 0) return [];
  return actionSets.map((set) =>
    indexRuns(set).some(({ first, last }) => (before[last + 1] ?? 0) > (before[first] ?? 0)),
  );
}
