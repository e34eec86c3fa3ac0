import { once } from 'node:events';
import type { TransformOptions } from 'node:stream';
import { createGzip, type ZlibOptions } from 'node:zlib';

/** A quick level: the report's data is repetitive, and higher levels cost more than they save. */
const GZIP_LEVEL = 4;
/** Text that may wait for the compressor, which works beside us, before we wait for it. */
const WAITING_BYTES = 1024 * 1024;
const OPTIONS: ZlibOptions & TransformOptions = { level: GZIP_LEVEL, highWaterMark: WAITING_BYTES };

/** Compresses the report's data as it comes and passes it on as base64. */
export class ReportData {
  private readonly gzip = createGzip(OPTIONS);
  private readonly pass: (base64: string) => void;
  private compressed: Buffer[] = [];

  constructor(pass: (base64: string) => void) {
    this.pass = pass;
    this.gzip.on('data', (piece: Buffer) => this.compressed.push(piece));
  }

  /** Adds text; waits while the compressor is behind. */
  async add(text: string): Promise<void> {
    if (!this.gzip.write(text)) await once(this.gzip, 'drain');
    this.passOn(false);
  }

  /** Waits until everything was passed on. */
  async end(): Promise<void> {
    this.gzip.end();
    await once(this.gzip, 'end');
    this.passOn(true);
  }

  /** Here rather than where the pieces arrive, so that a failure to write reaches whoever adds text. */
  private passOn(isLast: boolean): void {
    const bytes = Buffer.concat(this.compressed);
    // Whole groups of three bytes only, so that the pieces join into one base64 text.
    const whole = isLast ? bytes.length : bytes.length - (bytes.length % 3);
    if (whole > 0) this.pass(bytes.toString('base64', 0, whole));
    this.compressed = whole < bytes.length ? [bytes.subarray(whole)] : [];
  }
}
