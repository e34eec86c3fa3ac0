import { Worker } from 'node:worker_threads';
import type { AwsConnection } from '../../aws/connection.js';
import type { DownloadOptions } from '../../aws/download-account.js';
import type { FetchedAccount } from './fetch-account.js';
import type { FromThread, ToThread } from './profile-messages.js';

/** An account that AWS did not give. */
export interface RefusedAccount {
  /** Why, and what to do. */
  readonly sentence: string;
}

/** Threads that download the accounts of profiles, one each at a time; there are as many as are waited for at once. */
export class ProfileThreads {
  private readonly wanted: DownloadOptions;
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();

  constructor(wanted: DownloadOptions) {
    this.wanted = wanted;
  }

  /** Downloads the account of a connection. Whoever it asks for codes is asked by this thread, so one at a time. */
  async fetch(connection: AwsConnection): Promise<FetchedAccount | RefusedAccount> {
    const worker = this.idle.pop() ?? this.begin();
    try {
      const answer = await this.answerOf(worker, connection);
      this.idle.push(worker);
      return answer;
    } catch (error) {
      // The next profile gets a new one. A thread that ran out of memory is gone; one that waits for a code would wait on.
      this.all.delete(worker);
      await worker.terminate();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.terminate()));
  }

  private begin(): Worker {
    const worker = new Worker(new URL('./profile-thread.js', import.meta.url));
    this.all.add(worker);
    return worker;
  }

  private answerOf(
    worker: Worker,
    { onMfa, ...connection }: AwsConnection,
  ): Promise<FetchedAccount | RefusedAccount> {
    const tell = (message: ToThread): void => {
      worker.postMessage(message);
    };
    const answerTo = async (serial: string): Promise<string> => (await onMfa?.(serial)) ?? '';
    return new Promise((resolve, reject) => {
      const done = (): void => {
        worker.off('message', heard);
        worker.off('error', broken);
      };
      const broken = (error: unknown): void => {
        done();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const heard = (message: FromThread): void => {
        if (message.kind === 'mfa') {
          answerTo(message.serial).then((code) => tell({ kind: 'code', code }), broken);
          return;
        }
        done();
        resolve(message.kind === 'fetched' ? message.account : { sentence: message.sentence });
      };
      worker.on('message', heard);
      worker.on('error', broken);
      tell({ kind: 'download', job: { connection, asksForCodes: onMfa !== undefined, wanted: this.wanted } });
    });
  }
}
