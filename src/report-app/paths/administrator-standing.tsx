import type { JSX } from 'preact';
import type { AssessedChain } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { ChainSteps } from './chain-steps.js';
import { HopEvidence } from './hop-evidence.js';

interface AdministratorStandingProps {
  readonly model: ReportModel;
  /** Index into `principals`. */
  readonly principal: number;
  readonly chain: AssessedChain | null;
}

/** Whether a principal is administrator, or by which steps it becomes one. */
export function AdministratorStanding({ model, principal, chain }: AdministratorStandingProps): JSX.Element {
  const { escalation, principals } = model.assessment;
  const { administrators, hops } = escalation;
  const found = administrators.find((each) => each.principal === principal);
  const hop = found?.hop === undefined ? undefined : hops[found.hop];
  if (found !== undefined)
    return (
      <>
        <p>
          It {found.kind === 'holds everything' ? 'holds everything' : 'can grant itself everything'} (
          {found.verdict}){found.withinGuardrails && ', within what its organisation leaves open'}.
          {hop !== undefined && ` ${hop.name}:`}
        </p>
        {hop !== undefined && <HopEvidence model={model} hop={hop} outsider={undefined} isOpen={false} />}
      </>
    );
  if (chain === null)
    return (
      <p class="quiet">
        {principals[principal]?.excludedBy == null
          ? 'No way to become administrator was found.'
          : 'A rule excludes it, and with it whether it is administrator or can become one.'}
      </p>
    );
  return (
    <>
      <p>
        It can become one in {countOf(chain.hops.length, 'step')} ({chain.verdict}):
      </p>
      <ChainSteps model={model} chain={chain} />
    </>
  );
}
