import { principalName } from '../../assessment/principal-name.js';
import type { JSX } from 'preact';
import { countOf, formatCount } from '../../output/html-wording.js';
import { DetailHead } from '../detail/detail-head.js';
import type { ChainRow } from '../model/chain-rows.js';
import type { PathGraph, PathNode } from '../model/path-graph.js';
import { choiceOf, type PathsView } from '../model/paths-view.js';
import type { ReportModel } from '../model/report-model.js';
import { pathsLink, principalsLink } from '../route/route.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { PrincipalLink } from '../shell/subject-link.js';
import { ChainSteps } from './chain-steps.js';
import { HopEvidence } from './hop-evidence.js';
import { AdministratorStanding } from './administrator-standing.js';

interface ChoiceDetailProps {
  readonly model: ReportModel;
  readonly view: PathsView;
  readonly graph: PathGraph;
}

/** What was chosen on the paths page: a chain, a step, a principal, or a fold; null where the address names none. */
export function choiceDetail(props: ChoiceDetailProps): JSX.Element | null {
  const { model, view, graph } = props;
  const choice = choiceOf(view);
  switch (choice?.what) {
    case 'chain': {
      const row = model.chains.find(({ key }) => key === choice.key);
      return row === undefined ? null : <ChainDetail {...props} row={row} />;
    }
    case 'hop': {
      const hop = model.hopKeys.indexOf(choice.key);
      return hop < 0 ? null : <HopDetail {...props} index={hop} />;
    }
    case 'who': {
      const principal = model.principalKeys.indexOf(choice.key);
      return principal < 0 ? null : <WhoDetail {...props} index={principal} />;
    }
    case 'fold': {
      const node = graph.nodes.find((each) => each.choice === view.selected);
      return node === undefined ? null : <FoldDetail {...props} node={node} fold={choice.key} />;
    }
    default:
      return null;
  }
}

function closeLink(view: PathsView): string {
  return pathsLink({ ...view, selected: null });
}

function ChainDetail({ model, view, row }: ChoiceDetailProps & { readonly row: ChainRow }): JSX.Element {
  const { chain, start } = row;
  return (
    <>
      <DetailHead name={start} kind="Way to administrator" closeLink={closeLink(view)} />
      <p>
        {chain.from === null ? (
          <>
            Someone outside the account, named <NameText text={chain.outsider ?? ''} /> in a trust policy,
          </>
        ) : (
          <PrincipalLink model={model} index={chain.from} />
        )}{' '}
        becomes administrator as <PrincipalLink model={model} index={row.target} /> in{' '}
        {countOf(chain.hops.length, 'step')}: {chain.verdict}.
      </p>
      <ChainSteps
        model={model}
        chain={chain}
        linkOf={(hop) => pathsLink({ ...view, selected: `hop ${model.hopKeys[hop] ?? ''}` })}
      />
      <p>
        <a href={pathsLink({ ...view, starts: [`=${row.key}`], targets: [], selected: `chain ${row.key}` })}>
          Show this way alone
        </a>
      </p>
    </>
  );
}

const VERDICT_SENTENCES = {
  confirmed: 'Confirmed: the statements allow it, and nothing stands against it.',
  conditional: 'Conditional: it works only while these conditions hold.',
  possible: 'Possible: it also needs something that the input does not show.',
} as const;

function HopDetail({
  model,
  view,
  index,
}: ChoiceDetailProps & { readonly index: number }): JSX.Element | null {
  const hop = model.assessment.escalation.hops[index];
  if (hop === undefined) return null;
  const rows = model.chains.filter(({ chain }) => chain.hops.includes(index));
  const outsider = hop.from === null ? rows[0]?.chain.outsider : undefined;
  const path = model.assessment.escalationPaths.find(({ id }) => id === hop.path);
  return (
    <>
      <DetailHead name={hop.name} kind="Step" closeLink={closeLink(view)} />
      <p>
        {hop.from === null ? (
          <NameText text={rows.map(({ start }) => start).join(', ')} />
        ) : (
          <PrincipalLink model={model} index={hop.from} />
        )}
        {hop.makesAdministrator ? ' rewrites the permissions of ' : ' becomes '}
        {hop.from === hop.to ? 'itself' : <PrincipalLink model={model} index={hop.to} />}
        {hop.makesAdministrator && ', which then give everything'}. {VERDICT_SENTENCES[hop.verdict]}
      </p>
      {path !== undefined && path.requiredActions.length > 0 && (
        <p>
          It takes{' '}
          {path.requiredActions.map((action, position) => (
            <>
              {position > 0 && ', '}
              <code>{action}</code>
            </>
          ))}
          .
        </p>
      )}
      <h3>What it rests on</h3>
      <HopEvidence model={model} hop={hop} outsider={outsider} isOpen />
      <h3>{countOf(rows.length, 'chain')} by this step</h3>
      <ChainLinks model={model} view={view} rows={rows} />
    </>
  );
}

function WhoDetail({ model, view, index }: ChoiceDetailProps & { readonly index: number }): JSX.Element {
  const { assessment, chains, principalKeys } = model;
  const key = principalKeys[index] ?? '';
  const own = chains.find(({ chain }) => chain.from === index);
  const ending = chains.filter(({ target }) => target === index);
  const through = chains.filter(
    ({ chain, target }) =>
      target !== index && chain.hops.some((hop) => assessment.escalation.hops[hop]?.to === index),
  );
  return (
    <>
      <DetailHead name={principalName(assessment, index)} kind="Principal" closeLink={closeLink(view)} />
      <p>
        {index < assessment.principals.length ? (
          <a href={principalsLink({ selected: key })}>Its policies, findings and trust</a>
        ) : (
          'Its policies are in the report of its account.'
        )}
      </p>
      <AdministratorStanding model={model} principal={index} chain={own?.chain ?? null} />
      {ending.length > 0 && (
        <>
          <h3>{countOf(ending.length, 'chain ends', 'chains end')} here</h3>
          <p>
            <a href={pathsLink({ ...view, targets: [key], selected: null })}>Show only these</a>
          </p>
          <ChainLinks model={model} view={view} rows={ending} />
        </>
      )}
      {through.length > 0 && (
        <>
          <h3>{countOf(through.length, 'chain passes', 'chains pass')} here</h3>
          <ChainLinks model={model} view={view} rows={through} />
        </>
      )}
    </>
  );
}

function FoldDetail(
  props: ChoiceDetailProps & { readonly node: PathNode; readonly fold: string },
): JSX.Element {
  const { model, view, graph, node, fold } = props;
  const target = graph.nodes[graph.edges.find(({ from }) => graph.nodes[from] === node)?.to ?? -1];
  return (
    <>
      <DetailHead
        name={`${formatCount(node.starts.length)} starts that go on alike`}
        kind="Fold"
        closeLink={closeLink(view)}
      />
      <p>
        Each of them becomes <NameText text={target?.label ?? ''} /> in one step, and goes on from there in
        the same way.{' '}
        <a href={pathsLink({ ...view, unfolded: [...view.unfolded, fold], selected: null })}>
          Draw them one by one
        </a>
      </p>
      <ChainLinks model={model} view={view} rows={node.starts} />
    </>
  );
}

function ChainLinks(props: {
  readonly model: ReportModel;
  readonly view: PathsView;
  readonly rows: readonly ChainRow[];
}): JSX.Element {
  const { hops } = props.model.assessment.escalation;
  return (
    <LongList
      items={props.rows}
      shownAtFirst={20}
      className="chain-links"
      render={({ key, chain, start }) => (
        <>
          <a href={pathsLink({ ...props.view, selected: `chain ${key}` })}>
            <NameText text={start} />
          </a>{' '}
          <span class="quiet">
            {chain.hops.map((hop) => hops[hop]?.name ?? '').join(', then ')}
            {chain.verdict !== 'confirmed' && ` (${chain.verdict})`}
          </span>
        </>
      )}
    />
  );
}
