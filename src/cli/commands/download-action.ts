import { join } from 'node:path';
import type { AwsConnection } from '../../aws/connection.js';
import type { DownloadCounts } from '../../aws/download-account.js';
import type { Doing } from '../../aws/failure.js';
import type { OrganizationCounts } from '../../aws/organization.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { connectionTo, namedProfile } from '../aws-connection.js';
import type * as AwsServices from '../aws-services.js';
import type { Invocation } from '../command.js';
import { jsonOfLists } from '../json-of-lists.js';
import { flagOption, textOption } from '../option-values.js';
import { FileNames } from '../profile-file-names.js';
import { Progress } from '../progress.js';
import { isUsageError, UsageError } from '../usage-error.js';

/** Every profile of the shared files. */
const ALL = 'all';
const ORGANIZATION = 'organization';
const SOME_FAILED = 3;

/** Runs `download`; resolves to the exit code. */
export async function runDownload(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const asked = namedProfile(options, terminal.environment);
  const withOrganization = flagOption(options, 'organization');
  if (asked === ALL && withOrganization) {
    throw new UsageError(
      '--organization needs the profile of one account, the management account; name it with --profile.',
    );
  }
  const progress = new Progress(terminal, flagOption(options, 'verbose'));
  // Before the SDK is loaded: what is wrong with the options is said at once.
  const connect = (profile: string | null) =>
    connectionTo(profile, invocation, () => {
      progress.done();
    });
  connect(null);
  progress.phase('Loading what talks to AWS');
  const aws = await import('../aws-services.js');
  const downloads = new Downloads(aws, invocation, progress);
  try {
    if (asked === ALL) {
      const profiles = await aws.profileNames();
      if (profiles.length === 0) {
        throw new UsageError(
          'no profile was found in the shared configuration and credentials files; make one with: aws configure',
        );
      }
      for (const profile of profiles)
        await downloads.attempt(profile, () => downloads.account(connect(profile)));
      return downloads.exitCode();
    }
    if (!withOrganization) {
      await downloads.account(connect(asked));
      return 0;
    }
    await downloads.attempt('The account', () => downloads.account(connect(asked)));
    await downloads.attempt('The organisation', () => downloads.organization(connect(asked)));
    return downloads.exitCode();
  } finally {
    progress.done();
  }
}

/** Downloads one thing after another. */
class Downloads {
  private readonly aws: typeof AwsServices;
  private readonly invocation: Invocation;
  private readonly progress: Progress;
  private readonly directory: string;
  private readonly names = new FileNames([ORGANIZATION]);
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
    if (this.failures === 0) return 0;
    return this.failures === this.attempts ? 2 : SOME_FAILED;
  }

  async account(connection: AwsConnection): Promise<void> {
    const { terminal, options, files } = this.invocation;
    const shown = terminalSafe(connection.profile ?? 'the account');
    const path = join(this.directory, `${this.names.fileNameOf(connection.profile ?? 'default')}.json`);
    // Begun first: where nothing can be written there is no use in asking.
    const file = files.begin(path);
    this.progress.phase(`Downloading ${shown}`);
    let last: DownloadCounts | null = null;
    const details = await this.explained(
      { operation: 'iam:GetAccountAuthorizationDetails', ...profileOf(connection) },
      async () => {
        const credentials = this.aws.baseCredentials(connection);
        // Five lists are about to be read at once, and a code of an MFA device is good for one use.
        await credentials();
        return this.aws.downloadAccount(
          this.aws.iamClient(connection, credentials),
          {
            includeNonDefaultVersions: flagOption(options, 'includeNonDefaultPolicyVersions'),
            includeUnattached: flagOption(options, 'includeUnattachedPolicies'),
          },
          (counts) => {
            last = counts;
            this.progress.count(countsInWords(counts));
          },
        );
      },
    );
    this.progress.phase(`Writing ${terminalSafe(path)}`);
    for (const chunk of jsonOfLists({ ...details })) file.write(chunk);
    file.complete();
    file.commit();
    this.progress.done();
    terminal.err(`${wroteAccount(terminalSafe(path), last)}\n`);
  }

  async organization(connection: AwsConnection): Promise<void> {
    const { terminal, files } = this.invocation;
    const path = join(this.directory, `${ORGANIZATION}.json`);
    const file = files.begin(path);
    this.progress.phase('Reading the organisation');
    const organization = await this.explained(
      { operation: 'organizations:DescribeOrganization', ...profileOf(connection) },
      () =>
        this.aws.readOrganization(this.aws.organizationsClient(connection), (counts) =>
          this.progress.count(organizationInWords(counts)),
        ),
    );
    const written = this.aws.guardrailsFile(organization);
    file.write(`${JSON.stringify(written, null, 2)}\n`);
    file.complete();
    file.commit();
    this.progress.done();
    const { units, accounts } = organization;
    terminal.err(
      `Wrote ${terminalSafe(path)}: ${counted(accounts.length, 'account')} in ${counted(units.length, 'organisational unit')}. Use it with: --organization-policies ${terminalSafe(path)}\n`,
    );
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

function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

function countsInWords({ users, groups, roles, policies }: DownloadCounts): string {
  return `${counted(users, 'user')}, ${counted(groups, 'group')}, ${counted(roles, 'role')}, ${policies.toLocaleString('en')} ${policies === 1 ? 'policy' : 'policies'}`;
}

function organizationInWords({ units, accounts, policies }: OrganizationCounts): string {
  return `${counted(accounts, 'account')}, ${counted(units, 'unit')}, ${policies.toLocaleString('en')} ${policies === 1 ? 'policy' : 'policies'}`;
}

function wroteAccount(path: string, counts: DownloadCounts | null): string {
  if (counts === null) return `Wrote ${path}.`;
  const { policiesLeftOut } = counts;
  const leftOut =
    policiesLeftOut === 0
      ? ''
      : ` Left out: ${policiesLeftOut.toLocaleString('en')} ${policiesLeftOut === 1 ? 'policy' : 'policies'} that nobody has (--include-unattached-policies keeps them).`;
  return `Wrote ${path}: ${countsInWords(counts)}.${leftOut}`;
}
