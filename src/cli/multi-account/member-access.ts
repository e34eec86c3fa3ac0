import type { ListedAccount } from '../../account/listed-accounts.js';
import { whoAmI } from '../../aws/caller.js';
import { iamClient, organizationsClient, s3Client } from '../../aws/clients.js';
import { baseCredentials, type AwsCredentialProvider } from '../../aws/credentials.js';
import { downloadAccount } from '../../aws/download-account.js';
import { explainFailure } from '../../aws/explain-failure.js';
import { guardrailsFile, type GuardrailsFile } from '../../aws/guardrails-file.js';
import { memberCredentials } from '../../aws/member-credentials.js';
import { readOrganization } from '../../aws/organization-tree.js';
import type { UnderstoodFailure } from '../../scanning/run-accounts.js';
import { awsConnection } from '../aws-connection.js';
import type { Invocation } from '../command.js';
import { textsOption } from '../option-values.js';
import type { Progress } from '../progress.js';
import { isUsageError, UsageError } from '../usage-error.js';
import { organizationAccounts, withoutAccounts, type ChosenAccounts } from './chosen-accounts.js';
import { readAccountList } from './read-account-list.js';
import type { RunOptions } from './run-options.js';

const DOWNLOADED = { includeNonDefaultVersions: false, includeUnattached: false };

/** The accounts of a run and how they are reached. */
export interface MemberAccess {
  readonly chosen: ChosenAccounts;
  /** What `organization.json` holds; null for accounts of a file. */
  readonly organization: GuardrailsFile | null;
  /** Gives the authorization details of an account. */
  readonly download: (account: ListedAccount) => Promise<unknown>;
  /** Does something that calls AWS for the run itself; a failure is the user's to mend. */
  readonly reaching: <T>(operation: string, action: () => Promise<T>) => Promise<T>;
  readonly understand: (error: unknown, account: ListedAccount) => UnderstoodFailure;
  /** A client for the bucket that the run writes to. */
  readonly bucketClient: () => ReturnType<typeof s3Client>;
}

/**
 * Finds out which accounts a run is about, and as whom it calls AWS.
 *
 * @throws {UsageError} if that fails
 */
export async function memberAccess(
  run: RunOptions,
  { options }: Invocation,
  progress: Progress,
): Promise<MemberAccess> {
  const listed = run.config === null ? null : readAccountList(run.config);
  const connection = awsConnection(options);
  const profile = connection.profile === null ? {} : { profile: connection.profile };
  const own = baseCredentials(connection);
  const reaching = async <T>(operation: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      if (isUsageError(error)) throw error;
      throw new UsageError(explainFailure(error, { operation, ...profile }).sentence);
    }
  };
  progress.phase('Asking AWS who calls');
  const caller = await reaching('sts:GetCallerIdentity', () => whoAmI(connection, own));
  const downloadAs = async (credentials: AwsCredentialProvider): Promise<unknown> => {
    const iam = iamClient(connection, credentials);
    try {
      return await downloadAccount(iam, DOWNLOADED);
    } finally {
      iam.destroy();
    }
  };
  const { chosen, organization } = await chosenAccounts(listed, textsOption(options, 'excludeAccount'), () =>
    reaching('organizations:DescribeOrganization', async () => {
      progress.phase('Reading the organisation');
      const read = await readOrganization(organizationsClient(connection, own));
      return { chosen: organizationAccounts(read, textsOption(options, 'includeOu')), file: guardrailsFile(read) };
    }),
  );
  return {
    chosen,
    organization,
    reaching,
    // The role is often missing in the caller's own account, which then is read as the caller.
    download: async ({ id }) => {
      try {
        const role = { ...run, accountId: id, partition: caller.partition };
        return await downloadAs(memberCredentials(connection, own, role));
      } catch (error) {
        if (id !== caller.accountId || explainFailure(error, { operation: '' }).kind !== 'permission') throw error;
        return await downloadAs(own);
      }
    },
    understand: (error, { id }) => {
      const { sentence, isTransient } = explainFailure(error, { operation: 'scan', account: id, ...profile });
      return { reason: sentence, isTransient };
    },
    bucketClient: () => s3Client(connection, own),
  };
}

async function chosenAccounts(
  listed: readonly ListedAccount[] | null,
  excluded: readonly string[],
  ofOrganization: () => Promise<{ readonly chosen: ChosenAccounts; readonly file: GuardrailsFile }>,
): Promise<Pick<MemberAccess, 'chosen' | 'organization'>> {
  if (listed !== null)
    return { chosen: { accounts: withoutAccounts(listed, excluded), leftOut: [] }, organization: null };
  const { chosen, file } = await ofOrganization();
  return {
    chosen: { ...chosen, accounts: withoutAccounts(chosen.accounts, excluded) },
    organization: file,
  };
}
