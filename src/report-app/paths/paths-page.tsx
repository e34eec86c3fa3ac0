import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount } from '../../output/html-wording.js';
import { FilterMenu } from '../list/filter-menu.js';
import { usePrinting } from '../list/use-printing.js';
import { TableWorkspace } from '../list/table-workspace.js';
import { administratorsInWords } from '../model/administrators-in-words.js';
import { targetsOf, visibleChains } from '../model/chain-rows.js';
import { chokePointsOf } from '../model/choke-points.js';
import { pathGraph, START_TITLES } from '../model/path-graph.js';
import { choiceOf, DEFAULT_PATHS_VIEW, START_KINDS, VERDICTS, type PathsView } from '../model/paths-view.js';
import type { ReportModel } from '../model/report-model.js';
import { pathsLink } from '../route/route.js';
import type { Navigate } from '../route/use-route.js';
import { choiceDetail } from './choice-detail.js';
import { ChokePointList, chokePointSentence } from './choke-point-list.js';
import { drawGraph } from './graph-drawing.js';
import { GraphLegend } from './graph-legend.js';
import { markedBy } from './marked-by.js';
import { paperZoom } from './paper-zoom.js';
import { pathColumns } from './path-columns.js';
import { PathGraphView } from './path-graph-view.js';

/** Targets that the menu names; the search finds the others. */
const TARGETS_IN_MENU = 40;

interface PathsPageProps {
  readonly model: ReportModel;
  readonly view: PathsView;
  readonly navigate: Navigate;
}

/** The ways to administrator: as a graph and as a list, with the statements that would close them. */
export function PathsPage({ model, view, navigate }: PathsPageProps): JSX.Element {
  const { assessment, chains, principalKeys, hopKeys } = model;
  const { query, starts, targets, verdicts, sort, unfolded } = view;
  const rows = useMemo(
    () => visibleChains(chains, view, assessment, principalKeys),
    [model, query, starts.join('\n'), targets.join('\n'), verdicts.join(), sort.column, sort.descending],
  );
  const graph = useMemo(
    () => pathGraph(rows, unfolded, assessment, { principals: principalKeys, hops: hopKeys }),
    [rows, unfolded.join('\n')],
  );
  const drawing = useMemo(() => (view.as === 'list' ? null : drawGraph(graph)), [graph, view.as]);
  const isTooLarge = usePrinting() && drawing !== null && paperZoom(drawing) === null;
  const points = useMemo(() => chokePointsOf(assessment), [model]);
  const choked = useMemo(() => new Set(points.flatMap(({ hops }) => [...hops])), [points]);
  const change = (part: Partial<PathsView>, how?: 'replace'): void => {
    navigate({ page: 'paths', view: { ...view, ...part } }, how);
  };
  const { administrators } = assessment.escalation;
  return (
    <TableWorkspace
      title="Paths"
      intro={`${administratorsInWords(administrators)}; these are the surest and shortest ways by which others become one.`}
      caption="Chains to administrator"
      searchLabel="Search starts, steps, targets"
      noun={['chain', 'chains']}
      nothing={`Nobody ${administrators.length === 0 ? '' : 'else '}can become administrator. Assumed roles, passed roles, written policies and credentials were followed for ${countOf(assessment.principals.length, 'principal')}.`}
      total={chains.length}
      rows={rows}
      keyOf={({ key }) => `chain ${key}`}
      columns={pathColumns(model, view)}
      view={view}
      filters={<PathFilters model={model} view={view} change={change} />}
      onChange={change}
      onClear={
        query === '' && starts.length + targets.length + verdicts.length === 0
          ? undefined
          : () => {
              change({ query: '', starts: [], targets: [], verdicts: [] });
            }
      }
      above={
        <>
          <details class="choke">
            <summary>
              {assessment.escalation.chokePoints === null
                ? 'Statements to change'
                : countOf(points.length, 'statement to change', 'statements to change')}
            </summary>
            <p>{chokePointSentence(model)}</p>
            <ChokePointList model={model} points={points} />
          </details>
          {isTooLarge && (
            <p class="print-only quiet">
              The graph is too large for a page, so its chains are listed. Filter them to print a graph.
            </p>
          )}
        </>
      }
      instead={
        drawing === null || isTooLarge ? null : (
          <>
            <GraphLegend hasCuts={choked.size > 0} />
            {graph.drawn < rows.length && (
              <p class="notice">
                The graph draws {formatCount(graph.drawn)} of {countOf(rows.length, 'chain')}; the{' '}
                <a href={pathsLink({ ...view, as: 'list' })}>list</a> has them all. Filters narrow both.
              </p>
            )}
            <PathGraphView
              model={model}
              graph={graph}
              drawing={drawing}
              marked={markedBy(model, graph, choiceOf(view))}
              choked={choked}
              linkOf={(choice) => pathsLink({ ...view, selected: choice })}
            />
          </>
        )
      }
      detail={choiceDetail({ model, view, graph })}
    />
  );
}

function PathFilters(props: {
  readonly model: ReportModel;
  readonly view: PathsView;
  readonly change: (part: Partial<PathsView>) => void;
}): JSX.Element {
  const { model, view, change } = props;
  const nameOf = (key: string): string =>
    model.assessment.principals[model.principalKeys.indexOf(key)]?.name ?? key;
  const single = view.starts.filter((start) => start.startsWith('='));
  const common = targetsOf(model.chains)
    .slice(0, TARGETS_IN_MENU)
    .map(([target]) => model.principalKeys[target] ?? '');
  return (
    <>
      <FilterMenu
        title="Start"
        choices={[
          ...START_KINDS.map((value) => ({ value, title: START_TITLES[value] })),
          ...single.map((value) => ({
            value,
            title: model.chains.find(({ key }) => `=${key}` === value)?.start ?? value.slice(1),
          })),
        ]}
        chosen={view.starts}
        onChoose={(starts) => {
          change({ starts });
        }}
      />
      <FilterMenu
        title="Target"
        choices={[...new Set([...common, ...view.targets])].map((value) => ({ value, title: nameOf(value) }))}
        chosen={view.targets}
        onChoose={(targets) => {
          change({ targets });
        }}
      />
      <FilterMenu
        title="Verdict"
        choices={VERDICTS.map((value) => ({ value, title: value }))}
        chosen={view.verdicts}
        onChoose={(verdicts) => {
          change({ verdicts: VERDICTS.filter((verdict) => verdicts.includes(verdict)) });
        }}
      />
      <div class="switch" role="group" aria-label="Shown as">
        {(['graph', 'list'] as const).map((as) => (
          <button
            key={as}
            type="button"
            class="button"
            aria-pressed={view.as === as}
            onClick={() => {
              change({ as, sort: DEFAULT_PATHS_VIEW.sort });
            }}
          >
            {as === 'graph' ? 'Graph' : 'List'}
          </button>
        ))}
      </div>
    </>
  );
}
