import { assumeRole, assumeRoleWithWebIdentity, getSessionToken } from './sts-sessions.js';
import type { Caller, EndpointState } from './endpoint-state.js';
import type { QueryCall } from './query-protocol.js';
import { ServiceFailure } from './service-failure.js';
import { xmlElements, type XmlElements } from './xml.js';

/** The one action that needs no credentials: a token stands for them. */
export const UNSIGNED_STS_ACTION = 'AssumeRoleWithWebIdentity';

/**
 * Answers a call to STS with the XML inside its result element.
 *
 * @throws {ServiceFailure}
 */
export function answerSts(call: QueryCall, caller: Caller | null, state: EndpointState): string {
  return xmlElements(resultOf(call, caller, state));
}

function resultOf(call: QueryCall, caller: Caller | null, state: EndpointState): XmlElements {
  if (call.action === UNSIGNED_STS_ACTION) return assumeRoleWithWebIdentity(call, state);
  if (caller === null)
    throw new ServiceFailure('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  switch (call.action) {
    case 'GetCallerIdentity':
      return {
        Arn: caller.identity.arn,
        UserId: caller.identity.userId,
        Account: caller.identity.accountId,
      };
    case 'AssumeRole':
      return assumeRole(call, caller, state);
    case 'GetSessionToken':
      return getSessionToken(call, caller, state);
    default:
      throw new ServiceFailure(
        'InvalidAction',
        400,
        `Could not find operation ${call.action} for version ${call.version}`,
      );
  }
}
