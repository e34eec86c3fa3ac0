import type { Assessment, Finding } from '../assessment/assessment.js';
import { countOf } from '../output/html-wording.js';
import type { FileChange } from '../output/file-change.js';
import { FORMAT_LIST } from '../output/format-list.generated.js';
import type { PlannedFormat } from './format-plan.js';

/**
 * What to say where changes were asked for and none of the formats shows them all; empty where one does, and where
 * nothing was asked for or counts. The work would be lost without a word.
 *
 * @param inSarif - the changes that SARIF shows, if it is written
 */
export function fixesRemark(
  { findings, fixes, noFixReasons }: Assessment,
  planned: readonly PlannedFormat[],
  inSarif: ReadonlyMap<Finding, FileChange> | undefined,
): string {
  if (FORMAT_LIST.some(({ id, showsFixes }) => showsFixes && planned.some((each) => each.id === id)))
    return '';
  if (fixes === undefined && noFixReasons === undefined) return '';
  // Markdown shows no others, and nobody has to do anything about them.
  const counted = findings.filter((finding) => finding.counted);
  if (counted.length === 0) return '';
  const changed = counted.filter(({ fix }) => fix !== undefined);
  if (changed.length === 0) return 'No finding has a checked change; --format markdown says why.\n';
  const unseen = changed.filter((finding) => inSarif?.has(finding) !== true).length;
  if (unseen === 0) return '';
  return `${countOf(unseen, 'finding has a checked change that is', 'findings have checked changes that are')} not shown here; --format markdown, html and json show ${unseen === 1 ? 'it' : 'them'}.\n`;
}
