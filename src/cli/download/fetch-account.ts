import type { AuthorizationDetails } from '../../aws/authorization-details.js';
import type { AwsConnection } from '../../aws/connection.js';
import type { AwsCredentialProvider } from '../../aws/credentials.js';
import type { DownloadCounts, DownloadOptions } from '../../aws/download-account.js';
import type * as AwsServices from '../aws-services.js';

/** What a download asks for, for messages and permissions. */
export const DETAILS_OPERATION = 'iam:GetAccountAuthorizationDetails';

/** An account as AWS gave it. */
export interface FetchedAccount {
  readonly details: AuthorizationDetails;
  readonly counts: DownloadCounts | null;
}

/**
 * Downloads the account of a connection.
 *
 * @param credentials - those of the connection; whoever has more to ask keeps them, for they may take a code of an MFA device
 */
export async function fetchAccount(
  aws: typeof AwsServices,
  connection: AwsConnection,
  credentials: AwsCredentialProvider,
  wanted: DownloadOptions,
  onProgress: (counts: DownloadCounts) => void = () => undefined,
): Promise<FetchedAccount> {
  // Five lists are about to be read at once, and a code of an MFA device is good for one use.
  await credentials();
  let last: DownloadCounts | null = null;
  const details = await aws.downloadAccount(aws.iamClient(connection, credentials), wanted, (counts) => {
    last = counts;
    onProgress(counts);
  });
  return { details, counts: last };
}
