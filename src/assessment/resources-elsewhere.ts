import { isAccountId, parseArn } from '../account/arn.js';
import type { Capabilities } from '../escalation/graph/capabilities.js';
import { mayHaveResourcePolicy } from '../policy/request/request-facts.js';
import type { WhoCanAnswer } from './who-can-answer.js';

/**
 * An answer about any resource, where all that is named is in other accounts: there both sides must allow, and what the
 * other side allows is not known. Of roles in the input it is, so that these are decided already.
 */
export function onlyAsOwnersLet(
  answer: WhoCanAnswer,
  action: string,
  { access, population }: Capabilities,
): WhoCanAnswer {
  const own = access.actor.accountId;
  if (answer.resources.length === 0 || own === null) return answer;
  const isElsewhere = (resource: string) => {
    const account = parseArn(resource)?.accountId ?? '';
    if (!isAccountId(account) || account === own) return false;
    return !population.arns.named(resource).intersects(population.roles);
  };
  if (!answer.resources.every(isElsewhere)) return answer;
  if (!mayHaveResourcePolicy(action)) return { ...NOWHERE, notes: [NOBODY_ELSEWHERE] };
  return {
    ...answer,
    decision: 'conditional',
    notes: [...answer.notes, 'the policies of the resources, which are in other accounts, must allow it too'],
  };
}

const NOWHERE: WhoCanAnswer = {
  decision: 'implicitlyDenied',
  statements: [],
  conditions: [],
  notes: [],
  resources: [],
};
const NOBODY_ELSEWHERE = 'it is allowed on resources of other accounts only, where IAM lets nobody use it';
