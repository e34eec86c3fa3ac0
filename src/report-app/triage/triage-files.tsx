import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { countOf, formatCount } from '../../output/html-wording.js';
import { falsePositiveExclusions } from '../../output/false-positive-exclusions.js';
import { triageFileText } from '../../output/triage-file-text.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import { worksheetCsv } from '../../output/worksheet-csv.js';
import { worksheetJson } from '../../output/worksheet-json.js';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import { Menu } from '../list/menu.js';
import type { ReportModel } from '../model/report-model.js';
import type { TriageStore } from '../model/triage-store.js';
import type { Worksheet, WorksheetEntry } from '../model/worksheet-entry.js';
import { download } from './download.js';

/** Spreadsheets read a CSV file as UTF-8 where it begins with a byte order mark; others do not need to meet one. */
function forSpreadsheet(csv: string): string {
  return /[^\p{ASCII}]/u.test(csv) ? `\ufeff${csv}` : csv;
}

interface TriageFilesProps {
  readonly model: ReportModel;
  readonly store: TriageStore;
  readonly worksheet: Worksheet;
  /** The rows that search and filters leave. */
  readonly shown: readonly WorksheetEntry[];
  readonly children: JSX.Element;
}

/** How far triage has come, and the files that decisions and rows are saved to and read from. */
export function TriageFiles({ model, store, worksheet, shown, children }: TriageFilesProps): JSX.Element {
  const { assessment } = model;
  const [said, say] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const { decisions, unsaved } = store;
  const lost = [...decisions.keys()].filter((finding) => !worksheet.ids.has(finding)).length;
  const exports: readonly (readonly [title: string, run: () => void])[] = [
    [
      'What is shown, as CSV',
      () => {
        download(
          `iam-worksheet-${assessment.name}.csv`,
          'text/csv',
          forSpreadsheet(worksheetCsv(assessment, shown, decisions)),
        );
      },
    ],
    [
      'What is shown, as JSON',
      () => {
        download(
          `iam-worksheet-${assessment.name}.json`,
          'application/json',
          worksheetJson(assessment, shown, decisions),
        );
      },
    ],
    [
      'False positives, as exclusions.yml',
      () => {
        const { text, added, notExpressed } = falsePositiveExclusions(
          assessment,
          worksheet.entries,
          decisions,
        );
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
      },
    ],
  ];
  return (
    <>
      <div class="triage-bar">
        <p>{progress(worksheet, store)}</p>
        <p class="triage-unsaved">
          {unsaved.size > 0 && `${countOf(unsaved.size, 'change')} not saved to a file`}
        </p>
        <button
          type="button"
          class={unsaved.size > 0 ? 'button button-active' : 'button'}
          onClick={() => {
            const now = new Date().toISOString();
            download('triage.json', 'application/json', triageFileText(assessment, decisions.values(), now));
            store.saved();
            say(`${countOf(decisions.size, 'decision')} saved to triage.json.`);
          }}
        >
          Save triage.json
        </button>
        <button type="button" class="button" onClick={() => input.current?.click()}>
          Read triage.json
        </button>
        <input
          type="file"
          ref={input}
          hidden
          accept=".json,application/json"
          aria-label="Triage file"
          onChange={(event) => {
            const field = event.currentTarget;
            const file = field.files?.[0];
            void file?.text().then((text) => {
              say(store.readFile(file.name, text));
              // So that the same file can be read again.
              field.value = '';
            });
          }}
        />
        <Menu title="Export">
          <div class="menu-body">
            {exports.map(([title, run]) => (
              <button
                key={title}
                type="button"
                class="menu-item"
                onClick={(event) => {
                  event.currentTarget.closest('details')?.removeAttribute('open');
                  run();
                }}
              >
                {title}
              </button>
            ))}
          </div>
        </Menu>
        {children}
      </div>
      <p class="triage-said" role="status">
        {said}
      </p>
      {!store.isKept && (
        <p class="notice">
          This browser keeps no decisions, or has no room for more: save them to a file before you leave the
          page.
        </p>
      )}
      {lost > 0 && (
        <p class="quiet">
          {countOf(lost, 'decision matches', 'decisions match')} no finding of this report; triage.json keeps{' '}
          {lost === 1 ? 'it' : 'them'}.
        </p>
      )}
    </>
  );
}

/** `21 findings: 15 to triage, 3 fix`. */
function progress({ entries }: Worksheet, { decisions }: TriageStore): string {
  const counts = new Map<string, number>();
  for (const { finding } of entries) {
    const status = decisions.get(finding.id)?.status ?? 'to-triage';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const parts = TRIAGE_STATUSES.filter((status) => counts.has(status)).map(
    (status) => `${formatCount(counts.get(status) ?? 0)} ${STATUS_TITLES[status].toLowerCase()}`,
  );
  return `${countOf(entries.length, 'finding')}: ${parts.join(', ')}`;
}
