import type { JSX } from 'preact';
import type { AssessedChain, AssessedHop } from '../../assessment/assessment.js';
import type { ReportModel } from '../model/report-model.js';
import { pathsLink } from '../route/route.js';
import { PrincipalLink } from '../shell/subject-link.js';
import { HopEvidence } from './hop-evidence.js';

interface ChainStepsProps {
  readonly model: ReportModel;
  readonly chain: AssessedChain;
  readonly linkOf?: (hop: number) => string;
}

/** The steps of a chain, each with what it rests on. */
export function ChainSteps({ model, chain, linkOf }: ChainStepsProps): JSX.Element {
  const { hops } = model.assessment.escalation;
  return (
    <ol class="steps">
      {chain.hops.map((number) => {
        const hop = hops[number];
        if (hop === undefined) return null;
        return (
          <li key={number}>
            <a href={linkOf?.(number) ?? pathsLink({ selected: `hop ${model.hopKeys[number] ?? ''}` })}>
              {hop.name}
            </a>
            {': '}
            <HopTarget model={model} hop={hop} />
            {hop.verdict !== 'confirmed' && <span class="quiet">, {hop.verdict}</span>}
            <HopEvidence
              model={model}
              hop={hop}
              outsider={hop.from === null ? chain.outsider : undefined}
              isOpen={false}
            />
          </li>
        );
      })}
    </ol>
  );
}

function HopTarget({ model, hop }: { readonly model: ReportModel; readonly hop: AssessedHop }): JSX.Element {
  if (hop.makesAdministrator)
    return hop.from === hop.to ? (
      <>its own permissions then give everything</>
    ) : (
      <>
        <PrincipalLink model={model} index={hop.to} />, whose permissions then give everything
      </>
    );
  return <PrincipalLink model={model} index={hop.to} />;
}
