import { Worker } from 'node:worker_threads';
import { InputError } from '../policy/input-error.js';
import type { ScannedAccount, Scanner, ScannerJob, ScannerOptions } from './scanner-job.js';

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly kind: 'scanned'; readonly scanned: ScannedAccount }
  /** The details could not be read: an {@link InputError}. */
  | { readonly kind: 'refused'; readonly message: string; readonly where: string }
  | { readonly kind: 'failed'; readonly message: string };

interface WaitingJob {
  readonly job: ScannerJob;
  readonly resolve: (scanned: ScannedAccount) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Room for young objects, twice V8's own. Nearly all that an account leaves is garbage once it is assessed: the less
 * often young objects are collected meanwhile, the fewer of them are copied for nothing.
 */
const YOUNG_MEBIBYTES = 96;

/** Threads that assess accounts, one each at a time, so that downloads need not wait while one is assessed. */
export class ScannerThreads {
  private readonly file: URL;
  private readonly options: ScannerOptions;
  private readonly most: number;
  private readonly waiting: WaitingJob[] = [];
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();

  /** @param file - the program of the threads */
  constructor(file: URL, options: ScannerOptions, most: number) {
    this.file = file;
    this.options = options;
    this.most = most;
  }

  /** Assesses an account as soon as a thread is free. */
  readonly scan: Scanner = (job) =>
    new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      this.assign();
    });

  async close(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.terminate()));
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop() ?? this.begin();
      if (worker === null) return;
      const next = this.waiting.shift();
      if (next !== undefined) this.give(worker, next);
    }
  }

  private begin(): Worker | null {
    if (this.all.size >= this.most) return null;
    const worker = new Worker(this.file, {
      workerData: this.options,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEBIBYTES },
    });
    this.all.add(worker);
    // Between jobs nothing is waited for, and a thread must not keep the process alive.
    worker.unref();
    return worker;
  }

  private give(worker: Worker, { job, resolve, reject }: WaitingJob): void {
    const answered = (answer: ThreadAnswer): void => {
      worker.off('error', broken);
      worker.unref();
      this.idle.push(worker);
      this.assign();
      if (answer.kind === 'scanned') resolve(answer.scanned);
      else if (answer.kind === 'refused') reject(new InputError(answer.message, answer.where));
      else reject(new Error(answer.message));
    };
    // A thread that ran out of memory is gone; the next job gets a new one.
    const broken = (error: unknown): void => {
      worker.off('message', answered);
      this.all.delete(worker);
      this.assign();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    worker.ref();
    worker.once('message', answered);
    worker.once('error', broken);
    worker.postMessage(job);
  }
}
