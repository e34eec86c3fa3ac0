import type { JSX } from 'preact';
import { VirtualTable } from '../list/virtual-table.js';
import type { ReportModel } from '../model/report-model.js';
import type { DecisionsByFinding } from '../../output/worksheet-cells.js';
import type { WorksheetLine } from '../model/worksheet-groups.js';
import type { WorksheetView } from '../model/worksheet-view.js';
import { triageLink } from '../route/route.js';
import { triageColumns } from './triage-columns.js';
import type { MarkedRows } from './use-marked-rows.js';

interface TriageTableProps {
  readonly model: ReportModel;
  readonly view: WorksheetView;
  readonly lines: readonly WorksheetLine[];
  readonly decisions: DecisionsByFinding;
  readonly marked: MarkedRows;
  readonly onChange: (view: WorksheetView) => void;
}

/** The rows of the worksheet, which can be sorted, folded, marked and opened. */
export function TriageTable({
  model,
  view,
  lines,
  decisions,
  marked,
  onChange,
}: TriageTableProps): JSX.Element {
  const { folded } = view;
  return (
    <VirtualTable
      caption="Findings with what was decided about them"
      columns={triageColumns({
        model,
        decisions,
        linkOf: ({ key }) => triageLink({ ...view, selected: key }),
        isMarked: marked.isMarked,
        onMark: marked.mark,
        areAllMarked: marked.areAllMarked,
        onMarkAll: marked.markAll,
      })}
      rows={lines}
      keyOf={({ key }) => key}
      selectedKey={view.selected}
      sort={view.sort}
      onSort={(sort) => {
        onChange({ ...view, sort });
      }}
      onOpen={({ key }) => {
        onChange({ ...view, selected: key });
      }}
      onFold={(key) => {
        onChange({
          ...view,
          folded: folded.includes(key) ? folded.filter((other) => other !== key) : [...folded, key],
        });
      }}
    />
  );
}
