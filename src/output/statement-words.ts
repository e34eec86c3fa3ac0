import type { SimulatedCase } from '../assessment/simulated-case.js';
import { statementName } from '../assessment/statement-name.js';

type DecidingStatement = Pick<
  SimulatedCase['statements'][number],
  'effect' | 'statement' | 'policyType' | 'policy'
>;

const POLICY_WORDS: Readonly<Record<DecidingStatement['policyType'], string>> = {
  identity: 'identity policy',
  permissionsBoundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  serviceControl: 'service control policy',
  resourceControl: 'resource control policy',
  endpoint: 'VPC endpoint policy',
};

/** A statement that decides a request, with the policy it stands in: `Allow Read in identity policy reading`. */
export function decidingStatementWords({ effect, statement, policyType, policy }: DecidingStatement): string {
  const kind = POLICY_WORDS[policyType];
  // The policy of a resource has no name of its own.
  const where = policy === '' || policy === kind ? `the ${kind}` : `${kind} ${policy}`;
  return `${effect} ${statementName(statement)} in ${where}`;
}
