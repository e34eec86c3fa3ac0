import type { AwsConnection } from '../../aws/connection.js';
import type { DownloadOptions } from '../../aws/download-account.js';
import type { FetchedAccount } from './fetch-account.js';

/** An account for a thread to download: plain data. */
export interface ProfileJob {
  readonly connection: Omit<AwsConnection, 'onMfa'>;
  /** Whether codes of MFA devices can be asked for. */
  readonly asksForCodes: boolean;
  readonly wanted: DownloadOptions;
}

/** What a thread is told. */
export type ToThread =
  { readonly kind: 'download'; readonly job: ProfileJob } | { readonly kind: 'code'; readonly code: string };

/** What a thread tells. */
export type FromThread =
  /** It needs the code of an MFA device to go on. */
  | { readonly kind: 'mfa'; readonly serial: string }
  | { readonly kind: 'fetched'; readonly account: FetchedAccount }
  /** With a sentence that says why and what to do. */
  | { readonly kind: 'failed'; readonly sentence: string };
