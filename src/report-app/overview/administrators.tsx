import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount } from '../../output/html-wording.js';
import type { AssessedChain } from '../../assessment/assessment.js';
import { administratorsInWords } from '../model/administrators-in-words.js';
import { chokePointsOf } from '../model/choke-points.js';
import { principalName } from '../../assessment/principal-name.js';
import type { ReportModel } from '../model/report-model.js';
import { ChokePointList, chokePointSentence } from '../paths/choke-point-list.js';
import { HopTarget } from '../paths/hop-target.js';
import { pathsLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';

/** Chains that are shown; the others are counted. */
const SHOWN = 5;

/** Who is administrator, who can become one, and how much would have to change. */
export function Administrators({ model }: { readonly model: ReportModel }): JSX.Element {
  const { escalation } = model.assessment;
  const { administrators, chains } = escalation;
  const sure = chains.filter(({ verdict }) => verdict === 'confirmed');
  const shown = [
    ...sure.filter(({ from }) => from === null),
    ...sure.filter(({ from }) => from !== null),
  ].slice(0, SHOWN);
  return (
    <section class="card" aria-labelledby="administrators-title">
      <h2 id="administrators-title">Who can become administrator</h2>
      <p>
        {administrators.length === 0
          ? 'No principal is administrator.'
          : `${administratorsInWords(administrators)}.`}{' '}
        {chains.length === 0
          ? 'Nobody else can become one: assumed roles, passed roles, written policies and credentials were followed.'
          : othersInWords(chains.length, sure.length)}
      </p>
      {shown.length > 0 && (
        <ul class="chains">
          {shown.map((chain, index) => (
            <li key={index}>
              <ChainLink model={model} chain={chain} />{' '}
              {chain.from === null && <span class="quiet">outside the account</span>}
              <ol class="chain-steps">
                {chain.hops.map((number) => {
                  const hop = escalation.hops[number];
                  if (hop === undefined) return null;
                  return (
                    <li key={number}>
                      {hop.name}:{' '}
                      <HopTarget hop={hop}>
                        <NameText text={principalName(model.assessment, hop.to)} />
                      </HopTarget>
                    </li>
                  );
                })}
              </ol>
            </li>
          ))}
        </ul>
      )}
      {chains.length > 0 && (
        <p class="screen-only">
          <a href={pathsLink({})}>All ways to administrator</a>
        </p>
      )}
      <ChokePoints model={model} />
    </section>
  );
}

/** How many others can become administrator, and how many of them for certain. */
function othersInWords(all: number, sure: number): string {
  const others = `${countOf(all, 'other')} can become one`;
  if (sure === all) return `${others} for certain.`;
  return sure === 0
    ? `${others}, under conditions or with something the input does not show.`
    : `${others}, ${formatCount(sure)} of them for certain.`;
}

/** Where a chain starts, as the way to it on the paths page. */
function ChainLink({
  model,
  chain,
}: {
  readonly model: ReportModel;
  readonly chain: AssessedChain;
}): JSX.Element {
  const row = model.chains.find((each) => each.chain === chain);
  return (
    <a href={pathsLink({ selected: `chain ${row?.key ?? ''}` })}>
      <NameText text={row?.start ?? ''} />
    </a>
  );
}

function ChokePoints({ model }: { readonly model: ReportModel }): JSX.Element | null {
  const points = useMemo(() => chokePointsOf(model.assessment), [model]);
  if (model.chains.length === 0) return null;
  return (
    <>
      <p>{chokePointSentence(model)}</p>
      <ChokePointList model={model} points={points} />
    </>
  );
}
