import type { JSX } from 'preact';
import type { Finding } from '../../assessment/assessment.js';
import { trustWords, type OutsiderWay } from '../../output/outsider-way.js';
import { chainOf } from '../model/chain-rows.js';
import { onwardWords } from '../model/onward-words.js';
import type { ReportModel } from '../model/report-model.js';
import { trustedName } from '../model/trusted-name.js';
import { pathsLink } from '../route/route.js';
import { NameText } from '../shell/name-text.js';
import { TrustPolicyLink } from '../shell/subject-link.js';

interface OutsiderExplanationProps {
  readonly model: ReportModel;
  readonly finding: Finding;
  readonly way: OutsiderWay;
}

/** Who outside becomes administrator by a role, which statement lets it in, and how it goes on. */
export function OutsiderExplanation({ model, finding, way }: OutsiderExplanationProps): JSX.Element {
  const chain = chainOf(model, finding);
  const { subject } = finding;
  const role = subject.type === 'principal' ? subject.principal : -1;
  return (
    <p class="outsider-explanation">
      An outsider, <NameText text={trustedName(way.outsider)} />, may assume this role by{' '}
      <TrustPolicyLink model={model} index={role} statements={way.statements}>
        {trustWords(way.statements)}
      </TrustPolicyLink>{' '}
      and {onwardWords(model.assessment, finding)}.
      {chain !== undefined && (
        <>
          {' '}
          <a href={pathsLink({ selected: `chain ${chain.key}` })}>The steps to administrator</a>
        </>
      )}
    </p>
  );
}
