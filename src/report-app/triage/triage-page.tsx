import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { countOf } from '../../output/html-wording.js';
import { isRowGroup } from '../list/row-group.js';
import { useDetailFocus } from '../list/use-detail-focus.js';
import { VirtualTable } from '../list/virtual-table.js';
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
import { triageColumns } from './triage-columns.js';
import { TriageDetail } from './triage-detail.js';
import { TriageFiles } from './triage-files.js';
import { TriageToolbar } from './triage-toolbar.js';
import { useMarks } from './use-marks.js';
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
  const [marked, setMarked] = useMarks(view.marked, (keys) => {
    change({ ...view, marked: keys }, 'replace');
  });
  const lastMarked = useRef<WorksheetEntry | null>(null);
  const mark = (entry: WorksheetEntry, isRange: boolean): void => {
    const changed = new Set(marked);
    const from = isRange && lastMarked.current !== null ? lines.indexOf(lastMarked.current) : -1;
    if (from >= 0) {
      const to = lines.indexOf(entry);
      for (const line of lines.slice(Math.min(from, to), Math.max(from, to) + 1))
        if (!isRowGroup(line)) changed.add(line.key);
    } else if (!changed.delete(entry.key)) changed.add(entry.key);
    lastMarked.current = entry;
    setMarked(changed);
  };
  const shownMarks = marked.size === 0 ? 0 : rows.filter(({ key }) => marked.has(key)).length;
  const areAllMarked = rows.length > 0 && shownMarks === rows.length;
  const decide = (entries: readonly WorksheetEntry[], decision: DecisionChange): void => {
    store.decide(entries, decision, new Date());
  };
  const markedEntries = (): readonly WorksheetEntry[] =>
    [...marked].flatMap((key) => sheet.byKey.get(key) ?? []);
  const help = useRef<HTMLDialogElement>(null);
  const showHelp = (): void => {
    help.current?.showModal();
  };
  const entryAt = (row: number | null): readonly WorksheetEntry[] => {
    const line = row === null ? undefined : lines[row];
    return line === undefined || isRowGroup(line) ? [] : [line];
  };
  useTriageKeys({
    onHelp: showHelp,
    onMark: (row, isRange) => {
      for (const entry of entryAt(row)) mark(entry, isRange);
    },
    onStatus: (row, status) => {
      decide(marked.size > 0 ? markedEntries() : entryAt(row), { status });
    },
  });
  const chosen = view.selected === null ? undefined : sheet.byKey.get(view.selected);
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
            {marked.size > 0 && (
              <BulkBar
                marked={marked.size}
                outOfSight={marked.size - shownMarks}
                onDecide={(decision) => {
                  decide(markedEntries(), decision);
                }}
                onClear={() => {
                  setMarked(new Set());
                }}
              />
            )}
            {view.selected !== null && chosen === undefined && (
              <p class="notice">The address names a finding that is not in this report.</p>
            )}
            {rows.length === 0 ? (
              <p class="empty">None of the {countOf(total, 'finding')} fits the search and the filters.</p>
            ) : (
              <VirtualTable
                caption="Findings with what was decided about them"
                columns={triageColumns({
                  model,
                  decisions,
                  linkOf: ({ key }) => triageLink({ ...view, selected: key }),
                  isMarked: ({ key }) => marked.has(key),
                  onMark: mark,
                  areAllMarked,
                  onMarkAll: () => {
                    const changed = new Set(marked);
                    for (const { key } of rows) {
                      if (areAllMarked) changed.delete(key);
                      else changed.add(key);
                    }
                    setMarked(changed);
                  },
                })}
                rows={lines}
                keyOf={({ key }) => key}
                selectedKey={view.selected}
                sort={view.sort}
                onSort={(sort) => {
                  change({ ...view, sort });
                }}
                onOpen={({ key }) => {
                  change({ ...view, selected: key });
                }}
                onFold={(key) => {
                  change({
                    ...view,
                    folded: folded.includes(key) ? folded.filter((other) => other !== key) : [...folded, key],
                  });
                }}
              />
            )}
          </>
        )}
        <PrintedFindings model={model} store={store} entries={markedEntries()} />
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
