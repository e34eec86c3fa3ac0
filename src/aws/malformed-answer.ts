/** An answer that says it is a success and is not what the service answers: a proxy's page, or part of an answer. */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError';
}

/** Whether a call failed because its answer, a success by its status, could not be read. */
export function isMalformedAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'MalformedAnswerError') return true;
  // The connection broke or fell silent in the middle, which has words of its own.
  if (error.name === 'TimeoutError' || 'code' in error) return false;
  const response: unknown = '$response' in error ? error.$response : null;
  if (typeof response !== 'object' || response === null || !('statusCode' in response)) return false;
  const { statusCode } = response;
  return typeof statusCode === 'number' && statusCode >= 200 && statusCode < 300 && !('$fault' in error);
}
