import type { JSX } from 'preact';
import type { AssessedChain } from '../../assessment/assessment.js';
import type { ReportModel } from '../model/report-model.js';
import { pathsLink } from '../route/route.js';
import { PrincipalLink } from '../shell/subject-link.js';
import { HopEvidence } from './hop-evidence.js';
import { HopTarget } from './hop-target.js';

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
            <HopTarget hop={hop}>
              <PrincipalLink model={model} index={hop.to} />
            </HopTarget>
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
