import { relative, resolve } from 'node:path';
import type { FormatContext } from '../output/output-format.js';
import type { Invocation } from './command.js';
import { textOption } from './option-values.js';
import { UsageError } from './usage-error.js';
import { withSlashes } from './with-slashes.js';

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

/** What a command line tells of what formats need; the rest comes with their code. */
export type ToldContext = Omit<FormatContext, 'reportApp' | 'packed'>;

/**
 * What formats need besides the Assessment.
 *
 * @param input - path of the one file that was scanned; null for standard input and for several files
 * @throws {UsageError} if an option has a value that formats cannot take
 */
export function formatContext({ options, terminal }: Invocation, input: string | null): ToldContext {
  const accountId = textOption(options, 'accountId') ?? null;
  if (accountId !== null && !ACCOUNT.test(accountId))
    throw new UsageError(`${JSON.stringify(accountId)} is no account; --account-id takes its 12 digits.`);
  return {
    sourceRoot: withSlashes(process.cwd()).replace(/\/$/, ''),
    sourceFile: input === null ? null : sourceFile(input),
    sourceAddress: sourceAddress(terminal.environment),
    accountId,
    region: reportingRegion(textOption(options, 'region')),
  };
}

/** The account and the region that were named, for what leaves out what it does not know. */
export function namedPlace({ accountId, region }: Pick<ToldContext, 'accountId' | 'region'>): {
  readonly accountId?: string;
  readonly region?: string;
} {
  return { ...(accountId === null ? {} : { accountId }), ...(region === null ? {} : { region }) };
}

/**
 * The region of findings; null where none is named.
 *
 * @throws {UsageError} if it does not look like one
 */
export function reportingRegion(region: string | undefined): string | null {
  if (region === undefined) return null;
  if (!REGION.test(region))
    throw new UsageError(`${JSON.stringify(region)} is no region; --region takes one such as eu-central-1.`);
  return region;
}

/** From the working directory, where the file is below it. */
function sourceFile(path: string): string {
  const absolute = resolve(path);
  const fromHere = relative(process.cwd(), absolute);
  return withSlashes(fromHere.startsWith('..') ? absolute : fromHere);
}

/** Where GitHub Actions says that files of the commit are shown. */
function sourceAddress(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = environment;
  if (server === undefined || repository === undefined || commit === undefined) return null;
  const isPlain =
    /^https:\/\/[\w.-]+(?::\d+)?$/.test(server) &&
    /^[\w.-]+\/[\w.-]+$/.test(repository) &&
    /^[0-9a-f]{40,64}$/.test(commit);
  return isPlain ? `${server}/${repository}/blob/${commit}` : null;
}
