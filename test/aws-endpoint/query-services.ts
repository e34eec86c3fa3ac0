import { answerIam } from './iam.js';
import { QUERY_NAMESPACES, queryAnswer, queryCall, queryFailure, type QueryCall } from './query-protocol.js';
import type { Service } from './service.js';
import { ServiceFailure } from './service-failure.js';
import { answerSts, UNSIGNED_STS_ACTION } from './sts.js';
import type { WireRequest } from './wire.js';

const IAM_VERSION = '2010-05-08';
const STS_VERSION = '2011-06-15';

/** IAM in the AWS Query protocol. */
export const iamService: Service = {
  name: 'iam',
  describe: (request) => described(request, 'iam'),
  answer(request, caller, state, requestId) {
    const call = versionedCall(request, IAM_VERSION);
    if (caller === null) throw notSigned();
    return queryAnswer(call, answerIam(call, caller, state), requestId);
  },
  failure: (failure, _, requestId) =>
    queryFailure(QUERY_NAMESPACES.get(IAM_VERSION) ?? '', failure, requestId),
};

/** STS in the AWS Query protocol. */
export const stsService: Service = {
  name: 'sts',
  describe: (request) => described(request, 'sts'),
  answer(request, caller, state, requestId) {
    const call = versionedCall(request, STS_VERSION);
    return queryAnswer(call, answerSts(call, caller, state), requestId);
  },
  failure: (failure, _, requestId) =>
    queryFailure(QUERY_NAMESPACES.get(STS_VERSION) ?? '', failure, requestId),
};

/** Which of the two an unsigned form is meant for. */
export function queryServiceOf(request: WireRequest): Service | null {
  if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') !== true)
    return null;
  return queryCall(request).version === STS_VERSION ? stsService : iamService;
}

function described(request: WireRequest, service: 'iam' | 'sts'): ReturnType<Service['describe']> {
  const call = queryCall(request);
  return {
    action: call.action,
    permission: `${service}:${call.action}`,
    resource: call.parameters.get('RoleArn') ?? '*',
    fingerprint: request.body.toString('utf8'),
    needsCredentials: call.action !== UNSIGNED_STS_ACTION,
  };
}

function versionedCall(request: WireRequest, version: string): QueryCall {
  const call = queryCall(request);
  if (call.version !== version)
    throw new ServiceFailure(
      'InvalidAction',
      400,
      `Could not find operation ${call.action} for version ${call.version}`,
    );
  return call;
}

function notSigned(): ServiceFailure {
  return new ServiceFailure('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
}
