import type { AssessedTriage } from '../assessment/assessment.js';
import { countOf, formatCount } from './html-wording.js';
import { wrap } from './terminal-layout.js';
import { STATUS_TITLES } from './triage-wording.js';

/** How many decisions were carried over, and how many match no finding any more. No line without a triage file. */
export function triageLines(triage: AssessedTriage | undefined, width: number): readonly string[] {
  if (triage === undefined) return [];
  const { decisions, unmatched } = triage;
  const counts = Object.entries(STATUS_TITLES)
    .map(([status, title]) => ({ title, count: decisions.filter((each) => each.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ title, count }) => `${formatCount(count)} ${title.toLowerCase()}`);
  return [
    ...wrap(
      '',
      decisions.length === 0
        ? 'Triage: no decision was carried over.'
        : `Triage: ${countOf(decisions.length, 'decision')} carried over: ${counts.join(', ')}.`,
      width,
    ),
    ...(unmatched.length === 0
      ? []
      : wrap(
          '',
          `${countOf(unmatched.length, 'decision matches', 'decisions match')} no finding any more; the report keeps ${unmatched.length === 1 ? 'it' : 'them'} for its triage file.`,
          width,
        )),
  ];
}
