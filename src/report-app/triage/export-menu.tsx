import type { JSX } from 'preact';
import type { Assessment } from '../../assessment/assessment.js';
import { falsePositiveExclusions } from '../../output/false-positive-exclusions.js';
import { countOf } from '../../output/html-wording.js';
import type { DecisionsByFinding } from '../../output/worksheet-cells.js';
import { forSpreadsheets, worksheetCsv } from '../../output/worksheet-csv.js';
import { worksheetJson } from '../../output/worksheet-json.js';
import { closeMenu, Menu } from '../list/menu.js';
import type { Worksheet, WorksheetEntry } from '../model/worksheet-entry.js';
import { download } from './download.js';

interface ExportMenuProps {
  readonly assessment: Assessment;
  readonly worksheet: Worksheet;
  /** The rows that search and filters leave. */
  readonly shown: readonly WorksheetEntry[];
  readonly decisions: DecisionsByFinding;
  /** Tells what was done, in a sentence. */
  readonly say: (sentence: string) => void;
}

/** What rows and decisions can be saved as for other programs. */
export function ExportMenu(props: ExportMenuProps): JSX.Element {
  return (
    <Menu title="Export">
      <div class="menu-body">
        {EXPORTS.map(({ title, run }) => (
          <button
            key={title}
            type="button"
            class="menu-item"
            onClick={(event) => {
              closeMenu(event.currentTarget);
              run(props);
            }}
          >
            {title}
          </button>
        ))}
      </div>
    </Menu>
  );
}

const EXPORTS: readonly { readonly title: string; readonly run: (props: ExportMenuProps) => void }[] = [
  {
    title: 'What is shown, as CSV',
    run: ({ assessment, shown, decisions }) => {
      const csv = forSpreadsheets(worksheetCsv(assessment, shown, decisions));
      download(`iam-worksheet-${assessment.name}.csv`, 'text/csv', csv);
    },
  },
  {
    title: 'What is shown, as JSON',
    run: ({ assessment, shown, decisions }) => {
      const json = worksheetJson(assessment, shown, decisions);
      download(`iam-worksheet-${assessment.name}.json`, 'application/json', json);
    },
  },
  { title: 'False positives, as exclusions.yml', run: exportFalsePositives },
];

function exportFalsePositives({ assessment, worksheet, decisions, say }: ExportMenuProps): void {
  const { text, added, notExpressed } = falsePositiveExclusions(assessment, worksheet.entries, decisions);
  if (added + notExpressed === 0) {
    say('No finding is marked as a false positive, so there is nothing to exclude.');
    return;
  }
  download('exclusions.yml', 'text/yaml', text);
  say(
    `exclusions.yml excludes ${countOf(added, 'policy or principal', 'policies and principals')} more than the rules in force.` +
      (notExpressed === 0
        ? ''
        : ` ${countOf(notExpressed, 'false positive')} could not be expressed and ${notExpressed === 1 ? 'is' : 'are'} named in its comments.`),
  );
}
