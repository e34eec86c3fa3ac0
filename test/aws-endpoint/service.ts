import type { Caller, EndpointState } from './endpoint-state.js';
import type { ServiceFailure, ServiceName } from './service-failure.js';
import type { WireAnswer, WireRequest } from './wire.js';

/** What a request is about, before it is known whether it may have an answer. */
export interface DescribedRequest {
  readonly action: string;
  /** The permission that the action needs, such as `s3:ListBucket` for ListObjectsV2. */
  readonly permission: string;
  /** ARN of what the action is about; `*` where it is about nothing in particular. */
  readonly resource: string;
  /** The same for each attempt of the same request. */
  readonly fingerprint: string;
  readonly needsCredentials: boolean;
}

/** A service in its own wire protocol. */
export interface Service {
  readonly name: ServiceName;
  describe(request: WireRequest): DescribedRequest;
  /** @throws {ServiceFailure} */
  answer(request: WireRequest, caller: Caller | null, state: EndpointState, requestId: string): WireAnswer;
  failure(failure: ServiceFailure, request: WireRequest, requestId: string): WireAnswer;
}
