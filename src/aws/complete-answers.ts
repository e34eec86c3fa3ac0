import { MalformedAnswerError } from './malformed-answer.js';

/** What every client of the SDK has in common, as far as it matters here. */
interface SdkClient {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { step: 'deserialize'; name: string; priority: 'high' }): void;
  };
}
type Middleware = <Input, Output extends { readonly response: unknown; readonly output?: object }>(
  next: (parameters: Input) => Promise<Output>,
) => (parameters: Input) => Promise<Output>;

/**
 * Makes a client take an answer that holds nothing for a failure, which it tries again. The SDK takes an empty body for
 * an empty list, and half of what there is would be taken for the whole.
 */
export function refuseEmptyAnswers(client: SdkClient): void {
  const refuse: Middleware = (next) => async (parameters) => {
    const answer = await next(parameters);
    if (isOk(answer.response) && Object.entries(answer.output ?? {}).every(isAboutTheCall))
      throw new MalformedAnswerError('it is empty');
    return answer;
  };
  client.middlewareStack.add(refuse, { step: 'deserialize', name: 'refuseEmptyAnswers', priority: 'high' });
}

/** Some calls are answered with nothing, under another status. */
function isOk(response: unknown): boolean {
  return (
    typeof response === 'object' &&
    response !== null &&
    'statusCode' in response &&
    response.statusCode === 200
  );
}

function isAboutTheCall([key, value]: [string, unknown]): boolean {
  return key === '$metadata' || value === undefined;
}
