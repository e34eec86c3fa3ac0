import type { ServiceFailure } from './service-failure.js';
import type { WireAnswer, WireRequest } from './wire.js';

/** A call in the AWS JSON 1.1 protocol: a header names the action, the body holds its input. */
export interface JsonCall {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

/** The action that the target header names, of whatever version of the service. */
export function targetAction(request: WireRequest): string {
  return (request.headers.get('x-amz-target') ?? '').replace(/^.*\./, '');
}

/** Reads header and body; null where the body is no JSON object. */
export function jsonCall(request: WireRequest): JsonCall | null {
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8') || '{}');
    return typeof input === 'object' && input !== null && !Array.isArray(input)
      ? { action: targetAction(request), input: Object.fromEntries(Object.entries(input)) }
      : null;
  } catch {
    return null;
  }
}

export function jsonAnswer(output: unknown): WireAnswer {
  return { status: 200, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(output)) };
}

export function jsonFailure(failure: ServiceFailure): WireAnswer {
  const body = { __type: failure.code, Message: failure.message, ...failure.details };
  return {
    status: failure.status,
    headers: { ...JSON_TYPE, ...failure.headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}
