import { once } from 'node:events';
import { constants, createGzip } from 'node:zlib';

/** A quick level: the report's data is repetitive, and higher levels cost more than they save. */
const GZIP_LEVEL = 4;

/** Compresses the report's data as it comes and passes it on as base64. */
export class ReportData {
  private readonly gzip = createGzip({ level: GZIP_LEVEL, strategy: constants.Z_DEFAULT_STRATEGY });
  private rest = Buffer.alloc(0);

  constructor(write: (base64: string) => void) {
    this.gzip.on('data', (piece: Buffer) => {
      const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
      // Whole groups of three bytes only, so that the pieces join into one base64 text.
      const whole = bytes.length - (bytes.length % 3);
      write(bytes.toString('base64', 0, whole));
      this.rest = bytes.subarray(whole);
    });
    this.gzip.on('end', () => write(this.rest.toString('base64')));
  }

  /** Adds text; waits while the compressor is busy. */
  async add(text: string): Promise<void> {
    if (!this.gzip.write(text)) await once(this.gzip, 'drain');
  }

  /** Waits until everything was passed on. */
  async end(): Promise<void> {
    this.gzip.end();
    await once(this.gzip, 'end');
  }
}
