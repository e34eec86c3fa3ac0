import type { SeverityCounts } from '../assessment/assessment.js';
import { totalOf } from '../assessment/severity-counts.js';
import { markup, type Markup } from './html-markup.js';
import { SEVERITIES } from './html-wording.js';
import { countsBySeverity } from './trend-text.js';

const WIDTH = 160;

/** Findings by severity as one bar, as long as their share of the most; the words beside it read without colour. */
export function severityBar(counts: SeverityCounts, most: number): Markup {
  let start = 0;
  const pieces = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => {
    const width = (counts[severity] / most) * WIDTH;
    const piece = markup`<rect data-severity="${severity}" x="${start.toFixed(1)}" width="${width.toFixed(1)}" height="10" />`;
    start += width;
    return piece;
  });
  const words = totalOf(counts) === 0 ? 'none' : countsBySeverity(counts);
  return markup`<svg class="severity-bar" viewBox="0 0 ${WIDTH} 10" width="${WIDTH}" height="10" aria-hidden="true">${pieces}</svg><span class="visually-hidden">${words}</span>`;
}
