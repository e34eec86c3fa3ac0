import { parentPort, workerData } from 'node:worker_threads';
import { scannerOf, type ScannerJob, type ScannerOptions } from '../../scanning/scanner-job.js';
import type { ThreadAnswer } from '../../scanning/scanner-threads.js';
import { InputError } from '../../policy/input-error.js';
import { readCatalog } from '../read-catalog.js';

/** The program of the threads that assess accounts for `scan-multi-account`. */
// Our own thread gives it.
const options = workerData as ScannerOptions;
const scan = scannerOf(options, readCatalog(options.catalogPath ?? undefined));

parentPort?.on('message', (job: ScannerJob) => {
  void answerTo(job).then((answer) => {
    const transferred =
      answer.kind === 'scanned' ? answer.scanned.files.map(({ content }) => content.buffer) : [];
    parentPort?.postMessage(answer, transferred);
  });
});

async function answerTo(job: ScannerJob): Promise<ThreadAnswer> {
  try {
    return { kind: 'scanned', scanned: await scan(job) };
  } catch (error) {
    if (error instanceof InputError) return { kind: 'refused', message: error.message, where: error.where };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
