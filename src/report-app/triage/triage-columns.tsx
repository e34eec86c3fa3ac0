import type { JSX } from 'preact';
import { actionMembers } from '../../assessment/action-members.js';
import { countOf } from '../../output/html-wording.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import type { DecisionsByFinding } from '../../output/worksheet-cells.js';
import { lastUseText, reachTitle, residualPhrases } from '../../output/worksheet-wording.js';
import type { Column } from '../list/column.js';
import type { ReportModel } from '../model/report-model.js';
import type { WorksheetEntry } from '../model/worksheet-entry.js';
import { NameLink } from '../shell/cut-name.js';
import { NameText } from '../shell/name-text.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { shortTrustedName } from '../model/trusted-name.js';

/** How the columns reach what they show and change. */
export interface TriageColumnsContext {
  readonly model: ReportModel;
  readonly decisions: DecisionsByFinding;
  readonly linkOf: (entry: WorksheetEntry) => string;
  readonly isMarked: (entry: WorksheetEntry) => boolean;
  /** Marks a row, or takes its mark away; with `isRange`, all since the last one that was clicked. */
  readonly onMark: (entry: WorksheetEntry, isRange: boolean) => void;
  readonly areAllMarked: boolean;
  readonly onMarkAll: () => void;
}

/** Columns of the worksheet. */
export function triageColumns(context: TriageColumnsContext): readonly Column<WorksheetEntry>[] {
  const { model, decisions } = context;
  const decided = ({ finding }: WorksheetEntry) => decisions.get(finding.id);
  const column = (
    id: string,
    title: string,
    className: string,
    firstDescending: boolean,
    render: Column<WorksheetEntry>['render'],
  ): Column<WorksheetEntry> => ({ id, title, className, firstDescending, render });
  const status = (entry: WorksheetEntry): JSX.Element => {
    const value = decided(entry)?.status ?? 'to-triage';
    return (
      <span class="status" data-status={value}>
        {STATUS_TITLES[value]}
      </span>
    );
  };
  return [
    {
      id: 'mark',
      title: (
        <input
          type="checkbox"
          aria-label="Select all that are shown"
          checked={context.areAllMarked}
          onChange={context.onMarkAll}
        />
      ),
      className: 'column-mark',
      firstDescending: null,
      render: (entry) => (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${entry.kindTitle} on ${entry.subject.name}`}
          checked={context.isMarked(entry)}
          onClick={(event) => {
            context.onMark(entry, event.shiftKey);
          }}
        />
      ),
    },
    column('severity', 'Severity', 'column-severity', true, ({ finding }) => (
      <SeverityMark severity={finding.severity} />
    )),
    column('kind', 'Kind', 'triage-kind', false, ({ kindTitle }) => kindTitle),
    column('policy', 'Policy or principal', 'column-name', false, (entry) => (
      <>
        <NameLink href={context.linkOf(entry)} text={entry.subject.name} />
        {/* Stands in for the columns that have no room; the longer words last, which may be cut off. */}
        <span class="narrow-kinds">
          {status(entry)}, {entry.kindTitle}
        </span>
      </>
    )),
    column('actions', 'Actions', 'triage-actions', true, (entry) => <Evidence model={model} entry={entry} />),
    column('reach', 'Reach and conditions', 'triage-reach', true, ({ finding }) => (
      <>
        {reachTitle(finding)}
        <span class="quiet">
          {residualPhrases(finding).map((phrase) => (
            <>
              , <NameText text={phrase} />
            </>
          ))}
        </span>
      </>
    )),
    column('attached', 'Attached to', 'triage-attached', true, ({ subject: { attachedTo } }) =>
      attachedTo.length === 0 ? (
        <span class="quiet">nobody</span>
      ) : (
        <>
          {attachedTo.length > 1 && `${attachedTo.length}: `}
          <Names names={attachedTo} />
        </>
      ),
    ),
    column('used', 'Last used', 'triage-used', true, ({ subject: { lastUse } }) =>
      lastUse.state === 'used' ? lastUseText(lastUse) : <span class="quiet">{lastUseText(lastUse)}</span>,
    ),
    column('status', 'Status', 'triage-status', false, status),
    column('owner', 'Owner', 'triage-owner', false, (entry) => (
      <NameText text={decided(entry)?.owner ?? ''} />
    )),
    column('note', 'Note', 'triage-note', false, (entry) => <NameText text={decided(entry)?.note ?? ''} />),
  ];
}

function Evidence({
  model,
  entry,
}: {
  readonly model: ReportModel;
  readonly entry: WorksheetEntry;
}): JSX.Element {
  const { finding, found } = entry;
  const { actionSet, services, trusted } = finding;
  if (actionSet === undefined) {
    return (
      <>
        {services === undefined ? 'trusts ' : `${countOf(found, 'service')}: `}
        <Names names={services ?? (trusted ?? []).map(shortTrustedName)} />
      </>
    );
  }
  return (
    <>
      {found > 1 && `${countOf(found, 'action')}: `}
      <Names names={actionMembers(model.assessment, actionSet)} />
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }): JSX.Element {
  // The cell has no room for more.
  return <NameText text={names.slice(0, 4).join(', ')} />;
}
