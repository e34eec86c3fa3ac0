import { isAccountId, parseArn } from '../account/arn.js';
import { accessElsewhere } from '../access/effective-access.js';
import { Capabilities } from '../escalation/graph/capabilities.js';
import { mayHaveResourcePolicy } from '../policy/request/request-facts.js';
import { isGiven, type WhoCanAnswer } from './who-can-answer.js';
import { answerOnAnyResource } from './who-can-any-resource.js';

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
  const isDecided = (resource: string) => population.arns.named(resource).intersects(population.roles);
  if (!answer.resources.every((each) => isElsewhere(each, own) && !isDecided(each))) return answer;
  if (!mayHaveResourcePolicy(action)) return { ...NOWHERE, notes: [NOBODY_ELSEWHERE] };
  return {
    ...answer,
    decision: 'conditional',
    notes: [...answer.notes, 'the policies of the resources, which are in other accounts, must allow it too'],
  };
}

/**
 * An answer about any resource: where it is no, that about the resources of other accounts that are named, which the
 * resource control policies of the caller's account do not bind.
 */
export function alsoElsewhere(
  answer: WhoCanAnswer,
  capabilities: Capabilities,
  action: string,
): WhoCanAnswer {
  const { access, self, population } = capabilities;
  const own = access.actor.accountId;
  const beyond = accessElsewhere(access);
  if (isGiven(answer) || beyond === access || own === null) return answer;
  const further = answerOnAnyResource(new Capabilities(beyond, self, population), action);
  const resources = further.resources.filter((resource) => isElsewhere(resource, own));
  return resources.length === 0 ? answer : { ...further, resources };
}

function isElsewhere(resource: string, own: string): boolean {
  const account = parseArn(resource)?.accountId ?? '';
  return isAccountId(account) && account !== own;
}

const NOWHERE: WhoCanAnswer = {
  decision: 'implicitlyDenied',
  statements: [],
  conditions: [],
  notes: [],
  resources: [],
};
const NOBODY_ELSEWHERE = 'it is allowed on resources of other accounts only, where IAM lets nobody use it';
