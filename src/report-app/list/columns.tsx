import type { ComponentChildren, JSX } from 'preact';
import type { AssessedPrincipal } from '../../assessment/assessment.js';
import { POLICY_TYPE_TITLES } from '../../output/html-risk-matrix.js';
import { formatCount, SEVERITY_TITLES } from '../../output/html-wording.js';
import { lastUseOf } from '../../output/worksheet-rows.js';
import { lastUseText } from '../../output/worksheet-wording.js';
import type { FindingScope, ListView } from '../model/list-view.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import type { SubjectRow } from '../model/subject-row.js';
import { policiesLink, resourcesLink, trustLink } from '../route/route.js';
import { NameLink } from '../shell/cut-name.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { TrustedNameText } from '../shell/trusted-name-text.js';
import type { Column } from './column.js';
import { servicesNamedOnce } from '../model/trusted-name.js';

/** Columns of the policies page. */
export function policyColumns(model: ReportModel, view: ListView): readonly Column<SubjectRow>[] {
  return [
    nameColumn(model, view, 'Policy', (row) => policiesLink({ ...view, selected: row.key, finding: null })),
    severityColumn(view.scope),
    {
      id: 'findings',
      title: 'Findings',
      className: 'column-kinds',
      firstDescending: true,
      render: (row) => <Kinds model={model} row={row} scope={view.scope} />,
    },
    {
      id: 'type',
      title: 'Type',
      className: 'column-type',
      firstDescending: false,
      render: (row) => (row.type === 'role' || row.type === 'resource' ? '' : POLICY_TYPE_TITLES[row.type]),
    },
    {
      id: 'extent',
      title: 'Held by',
      className: 'column-extent number',
      firstDescending: true,
      render: (row) => formatCount(row.extent),
    },
    { ...relatedColumn('Attached to', 'nothing'), className: 'column-related column-holders' },
  ];
}

/** Columns of the trust policies page. */
export function trustColumns(model: ReportModel, view: ListView): readonly Column<SubjectRow>[] {
  return [
    nameColumn(model, view, 'Role', (row) => trustLink({ ...view, selected: row.key, finding: null })),
    severityColumn(view.scope),
    {
      id: 'findings',
      title: 'Findings',
      className: 'column-kinds',
      firstDescending: true,
      render: (row) => <Kinds model={model} row={row} scope={view.scope} />,
    },
    relatedColumn('Who may assume it', ''),
    {
      id: 'extent',
      title: 'Last used',
      className: 'column-extent column-date',
      firstDescending: true,
      render: (row) => lastUseCell(model.assessment.principals[row.index]),
    },
  ];
}

/** Columns of the resource policies page. */
export function resourceColumns(model: ReportModel, view: ListView): readonly Column<SubjectRow>[] {
  return [
    nameColumn(model, view, 'Resource', (row) =>
      resourcesLink({ ...view, selected: row.key, finding: null }),
    ),
    severityColumn(view.scope),
    {
      id: 'findings',
      title: 'Findings',
      className: 'column-kinds',
      firstDescending: true,
      render: (row) => <Kinds model={model} row={row} scope={view.scope} />,
    },
    {
      id: 'type',
      title: 'Type',
      className: 'column-type',
      firstDescending: null,
      render: (row) => model.assessment.resourcePolicies?.[row.index]?.resourceType ?? '',
    },
    relatedColumn('Who may use it', 'nobody outside'),
  ];
}

/** When a role was last used: a date, or quietly why there is none. Nothing of users and groups. */
export function lastUseCell(principal: AssessedPrincipal | undefined): ComponentChildren {
  if (principal?.role == null) return '';
  const lastUse = lastUseOf([principal]);
  const text = lastUseText(lastUse);
  return lastUse.state === 'used' ? text : <span class="quiet">{text}</span>;
}

function nameColumn(
  model: ReportModel,
  view: ListView,
  title: string,
  linkOf: (row: SubjectRow) => string,
): Column<SubjectRow> {
  return {
    id: 'name',
    title,
    className: 'column-name',
    firstDescending: false,
    render: (row) => (
      <>
        <NameLink href={linkOf(row)} text={row.name} />
        {/* Stands in for the column of findings where that has no room. */}
        <span class="narrow-kinds">
          <Kinds model={model} row={row} scope={view.scope} />
        </span>
      </>
    ),
  };
}

/** What stands in place of a severity where there is no finding. */
export const WITHOUT_FINDING: Readonly<Record<SubjectRow['state'], string>> = {
  assessed: 'No finding',
  excluded: 'Excluded',
  unreadable: 'Not readable',
};

function severityColumn(scope: FindingScope): Column<SubjectRow> {
  return {
    id: 'severity',
    title: 'Severity',
    className: 'column-severity',
    firstDescending: true,
    render: (row) => {
      const { worst, total } = row.tallies[scope];
      return (
        <SeverityMark
          severity={worst}
          label={total === 0 ? WITHOUT_FINDING[row.state] : SEVERITY_TITLES[worst]}
        />
      );
    },
  };
}

function relatedColumn(title: string, nothing: string): Column<SubjectRow> {
  return {
    id: 'related',
    title,
    className: 'column-related',
    firstDescending: null,
    render: (row) =>
      row.related.length === 0 ? (
        <span class="quiet">{nothing}</span>
      ) : (
        servicesNamedOnce(row.related)
          .slice(0, 3)
          .map((name, index) => (
            <span key={index}>
              {index > 0 && ', '}
              <TrustedNameText name={name} />
            </span>
          ))
      ),
  };
}

interface KindsProps {
  readonly model: ReportModel;
  readonly row: SubjectRow;
  readonly scope: FindingScope;
}

/** Kinds that a screen names; the others are counted, so that no name is cut off for one that has no room. */
const NAMED_KINDS = 2;

/** Kinds with how many findings; where none counts how many there are that do not. */
function Kinds({ model, row, scope }: KindsProps): JSX.Element {
  const { kinds, total } = row.tallies[scope];
  const unnamed = kinds.length - NAMED_KINDS;
  const notCounted = row.tallies.all.total - total;
  return (
    <span class="kinds">
      <span class="kinds-named">
        {kinds.map(({ kind, count }, place) => (
          <span key={kind} class={place < NAMED_KINDS ? 'kind-chip' : 'kind-chip print-only'}>
            {kindTitle(model, kind)}
            {count > 1 && ` ${count}`}
          </span>
        ))}
      </span>
      <span class="quiet">
        {unnamed > 0 ? (
          <span class="screen-only">+{formatCount(unnamed)}</span>
        ) : notCounted > 0 && total === 0 ? (
          `${formatCount(notCounted)} not counted`
        ) : (
          ''
        )}
      </span>
    </span>
  );
}
