import { createHash } from 'node:crypto';
import type { ServiceName } from './service-failure.js';

/** All the ways in which the endpoint can answer wrongly. */
export const MISBEHAVIOURS = [
  /** The service says that there are too many requests. */
  'throttling',
  /** 500 and an error of the service. */
  'internal-error',
  /** 503 and an error of the service. */
  'unavailable',
  /** 502 and a page of HTML, as a load balancer writes it. */
  'bad-gateway',
  /** The connection ends before an answer. */
  'reset',
  /** The connection ends in the middle of the body. */
  'reset-mid-body',
  /** The body comes a few bytes at a time. */
  'slow-bytes',
  /** No answer ever. */
  'hang',
  /** Half the body, then nothing more. */
  'stall-mid-body',
  /** The session is over, whatever it was good for. */
  'expired-token',
  /** The caller lacks the permission. */
  'access-denied',
  /** A body that stops half-way, though the answer calls itself complete. */
  'truncated-page',
  /** A body that is not of the protocol at all. */
  'invalid-body',
  /** A complete answer with nothing in it, which the SDK takes for an answer that lacks every field. */
  'empty-body',
  /** The clock of the server that answers is an hour ahead; a client that follows it is welcome everywhere. */
  'clock-skew',
] as const;

export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

/** A request as a choice of misbehaviour sees it. */
export interface ObservedCall {
  readonly service: ServiceName;
  readonly action: string;
  /** The account of the caller; null where nobody signed. */
  readonly accountId: string | null;
  /** ARN of the role, or of the bucket or object; `*` where the action is about nothing in particular. */
  readonly resource: string;
  /** What was asked, the same for each attempt of the same call. */
  readonly fingerprint: string;
  /** 1 for the first time that the account asks this. */
  readonly attempt: number;
}

/** A misbehaviour for every request, or one chosen for each. */
export type MisbehaviourChoice = Misbehaviour | ((call: ObservedCall) => Misbehaviour | null);

/** Chooses among misbehaviours for a share of all requests: the same for the same requests, in whatever order. */
export function misbehaveSometimes(choice: {
  readonly seed: number;
  /** Between 0 and 1. */
  readonly share: number;
  readonly among: readonly Misbehaviour[];
}): (call: ObservedCall) => Misbehaviour | null {
  return (call) => {
    const digest = createHash('sha256')
      .update(`${choice.seed}\n${call.accountId}\n${call.fingerprint}\n${call.attempt}`)
      .digest();
    if (digest.readUInt32BE(0) / 2 ** 32 >= choice.share) return null;
    return choice.among[digest.readUInt32BE(4) % choice.among.length] ?? null;
  };
}

/** Misbehaves at the first attempts of each request and then no more. */
export function misbehaveAtFirst(
  misbehaviour: Misbehaviour,
  attempts = 1,
): (call: ObservedCall) => Misbehaviour | null {
  return ({ attempt }) => (attempt <= attempts ? misbehaviour : null);
}
