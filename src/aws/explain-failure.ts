import { connectionFailure, settingFailure } from './connection-failures.js';
import { credentialFailure } from './credential-failures.js';
import { failedOperation } from './failed-operations.js';
import type { Doing, ErrorFacts, Explanation, Failure } from './failure.js';
import { isMalformedAnswer } from './malformed-answer.js';
import { permissionFailure } from './permission-failures.js';
import { ProxyRefusedError } from './proxy-refused.js';
import { serviceFailure } from './service-failures.js';
import { withoutSecrets } from './without-secrets.js';

/**
 * The more exact ones first: a credential may be refused with the status of a missing permission, and a proxy has the
 * same numbers for its own.
 */
const EXPLANATIONS: readonly Explanation[] = [
  settingFailure,
  credentialFailure,
  serviceFailure,
  connectionFailure,
  permissionFailure,
];
const LONGEST_QUOTE = 300;

/** Says in one sentence what went wrong in a call to AWS and what to do about it. Quotes no credential. */
export function explainFailure(error: unknown, told: Doing): Failure {
  const doing = { ...told, operation: failedOperation(error) ?? told.operation };
  const facts = factsOf(error);
  for (const explanation of EXPLANATIONS) {
    const failure = explanation(facts, doing);
    if (failure !== null) return ended(failure);
  }
  return ended({
    sentence: `${doing.operation} failed: ${facts.message === '' ? facts.name : facts.message}`,
    isTransient: false,
    kind: 'other',
  });
}

function ended(failure: Failure): Failure {
  return { ...failure, sentence: `${withoutSecrets(failure.sentence).replace(/\.$/, '')}.` };
}

function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: '', code: '', message: String(error), status: 0 };
  // Sources of credentials wrap what they met, and some say nothing of their own.
  const { cause } = error;
  if (cause instanceof Error && error.message === cause.message) return factsOf(cause);
  if (error instanceof ProxyRefusedError)
    return { name: error.name, code: error.host, message: error.message, status: error.status };
  const metadata: unknown = '$metadata' in error ? error.$metadata : null;
  return {
    name: isMalformedAnswer(error) ? 'MalformedAnswerError' : error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    message: oneLine(error.message),
    status: statusIn(metadata),
  };
}

function statusIn(metadata: unknown): number {
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}

/** The first line: what follows is for programmers. */
function oneLine(message: string): string {
  const [first = ''] = message.trim().split('\n');
  // Before it is cut: half a secret would not be known for one.
  const line = withoutSecrets(first);
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)} ...` : line;
}
