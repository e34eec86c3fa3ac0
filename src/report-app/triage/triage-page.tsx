import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { countOf } from '../../output/html-wording.js';
import { isRowGroup } from '../list/row-group.js';
import { useDetailFocus } from '../list/use-detail-focus.js';
import type { ReportModel } from '../model/report-model.js';
import type { DecisionChange } from '../model/triage-store.js';
import type { WorksheetEntry } from '../model/worksheet-entry.js';
import { groupedLines } from '../model/worksheet-groups.js';
import type { WorksheetView } from '../model/worksheet-view.js';
import { triageLink } from '../route/route.js';
import type { Navigate } from '../route/use-route.js';
import { useTriageStore } from './browser-store.js';
import { BulkBar } from './bulk-bar.js';
import { KeyHelp } from './key-help.js';
import { PrintedFindings } from './printed-findings.js';
import { reportWorksheet } from './report-worksheet.js';
import { TriageDetail } from './triage-detail.js';
import { TriageFiles } from './triage-files.js';
import { TriageTable } from './triage-table.js';
import { TriageToolbar } from './triage-toolbar.js';
import { useMarkedRows } from './use-marked-rows.js';
import { useTriageKeys } from './use-triage-keys.js';

interface TriagePageProps {
  readonly model: ReportModel;
  readonly view: WorksheetView;
  readonly navigate: Navigate;
}

/** Every finding in one row, to be decided about. */
export function TriagePage({ model, view, navigate }: TriagePageProps): JSX.Element {
  const { assessment } = model;
  const store = useTriageStore(assessment);
  const { sheet, filter } = reportWorksheet(assessment);
  const { decisions } = store;
  const change = (changed: WorksheetView, how?: 'replace'): void => {
    navigate({ page: 'triage', view: changed }, how);
  };
  const rows = filter.rows(view, decisions);
  const { group, folded } = view;
  const lines = useMemo(
    () => (group === null ? rows : groupedLines(rows, group, folded, decisions, assessment)),
    [rows, group, folded.join('\n'), group === 'status' || group === 'owner' ? decisions : null],
  );
  const marked = useMarkedRows({
    lines,
    byKey: sheet.byKey,
    inAddress: view.marked,
    onChange: (keys) => {
      change({ ...view, marked: keys }, 'replace');
    },
  });
  const decide = (entries: readonly WorksheetEntry[], decision: DecisionChange): void => {
    store.decide(entries, decision, new Date());
  };
  const help = useRef<HTMLDialogElement>(null);
  const showHelp = (): void => {
    help.current?.showModal();
  };
  const entryAt = (row: number | null): readonly WorksheetEntry[] => {
    const line = row === null ? undefined : lines[row];
    return line === undefined || isRowGroup(line) ? [] : [line];
  };
  const chosen = view.selected === null ? undefined : sheet.byKey.get(view.selected);
  useTriageKeys({
    onHelp: showHelp,
    onMark: (row, isRange) => {
      for (const entry of entryAt(row)) marked.mark(entry, isRange);
    },
    onStatus: (row, status) => {
      // Who reads an open finding has the focus there, and on no row.
      const one = row === null && chosen !== undefined ? [chosen] : entryAt(row);
      decide(marked.count > 0 ? marked.entries() : one, { status });
    },
    onUndo: () => {
      if (store.undoable > 0) store.undo(new Date());
    },
  });
  const [listPane, detailPane] = useDetailFocus(chosen?.key ?? null);
  const total = sheet.entries.length;
  return (
    <main class={chosen === undefined ? 'workspace' : 'workspace workspace-split'} id="main" tabIndex={-1}>
      <section class="list-pane" ref={listPane} aria-labelledby="list-title">
        <h1 id="list-title">Triage worksheet</h1>
        <TriageFiles model={model} store={store} worksheet={sheet} shown={rows}>
          <button type="button" class="button triage-keys" onClick={showHelp}>
            Keys (?)
          </button>
        </TriageFiles>
        {total === 0 ? (
          <p class="empty">{nothingFound(model)}</p>
        ) : (
          <>
            <TriageToolbar model={model} view={view} shown={rows.length} total={total} onChange={change} />
            {view.selected !== null && chosen === undefined && (
              <p class="notice">The address names a finding that is not in this report.</p>
            )}
            {rows.length === 0 ? (
              <p class="empty">None of the {countOf(total, 'finding')} fits the search and the filters.</p>
            ) : (
              <TriageTable
                model={model}
                view={view}
                lines={lines}
                decisions={decisions}
                marked={marked}
                onChange={change}
              />
            )}
            {marked.count > 0 && (
              <BulkBar
                marked={marked.count}
                outOfSight={marked.outOfSight}
                onDecide={(decision) => {
                  decide(marked.entries(), decision);
                }}
                onClear={marked.clear}
              />
            )}
          </>
        )}
        <PrintedFindings model={model} store={store} entries={marked.entries()} />
      </section>
      {chosen !== undefined && (
        <section
          class="detail-pane"
          ref={detailPane}
          aria-labelledby="detail-title"
          tabIndex={0}
          key={chosen.key}
        >
          <TriageDetail
            model={model}
            store={store}
            entry={chosen}
            closeLink={triageLink({ ...view, selected: null })}
            onDecide={(decision) => {
              decide([chosen], decision);
            }}
          />
        </section>
      )}
      <KeyHelp dialog={help} />
    </main>
  );
}

function nothingFound({ assessment }: ReportModel): string {
  const { policies, principals, kinds } = assessment;
  const roles = principals.filter(({ type }) => type === 'role').length;
  const checked = kinds.map(({ title }) => title).join(', ');
  return `No finding. ${countOf(policies.length, 'policy', 'policies')} and the trust policies of ${countOf(roles, 'role')} were checked for: ${checked}.`;
}
