import { principalName } from '../../assessment/principal-name.js';
import { countOf } from '../../output/html-wording.js';
import type { Column } from '../list/column.js';
import type { ChainRow } from '../model/chain-rows.js';
import { START_TITLES } from '../model/path-graph.js';
import type { PathsView } from '../model/paths-view.js';
import type { ReportModel } from '../model/report-model.js';
import { pathsLink } from '../route/route.js';
import { NameLink } from '../shell/cut-name.js';
import { NameText } from '../shell/name-text.js';

/** Columns of the list of chains. */
export function pathColumns({ assessment }: ReportModel, view: PathsView): readonly Column<ChainRow>[] {
  const { escalation } = assessment;
  return [
    {
      id: 'start',
      title: 'Start',
      className: 'column-name',
      firstDescending: false,
      render: ({ key, start, chain, target }) => (
        <>
          <NameLink href={pathsLink({ ...view, selected: `chain ${key}` })} text={start} />
          {/* Stands in for the columns that have no room. */}
          <span class="narrow-kinds">
            {countOf(chain.hops.length, 'step')} to <NameText text={principalName(assessment, target)} />
          </span>
        </>
      ),
    },
    {
      id: 'kind',
      title: 'Start is',
      className: 'column-type',
      firstDescending: false,
      render: ({ startKind }) => START_TITLES[startKind],
    },
    {
      id: 'verdict',
      title: 'Verdict',
      className: 'column-severity',
      firstDescending: false,
      render: ({ chain }) => chain.verdict,
    },
    {
      id: 'steps',
      title: 'Steps',
      className: 'column-extent number',
      firstDescending: false,
      render: ({ chain }) => chain.hops.length,
    },
    {
      id: 'target',
      title: 'Target',
      className: 'column-related',
      firstDescending: false,
      render: ({ target }) => <NameText text={principalName(assessment, target)} />,
    },
    {
      id: 'how',
      title: 'How',
      className: 'column-kinds',
      firstDescending: null,
      render: ({ chain }) => chain.hops.map((hop) => escalation.hops[hop]?.name ?? '').join(', then '),
    },
  ];
}
