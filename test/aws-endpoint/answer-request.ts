import { authenticate, expiredToken } from './authentication.js';
import type { EndpointState } from './endpoint-state.js';
import { internalError, throttled, unavailable } from './injected-failures.js';
import type { Misbehaviour } from './misbehaviour.js';
import { half, type Manner } from './send-answer.js';
import type { DescribedRequest, Service } from './service.js';
import { denial, ServiceFailure } from './service-failure.js';
import { signedRequest } from './signature.js';
import type { WireAnswer, WireRequest } from './wire.js';

/** What is to be done with a request: an answer sent in some manner, or none. */
export type Reaction =
  | { readonly kind: 'answer'; readonly answer: WireAnswer; readonly manner: Manner; readonly now: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** The clock of a server that misbehaves is so far ahead. */
const SKEW_MILLISECONDS = 3_600_000;

const MANNERS: ReadonlyMap<Misbehaviour | null, Manner> = new Map([
  ['reset-mid-body', 'reset-mid-body'],
  ['slow-bytes', 'slow-bytes'],
  ['stall-mid-body', 'stall-mid-body'],
]);

const HTML =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';

/** Answers a request as its service does, or as the misbehaviour has it. */
export function answerRequest(
  request: WireRequest,
  about: { readonly service: Service; readonly described: DescribedRequest; readonly requestId: string },
  misbehaviour: Misbehaviour | null,
  state: EndpointState,
): Reaction {
  if (misbehaviour === 'reset' || misbehaviour === 'hang') return { kind: misbehaviour };
  const now = state.now() + (misbehaviour === 'clock-skew' ? SKEW_MILLISECONDS : 0);
  if (misbehaviour === 'clock-skew') state.shownClocks.add(SKEW_MILLISECONDS);
  const { service, requestId } = about;
  const answer = answerOf();
  const isEmpty = answer.body.length === 0;
  // An empty body has no middle: the connection ends before it.
  if (isEmpty && (misbehaviour === 'reset-mid-body' || misbehaviour === 'stall-mid-body'))
    return { kind: misbehaviour === 'stall-mid-body' ? 'hang' : 'reset' };
  return {
    kind: 'answer',
    answer: isEmpty ? answer : spoilt(answer, misbehaviour),
    manner: MANNERS.get(misbehaviour) ?? 'whole',
    now,
  };

  function answerOf(): WireAnswer {
    if (misbehaviour === 'bad-gateway')
      return { status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from(HTML) };
    try {
      return rightAnswer(request, about, misbehaviour, { ...state, now: () => now });
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error;
      const failed = service.failure(error, request, requestId);
      return { ...failed, headers: { ...failed.headers, 'x-amzn-requestid': requestId } };
    }
  }
}

function rightAnswer(
  request: WireRequest,
  about: { readonly service: Service; readonly described: DescribedRequest; readonly requestId: string },
  misbehaviour: Misbehaviour | null,
  state: EndpointState,
): WireAnswer {
  const { service, described, requestId } = about;
  if (misbehaviour === 'throttling') throw throttled(service.name);
  if (misbehaviour === 'internal-error') throw internalError(service.name);
  if (misbehaviour === 'unavailable') throw unavailable(service.name);
  const isSigned = signedRequest(request) !== null;
  const caller =
    described.needsCredentials || isSigned
      ? authenticate(request, service.name, {
          credentials: state.credentials,
          partition: state.partition,
          now: state.now(),
          otherTimes:
            misbehaviour === 'clock-skew' ? [] : [...state.shownClocks].map((ahead) => state.now() + ahead),
        }).caller
      : null;
  if (misbehaviour === 'expired-token') throw expiredToken(service.name);
  if (misbehaviour === 'access-denied')
    throw denial(service.name, caller?.identity.arn ?? 'anonymous', described.permission, described.resource);
  const answer = service.answer(request, caller, state, requestId);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': requestId } };
}

function spoilt(answer: WireAnswer, misbehaviour: Misbehaviour | null): WireAnswer {
  switch (misbehaviour) {
    case 'truncated-page':
      return { ...answer, body: half(answer.body) };
    case 'invalid-body':
      return { ...answer, body: Buffer.from('<<<{{{ \u0000 & not of any protocol') };
    case 'empty-body':
      return { ...answer, body: Buffer.alloc(0) };
    default:
      return answer;
  }
}
