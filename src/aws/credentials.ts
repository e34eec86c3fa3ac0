import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { prepareEnvironment, type AwsConnection } from './connection.js';
import { requireProfile } from './profiles.js';
import { patientRetries } from './retry-strategy.js';
import { SILENT } from './silent.js';
import { requestHandling } from './sockets.js';

/** Keys that sign calls. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Gives credentials whenever they are needed; the SDK keeps them until shortly before they expire. */
export type AwsCredentialProvider = (context?: Readonly<Record<string, unknown>>) => Promise<AwsCredentials>;

/**
 * The credentials of a connection, from every source that the SDK knows: environment, profile, role chain, IAM Identity
 * Center, web identity, process, container, instance metadata.
 */
export function baseCredentials(connection: AwsConnection): AwsCredentialProvider {
  prepareEnvironment(connection);
  const profile = connection.profile ?? nonEmpty(process.env['AWS_PROFILE']);
  const chain = fromNodeProviderChain({
    ...(profile === null ? {} : { profile }),
    ...(connection.onMfa === undefined ? {} : { mfaCodeProvider: connection.onMfa }),
    logger: SILENT,
    clientConfig: {
      requestHandler: requestHandling(connection),
      retryStrategy: patientRetries(),
      logger: SILENT,
    },
  });
  return async (context) => {
    if (profile !== null) await requireProfile(profile);
    return chain(context);
  };
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
