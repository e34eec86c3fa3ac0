import type { Assessment, Finding } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';

/** How someone outside that has assumed a role goes on from there: what follows "and". */
export function onwardWords({ escalation }: Pick<Assessment, 'escalation'>, { chain }: Finding): string {
  const found = escalation.chains[chain ?? -1];
  // Of a chain that starts outside, assuming the role is the first step.
  const steps = found === undefined ? 0 : found.hops.length - (found.from === null ? 1 : 0);
  return steps === 0
    ? 'is administrator then'
    : `becomes administrator from there in ${countOf(steps, 'more step')}`;
}
