/** What every client of the SDK has in common, as far as it matters here. */
interface SdkClient {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { step: 'initialize'; name: string; priority: 'high' }): void;
  };
}
type Middleware = <Input, Output>(
  next: (parameters: Input) => Promise<Output>,
  context: { readonly commandName?: string },
) => (parameters: Input) => Promise<Output>;

/** Calls that have no permission of their own. */
const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['s3:CreateMultipartUpload', 's3:PutObject'],
  ['s3:UploadPart', 's3:PutObject'],
  ['s3:CompleteMultipartUpload', 's3:PutObject'],
  ['s3:ListObjectsV2', 's3:ListBucket'],
]);

const operations = new WeakMap<Error, string>();

/**
 * Makes a client remember of every failure which call failed: of one that needs another call first, such as that for the
 * credentials of a role, it is the other.
 *
 * @param service - as permissions name it
 */
export function rememberOperations(client: SdkClient, service: string): void {
  const remember: Middleware = (next, context) => (parameters) => {
    const call = `${service}:${(context.commandName ?? '').replace(/Command$/, '')}`;
    return rememberingOperation(PERMISSIONS.get(call) ?? call, () => next(parameters));
  };
  client.middlewareStack.add(remember, { step: 'initialize', name: 'rememberOperations', priority: 'high' });
}

/** Does something by a call; its failures are that call's, unless another one met them first. */
export async function rememberingOperation<T>(operation: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error && !operations.has(error)) operations.set(error, operation);
    throw error;
  }
}

/** The call in which an error was met, as permissions name it; null if that is not known. */
export function failedOperation(error: unknown): string | null {
  return error instanceof Error ? (operations.get(error) ?? null) : null;
}
