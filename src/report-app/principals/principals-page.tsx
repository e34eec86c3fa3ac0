import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PrincipalType } from '../../assessment/assessment.js';
import { countOf, formatCount, PRINCIPAL_TITLES, SEVERITY_TITLES } from '../../output/html-wording.js';
import type { Column } from '../list/column.js';
import { FilterMenu } from '../list/filter-menu.js';
import { TableWorkspace } from '../list/table-workspace.js';
import {
  principalRows,
  STANDINGS,
  visiblePrincipals,
  type PrincipalRow,
  type PrincipalsView,
  type Standing,
} from '../model/principal-rows.js';
import type { HeldFinding } from '../model/held-findings.js';
import type { ReportModel } from '../model/report-model.js';
import { principalsLink } from '../route/route.js';
import type { Navigate } from '../route/use-route.js';
import { NameLink } from '../shell/cut-name.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { HeldFindingLine } from './held-finding-line.js';
import { PrincipalDetail } from './principal-detail.js';
import { lastUseCell } from '../list/columns.js';

const TYPES: readonly PrincipalType[] = ['user', 'group', 'role'];
const STANDING_TITLES: Readonly<Record<Standing, string>> = {
  administrator: 'Administrator',
  'can become': 'Can become one',
  neither: 'Cannot',
  excluded: 'Excluded',
};

interface PrincipalsPageProps {
  readonly model: ReportModel;
  readonly view: PrincipalsView;
  readonly navigate: Navigate;
}

/** Users, groups and roles: what was found on all that they have, and how near they are to administrator. */
export function PrincipalsPage({ model, view, navigate }: PrincipalsPageProps): JSX.Element {
  const { assessment } = model;
  const all = useMemo(() => principalRows(assessment, model.findingsOf), [assessment]);
  const rows = useMemo(
    () => visiblePrincipals(all, view, assessment),
    [all, view.query, view.types.join(), view.standings.join(), view.sort.column, view.sort.descending],
  );
  const lines = useMemo(
    () =>
      rows.flatMap((row): readonly Line[] => [
        { row, held: null },
        ...(view.expanded ? linesUnder(model, row) : []),
      ]),
    [rows, view.expanded],
  );
  const chosen = view.selected === null ? undefined : all.find(({ key }) => key === view.selected);
  const change = (part: Partial<PrincipalsView>, how?: 'replace'): void => {
    navigate({ page: 'principals', view: { ...view, ...part } }, how);
  };
  return (
    <TableWorkspace
      title="Principals"
      intro="Findings are those on its policies, its groups' policies, its trust policy and what these come to together. Those of which a boundary or a Deny leaves nothing do not count."
      caption="Users, groups and roles with their findings"
      searchLabel="Search names and ARNs"
      noun={['principal', 'principals']}
      nothing="The input holds no user, group or role."
      total={all.length}
      shown={rows.length}
      rows={lines}
      keyOf={({ row, held }) => (held === null ? row.key : `${row.key} ${held.finding.id} ${held.policy}`)}
      choiceOf={({ row }) => row.key}
      wide={({ held }) => (held === null ? null : <HeldFindingLine model={model} held={held} />)}
      columns={columns(model, view)}
      view={view}
      filters={
        <>
          <FilterMenu
            title="Type"
            choices={TYPES.map((value) => ({ value, title: PRINCIPAL_TITLES[value] }))}
            chosen={view.types}
            onChoose={(types) => {
              change({ types: TYPES.filter((type) => types.includes(type)) });
            }}
          />
          <FilterMenu
            title="Administrator"
            choices={STANDINGS.map((value) => ({ value, title: STANDING_TITLES[value] }))}
            chosen={view.standings}
            onChoose={(standings) => {
              change({ standings: STANDINGS.filter((standing) => standings.includes(standing)) });
            }}
          />
          <button
            type="button"
            class="button"
            aria-pressed={view.expanded}
            onClick={() => {
              change({ expanded: !view.expanded });
            }}
          >
            Expand all
          </button>
        </>
      }
      onChange={change}
      onClear={
        view.query === '' && view.types.length + view.standings.length === 0
          ? undefined
          : () => {
              change({ query: '', types: [], standings: [] });
            }
      }
      detail={
        chosen === undefined ? null : (
          <PrincipalDetail
            model={model}
            row={chosen}
            closeLink={principalsLink({ ...view, selected: null })}
          />
        )
      }
    />
  );
}

/** A principal's row, or a line under it for one of its findings. */
interface Line {
  readonly row: PrincipalRow;
  readonly held: HeldFinding | null;
}

function linesUnder(model: ReportModel, row: PrincipalRow): readonly Line[] {
  return model.findingsOf(row.index).map((held) => ({ row, held }));
}

function columns(model: ReportModel, view: PrincipalsView): readonly Column<Line>[] {
  const ofRow = principalColumns(model, view);
  return ofRow.map((column) => ({ ...column, render: ({ row }) => column.render(row) }));
}

function principalColumns(model: ReportModel, view: PrincipalsView): readonly Column<PrincipalRow>[] {
  return [
    {
      id: 'name',
      title: 'Principal',
      className: 'column-name',
      firstDescending: false,
      render: (row) => (
        <>
          <NameLink href={principalsLink({ ...view, selected: row.key })} text={row.name} />
          {/* Stands in for the columns that have no room. */}
          <span class="narrow-kinds">
            {[PRINCIPAL_TITLES[row.type], countOf(row.findings, 'finding'), standingInShort(row)]
              .filter((part) => part !== '')
              .join(', ')}
          </span>
        </>
      ),
    },
    {
      id: 'severity',
      title: 'Severity',
      className: 'column-severity',
      firstDescending: true,
      render: ({ worst, findings, index }) => (
        <SeverityMark
          severity={worst}
          label={
            findings > 0
              ? SEVERITY_TITLES[worst]
              : model.assessment.principals[index]?.excludedBy == null
                ? 'No finding'
                : 'Excluded'
          }
        />
      ),
    },
    {
      id: 'findings',
      title: 'Findings',
      className: 'column-extent number',
      firstDescending: true,
      render: ({ findings }) => formatCount(findings),
    },
    {
      id: 'administrator',
      title: 'Administrator',
      className: 'column-related',
      firstDescending: true,
      render: standingInWords,
    },
    {
      id: 'type',
      title: 'Type',
      className: 'column-type',
      firstDescending: false,
      render: ({ type }) => PRINCIPAL_TITLES[type],
    },
    {
      id: 'used',
      title: 'Last used',
      className: 'column-date column-holders',
      firstDescending: true,
      render: ({ index }) => lastUseCell(model.assessment.principals[index]),
    },
  ];
}

/** Its standing where no head of a column says what it is about. */
function standingInShort(row: PrincipalRow): string {
  if (row.standing === 'excluded') return row.standing;
  if (row.standing === 'administrator') return `administrator${unlessSure(row)}`;
  const words = standingInWords(row);
  return words === '' ? '' : `administrator ${words}`;
}

function standingInWords(row: PrincipalRow): string {
  const { standing, steps, verdict } = row;
  if (standing === 'administrator') return `is one${unlessSure(row)}`;
  if (standing === 'excluded') return 'excluded';
  return verdict === null || steps === null ? '' : `in ${countOf(steps, 'step')}, ${verdict}`;
}

/** What holds under conditions only must not read as a fact. */
function unlessSure({ verdict }: PrincipalRow): string {
  return verdict === null || verdict === 'confirmed' ? '' : `, ${verdict}`;
}
