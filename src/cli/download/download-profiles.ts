import pMap from 'p-map';
import type { AwsConnection } from '../../aws/connection.js';
import type { DownloadOptions } from '../../aws/download-account.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Invocation } from '../command.js';
import type { Progress } from '../progress.js';
import { isUsageError } from '../usage-error.js';
import { wroteAccount } from './download-words.js';
import { InOrder } from './in-order.js';
import { ProfileThreads } from './profile-threads.js';
import { writeAccount } from './write-account.js';

/** Each has a thread with the SDK in it, and its account in memory. */
const PROFILES_AT_ONCE = 4;

/** A profile whose account is to be downloaded. */
export interface ProfileToDownload {
  readonly name: string;
  readonly connection: AwsConnection;
  readonly path: string;
}

/**
 * Downloads the accounts of profiles, several at the same time. What became of each is told in a line, in the order of
 * the profiles; a failure touches no other.
 *
 * @returns how many failed
 * @throws {UsageError} if nothing can be written
 */
export async function downloadProfiles(
  profiles: readonly ProfileToDownload[],
  wanted: DownloadOptions,
  { terminal, files }: Pick<Invocation, 'terminal' | 'files'>,
  progress: Progress,
): Promise<number> {
  const threads = new ProfileThreads(wanted);
  const inOrder = new InOrder();
  const asked = new Set<string>();
  let done = 0;
  let failures = 0;
  const report = (): void => progress.phase(`Downloading: ${done} of ${profiles.length} profiles`);
  const remindOf = (serial: string): void => {
    if (asked.has(serial)) {
      progress.hide();
      terminal.err('A code is good once: wait until the device shows the next one.\n');
    }
    asked.add(serial);
  };
  const lineOf = async ({ name, connection, path }: ProfileToDownload): Promise<string> => {
    // Begun first: where nothing can be written there is no use in asking.
    const file = files.begin(path);
    const fetched = await reasoned(() => threads.fetch(remindingOf(remindOf, connection)));
    if (!('sentence' in fetched)) {
      writeAccount(fetched, file);
      return wroteAccount(terminalSafe(path), fetched.counts);
    }
    file.abandon();
    failures++;
    return terminalSafe(`${name}: ${fetched.sentence}`);
  };
  report();
  try {
    await pMap(
      profiles,
      async (profile, place) => {
        const line = await lineOf(profile);
        done++;
        inOrder.add(place, () => {
          progress.done();
          terminal.err(`${line}\n`);
        });
        report();
      },
      { concurrency: PROFILES_AT_ONCE },
    );
    return failures;
  } finally {
    await threads.close();
  }
}

/** What a thread met that could tell nothing of it: memory that ran out. */
async function reasoned<T>(fetch: () => Promise<T>): Promise<T | { readonly sentence: string }> {
  try {
    return await fetch();
  } catch (error) {
    if (isUsageError(error)) throw error;
    return { sentence: `the download stopped: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

function remindingOf(remind: (serial: string) => void, connection: AwsConnection): AwsConnection {
  const { onMfa } = connection;
  if (onMfa === undefined) return connection;
  return {
    ...connection,
    onMfa: (serial) => {
      remind(serial);
      return onMfa(serial);
    },
  };
}
