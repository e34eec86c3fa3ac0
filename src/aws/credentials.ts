import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { memoize } from '@smithy/core/config';
import { partitionOf } from '../account/partition.js';
import { prepareEnvironment, type AwsConnection } from './connection.js';
import { rememberingOperation } from './failed-operations.js';
import { refuseFaultyEndpoints } from './profile-endpoints.js';
import { refuseFaultyProfile } from './profile-faults.js';
import { holdsCredentials, profileOperation, SharedProfiles } from './profiles.js';
import { regionOf } from './region.js';
import { patientRetries } from './retry-strategy.js';
import { SILENT } from './silent.js';
import { requestHandling } from './sockets.js';

const RENEWED_BEFORE = 5 * 60_000;

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
  const requestHandler = requestHandling(connection);
  const settings = {
    ...(profile === null ? {} : { profile }),
    ...(connection.onMfa === undefined ? {} : { mfaCodeProvider: connection.onMfa }),
    logger: SILENT,
    // The SDK would take this one too, and complain that it had to.
    parentClientConfig: {
      region: async () => (await regionOf(connection)) ?? partitionOf(null).globalRegion,
      // Where a profile has a web identity token, the other one is not used: that client would know no proxy and no end.
      requestHandler,
    },
    clientConfig: {
      requestHandler,
      retryStrategy: patientRetries(),
      logger: SILENT,
    },
  };
  const chain = fromNodeProviderChain(settings);
  const fromProfile = memoize(fromIni(settings), expiresSoon, ({ expiration }) => expiration !== undefined);
  return async (context) => {
    const profiles = await SharedProfiles.read();
    refuseFaultyEndpoints(profile ?? 'default', profiles, process.env);
    if (profile === null) return rememberingOperation(environmentOperation(), () => chain(context));
    refuseFaultyProfile(profile, profiles);
    const own = profiles.settings(profile);
    return rememberingOperation(profileOperation(own), () =>
      // The chain would go on to the next source where the profile's own fails, and the reason would be lost.
      holdsCredentials(own) ? fromProfile(context) : chain(context),
    );
  };
}

function expiresSoon({ expiration }: AwsCredentials): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < RENEWED_BEFORE;
}

/** The call by which the environment has credentials. */
function environmentOperation(): string {
  return nonEmpty(process.env['AWS_WEB_IDENTITY_TOKEN_FILE']) === null
    ? 'sts:AssumeRole'
    : 'sts:AssumeRoleWithWebIdentity';
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
