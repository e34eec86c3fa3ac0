import { organizationAccounts, withoutAccounts, type ChosenAccounts } from '../../account/chosen-accounts.js';
import type { ListedAccount } from '../../account/listed-accounts.js';
import type { Bucket } from '../../aws/bucket.js';
import type { AwsCredentialProvider } from '../../aws/credentials.js';
import type { GuardrailsFile } from '../../aws/guardrails-file.js';
import { InputError } from '../../policy/input-error.js';
import { inputSentence } from '../../scanning/input-sentence.js';
import type { UnderstoodFailure } from '../../scanning/run-accounts.js';
import { connectionTo, namedProfile } from '../aws-connection.js';
import type { Invocation } from '../command.js';
import { textsOption } from '../option-values.js';
import type { Progress } from '../progress.js';
import { isUsageError, UsageError } from '../usage-error.js';
import { readAccountList } from './read-account-list.js';
import type { BucketPlace, RunOptions } from './run-options.js';

const DOWNLOADED = { includeNonDefaultVersions: false, includeUnattached: false };

/** The accounts of a run and how they are reached. */
export interface MemberAccess {
  readonly chosen: ChosenAccounts;
  /** What `organization.json` holds; null for accounts of a file. */
  readonly organization: GuardrailsFile | null;
  /** From the ids of accounts of an organisation to digests of its policies that bind them. */
  readonly boundBy: ReadonlyMap<string, string>;
  /** Ids of the accounts that belong together, whether or not they are scanned. */
  readonly knownAccounts: readonly string[];
  /** Gives the authorization details of an account. */
  readonly download: (account: ListedAccount) => Promise<unknown>;
  /** Does something that calls AWS for the run itself; a failure is the user's to mend. */
  readonly reaching: <T>(operation: string, action: () => Promise<T>) => Promise<T>;
  readonly understand: (error: unknown, account: ListedAccount) => UnderstoodFailure;
  /** The bucket that the run writes to. */
  readonly bucketAt: (place: BucketPlace, acl: RunOptions['acl']) => Bucket;
}

/**
 * Finds out which accounts a run is about, and as whom it calls AWS.
 *
 * @throws {UsageError} if that fails
 */
export async function memberAccess(
  run: RunOptions,
  invocation: Invocation,
  progress: Progress,
): Promise<MemberAccess> {
  const { options, terminal } = invocation;
  const listed = run.config === null ? null : readAccountList(run.config);
  const connection = connectionTo(namedProfile(options, terminal.environment), invocation, () =>
    progress.hide(),
  );
  progress.phase('Loading what talks to AWS');
  const aws = await import('../aws-services.js');
  const profile = connection.profile === null ? {} : { profile: connection.profile };
  const reaching = async <T>(operation: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      if (isUsageError(error)) throw error;
      throw new UsageError(aws.explainFailure(error, { operation, ...profile }).sentence);
    }
  };
  progress.phase('Asking AWS who calls');
  const { own, caller } = await reaching('sts:GetCallerIdentity', async () => {
    const credentials = aws.baseCredentials(connection);
    // Many calls are about to be made at once, and a code of an MFA device is good for one use.
    await credentials();
    return { own: credentials, caller: await aws.whoAmI(connection, credentials) };
  });
  const downloadAs = (credentials: AwsCredentialProvider): Promise<unknown> =>
    aws.downloadAccount(aws.iamClient(connection, credentials), DOWNLOADED);
  const { chosen, organization, knownAccounts } = await chosenAccounts(
    listed,
    textsOption(options, 'excludeAccount'),
    () =>
      reaching('organizations:DescribeOrganization', async () => {
        progress.phase('Reading the organisation');
        const read = await aws.readOrganization(aws.organizationsClient(connection, own));
        return {
          chosen: asked(() => organizationAccounts(read, textsOption(options, 'includeOu'), '--include-ou')),
          file: aws.guardrailsFile(read),
        };
      }),
  );
  return {
    chosen,
    organization,
    boundBy: organization === null ? new Map() : aws.guardrailsDigests(organization),
    knownAccounts,
    reaching,
    // The role is often missing in the caller's own account, which then is read as the caller.
    download: async ({ id }) => {
      try {
        const role = { ...run, accountId: id, partition: caller.partition };
        return await downloadAs(aws.memberCredentials(connection, own, role));
      } catch (error) {
        if (id !== caller.accountId || aws.explainFailure(error, { operation: '' }).kind !== 'permission')
          throw error;
        return downloadAs(own);
      }
    },
    understand: (error, { id }) => {
      // Of the run, not of the account: where nothing can be written, trying the next one is no use.
      if (isUsageError(error)) throw error;
      if (error instanceof InputError)
        return {
          reason: `What AWS gave cannot be assessed: ${inputSentence(error)}`,
          isTransient: false,
        };
      const { sentence, isTransient } = aws.explainFailure(error, {
        operation: 'scan',
        account: id,
        ...profile,
      });
      return { reason: sentence, isTransient };
    },
    bucketAt: ({ bucket, prefix }, acl) => new aws.Bucket(aws.s3Client(connection, own), bucket, prefix, acl),
  };
}

async function chosenAccounts(
  listed: readonly ListedAccount[] | null,
  excluded: readonly string[],
  ofOrganization: () => Promise<{ readonly chosen: ChosenAccounts; readonly file: GuardrailsFile }>,
): Promise<Pick<MemberAccess, 'chosen' | 'organization' | 'knownAccounts'>> {
  const remaining = (chosen: ChosenAccounts, others: readonly ListedAccount[]): ChosenAccounts =>
    asked(() => withoutAccounts(chosen, excluded, others, '--exclude-account'));
  if (listed !== null) {
    return {
      chosen: remaining({ accounts: listed, leftOut: [] }, []),
      organization: null,
      knownAccounts: listed.map(({ id }) => id),
    };
  }
  const { chosen, file } = await ofOrganization();
  return {
    chosen: remaining(chosen, file.organization.accounts),
    organization: file,
    knownAccounts: file.organization.accounts.map(({ id }) => id),
  };
}

/** Makes what is wrong with an option the user's to mend. */
function asked<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    if (error instanceof InputError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}
