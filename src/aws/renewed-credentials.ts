import type { AwsCredentialProvider } from './credentials.js';

/** What every client of the SDK has in common, as far as it matters here. */
interface SdkClient {
  readonly config: { readonly credentials: (options?: { forceRefresh?: boolean }) => Promise<Credentials> };
  readonly middlewareStack: {
    add(middleware: Middleware, options: { step: 'initialize'; name: string; priority: 'high' }): void;
  };
}
type Credentials = Awaited<ReturnType<AwsCredentialProvider>>;
type Middleware = <Input, Output>(
  next: (parameters: Input) => Promise<Output>,
) => (parameters: Input) => Promise<Output>;

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']);

/** Whether AWS said that the session of the credentials is over. */
export function isExpiredSession(error: unknown): boolean {
  return error instanceof Error && EXPIRED.has(error.name);
}

/** Makes a client fetch its credentials anew, once, when AWS says that they expired before their time. */
export function renewExpiredCredentials(client: SdkClient): void {
  const renew: Middleware = (next) => async (parameters) => {
    try {
      return await next(parameters);
    } catch (error) {
      if (!isExpiredSession(error)) throw error;
      const before = await client.config.credentials();
      const after = await client.config.credentials({ forceRefresh: true });
      if (before.accessKeyId === after.accessKeyId && before.sessionToken === after.sessionToken) throw error;
      return next(parameters);
    }
  };
  client.middlewareStack.add(renew, {
    step: 'initialize',
    name: 'renewExpiredCredentials',
    priority: 'high',
  });
}
