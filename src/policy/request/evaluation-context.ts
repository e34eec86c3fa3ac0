import type { RequestContext } from '../policy-variables.js';
import type { Caller, CallerKind } from './caller.js';
import type { EvaluatedRequest } from './evaluation-input.js';

const PRINCIPAL_TYPES: Readonly<Partial<Record<CallerKind, string>>> = {
  user: 'User',
  role: 'AssumedRole',
  assumedRole: 'AssumedRole',
  federatedUser: 'FederatedUser',
  root: 'Account',
  anonymous: 'Anonymous',
};

/**
 * What is known of a request's context: what is given, then what follows from the caller and the resource.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function evaluationContext(
  request: EvaluatedRequest,
  caller: Caller,
  resourceAccount: string | null,
): RequestContext {
  const implied = impliedKeys(caller, resourceAccount);
  return {
    value(key) {
      const lowerCase = key.toLowerCase();
      const given = request.context.get(lowerCase);
      if (given !== undefined) return given;
      const known = implied.get(lowerCase);
      if (known !== undefined) return known;
      return request.contextIsComplete ? null : undefined;
    },
  };
}

function impliedKeys(
  caller: Caller,
  resourceAccount: string | null,
): ReadonlyMap<string, readonly string[] | null> {
  const { kind, arn, accountId, name, roleArn } = caller;
  const isService = kind === 'service';
  const implied = new Map<string, readonly string[] | null>([
    ['aws:principalisawsservice', [String(isService)]],
    ['aws:username', kind === 'user' ? [name] : null],
    ['aws:principalservicename', isService ? [arn] : null],
  ]);
  const type = PRINCIPAL_TYPES[kind];
  if (type !== undefined) implied.set('aws:principaltype', [type]);
  if (accountId !== null) {
    implied.set('aws:principalarn', [roleArn ?? arn]);
    implied.set('aws:principalaccount', [accountId]);
    implied.set('kms:calleraccount', [accountId]);
  } else if (isService) {
    implied.set('aws:principalarn', null);
    implied.set('aws:principalaccount', null);
    implied.set('aws:principalorgid', null);
  }
  if (resourceAccount !== null) implied.set('aws:resourceaccount', [resourceAccount]);
  return implied;
}
