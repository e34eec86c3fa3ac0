import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { countOf, formatCount } from '../../output/html-wording.js';
import { triageFileText } from '../../output/triage-file-text.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import { ClearButton } from '../list/clear-button.js';
import type { ReportModel } from '../model/report-model.js';
import type { TriageStore } from '../model/triage-store.js';
import type { Worksheet, WorksheetEntry } from '../model/worksheet-entry.js';
import { download } from './download.js';
import { ExportMenu } from './export-menu.js';
import { ReadTriageFile } from './read-triage-file.js';

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
  const { decisions, unsaved } = store;
  const lost = [...decisions.keys()].filter((finding) => !worksheet.ids.has(finding)).length;
  return (
    <>
      <div class="triage-bar">
        {/* A key may decide about a row that nobody sees change. */}
        <p role="status">{progress(worksheet, store)}</p>
        <p class="triage-unsaved">
          {unsaved.size > 0 && `${countOf(unsaved.size, 'change')} not saved to a file`}
        </p>
        {store.undoable > 0 && (
          <ClearButton
            next=".triage-bar .button"
            onClear={() => {
              store.undo(new Date());
            }}
          >
            Undo the last decision
          </ClearButton>
        )}
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
        <ReadTriageFile store={store} say={say} />
        <ExportMenu
          assessment={assessment}
          worksheet={worksheet}
          shown={shown}
          decisions={decisions}
          say={say}
        />
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

/** `21 findings: 15 to triage, 3 fix`; `0 findings`. */
function progress({ entries }: Worksheet, { decisions }: TriageStore): string {
  const counts = new Map<string, number>();
  for (const { finding } of entries) {
    const status = decisions.get(finding.id)?.status ?? 'to-triage';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const parts = TRIAGE_STATUSES.filter((status) => counts.has(status)).map(
    (status) => `${formatCount(counts.get(status) ?? 0)} ${STATUS_TITLES[status].toLowerCase()}`,
  );
  const all = countOf(entries.length, 'finding');
  return parts.length === 0 ? all : `${all}: ${parts.join(', ')}`;
}
