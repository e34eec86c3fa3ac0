import { join } from 'node:path';
import type { AwsConnection } from '../../aws/connection.js';
import type { AwsCredentialProvider } from '../../aws/credentials.js';
import type { DownloadOptions } from '../../aws/download-account.js';
import type { Doing } from '../../aws/failure.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { connectionTo, namedProfile } from '../aws-connection.js';
import type * as AwsServices from '../aws-services.js';
import type { Invocation } from '../command.js';
import { downloadProfiles } from '../download/download-profiles.js';
import { counted, countsInWords, organizationInWords, wroteAccount } from '../download/download-words.js';
import { DETAILS_OPERATION, fetchAccount } from '../download/fetch-account.js';
import { writeAccount } from '../download/write-account.js';
import { leadsToFolder } from '../leads-to-folder.js';
import { flagOption, textOption } from '../option-values.js';
import { organizationText } from '../organization-text.js';
import { refuseNoFolder } from '../output-place.js';
import { ProfileFileNames } from '../profile-file-names.js';
import { withProgress, type Progress } from '../progress.js';
import { refuseTakenPlace } from '../temporary-files.js';
import { isUsageError, UsageError } from '../usage-error.js';

/** Every profile of the shared files. */
const ALL = 'all';
const ORGANIZATION = 'organization';
const SOME_FAILED = 3;

/** Runs `download`; resolves to the exit code. */
export async function runDownload(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  refuseNoFolder(textOption(options, 'output'), '--output', {
    standardStream: 'accounts are written to files named after their profiles; name a folder for them',
    bucket: 'name a folder, and copy what is in it',
  });
  const asked = namedProfile(options, terminal.environment);
  const withOrganization = flagOption(options, 'organization');
  if (asked === ALL && withOrganization) {
    throw new UsageError(
      '--organization needs the profile of one account, the management account; name it with --profile.',
    );
  }
  return withProgress(terminal, flagOption(options, 'verbose'), async (progress) => {
    // Before the SDK is loaded: what is wrong with the options is said at once.
    const connect = (profile: string | null) =>
      connectionTo(profile, invocation, () => {
        progress.hide();
      });
    connect(null);
    progress.phase('Loading what talks to AWS');
    const aws = await import('../aws-services.js');
    const downloads = new Downloads(aws, invocation, progress);
    if (asked === ALL) {
      const profiles = await aws.profileNames();
      for (const name of await aws.unreadProfileNames())
        terminal.err(
          `Skipped: ${terminalSafe(`profile ${name}: the AWS SDK does not read this name, because of the space in it; rename the profile`)}.\n`,
        );
      if (profiles.length === 0) {
        throw new UsageError(
          'no profile was found in the shared configuration and credentials files; make one with: aws configure.',
        );
      }
      return downloads.profiles(profiles.map((profile) => connect(profile)));
    }
    const connection = connect(asked);
    if (!withOrganization) {
      await downloads.account(connection);
      return 0;
    }
    await downloads.attempt('The account', () => downloads.account(connection));
    await downloads.attempt('The organisation', () => downloads.organization(connection));
    return downloads.exitCode();
  });
}

/** Downloads one thing after another. */
class Downloads {
  private readonly aws: typeof AwsServices;
  private readonly invocation: Invocation;
  private readonly progress: Progress;
  private readonly directory: string;
  private readonly names = new ProfileFileNames([ORGANIZATION]);
  private readonly credentials = new Map<AwsConnection, AwsCredentialProvider>();
  private attempts = 0;
  private failures = 0;

  constructor(aws: typeof AwsServices, invocation: Invocation, progress: Progress) {
    this.aws = aws;
    this.invocation = invocation;
    this.progress = progress;
    this.directory = textOption(invocation.options, 'output') ?? '.';
  }

  /** Goes on after a failure of AWS, which gets a line of its own; not where files cannot be written. */
  async attempt(name: string, download: () => Promise<void>): Promise<void> {
    this.attempts += 1;
    try {
      await download();
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      this.failures += 1;
      this.progress.done();
      this.invocation.terminal.err(`${terminalSafe(`${name}: ${error.message}`)}\n`);
    }
  }

  exitCode(): number {
    return exitCodeOf(this.failures, this.attempts);
  }

  async account(connection: AwsConnection): Promise<void> {
    const { terminal } = this.invocation;
    const path = this.pathOf(connection);
    // Begun first: where nothing can be written there is no use in asking.
    const file = this.invocation.files.begin(path);
    this.progress.phase(`Downloading ${terminalSafe(connection.profile ?? 'the account')}`);
    const fetched = await this.explained({ operation: DETAILS_OPERATION, ...profileOf(connection) }, () =>
      fetchAccount(this.aws, connection, this.credentialsOf(connection), this.wanted, (counts) =>
        this.progress.count(countsInWords(counts)),
      ),
    );
    this.progress.phase(`Writing ${terminalSafe(path)}`);
    writeAccount(fetched, file);
    this.progress.done();
    terminal.err(`${wroteAccount(terminalSafe(path), fetched.counts)}\n`);
  }

  /** Every account of some profiles; resolves to the exit code. */
  async profiles(connections: readonly AwsConnection[]): Promise<number> {
    const wanted = connections.map((connection) => ({
      name: connection.profile ?? '',
      connection,
      path: this.pathOf(connection),
    }));
    // What is in the way of the last would otherwise end the others half-way.
    if (leadsToFolder(this.directory)) for (const { path } of wanted) refuseTakenPlace(path, '--output');
    const failures = await downloadProfiles(wanted, this.wanted, this.invocation, this.progress);
    return exitCodeOf(failures, wanted.length);
  }

  private get wanted(): DownloadOptions {
    const { options } = this.invocation;
    return {
      includeNonDefaultVersions: flagOption(options, 'includeNonDefaultPolicyVersions'),
      includeUnattached: flagOption(options, 'includeUnattachedPolicies'),
    };
  }

  private pathOf({ profile }: AwsConnection): string {
    return join(this.directory, `${this.names.fileNameOf(profile ?? 'default')}.json`);
  }

  async organization(connection: AwsConnection): Promise<void> {
    const { terminal, files } = this.invocation;
    const path = join(this.directory, `${ORGANIZATION}.json`);
    const file = files.begin(path);
    this.progress.phase('Reading the organisation');
    const organization = await this.explained(
      { operation: 'organizations:DescribeOrganization', ...profileOf(connection) },
      () =>
        this.aws.readOrganization(
          this.aws.organizationsClient(connection, this.credentialsOf(connection)),
          (counts) => this.progress.count(organizationInWords(counts)),
        ),
    );
    const written = this.aws.guardrailsFile(organization);
    for (const piece of organizationText(written, 2)) file.write(piece);
    file.complete();
    file.commit();
    this.progress.done();
    const { units, accounts } = organization;
    terminal.err(
      `Wrote ${terminalSafe(path)}: ${counted(accounts.length, 'account')} in ${counted(units.length, 'organisational unit')}. Use it with: --organization-policies ${terminalSafe(path)}\n`,
    );
  }

  /** Those of a connection, once: a code of an MFA device is good for one use. */
  private credentialsOf(connection: AwsConnection): AwsCredentialProvider {
    const known = this.credentials.get(connection);
    if (known !== undefined) return known;
    const credentials = this.aws.baseCredentials(connection);
    this.credentials.set(connection, credentials);
    return credentials;
  }

  /** Runs something that calls AWS. */
  private async explained<T>(doing: Doing, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (isUsageError(error)) throw error;
      this.invocation.files.discard();
      throw new DownloadError(this.aws.explainFailure(error, doing).sentence);
    }
  }
}

/** A download that AWS did not give. */
class DownloadError extends UsageError {}

function profileOf({ profile }: AwsConnection): { readonly profile?: string } {
  return profile === null ? {} : { profile };
}

function exitCodeOf(failures: number, attempts: number): number {
  if (failures === 0) return 0;
  return failures === attempts ? 2 : SOME_FAILED;
}
