import type { Bucket } from '../aws/bucket.js';
import { parseObject } from './parse-object.js';

/** The objects of a run, read as JSON. */
export class RunFiles {
  readonly bucket: Bucket;
  private readonly run: string;

  /** @param bucket - the part of the bucket below the run's folder */
  constructor(bucket: Bucket, run: string) {
    this.bucket = bucket;
    this.run = run;
  }

  /** Where people find an object. */
  place(key: string): string {
    return `s3://${this.bucket.name}/${this.run}/${key}`;
  }

  /** @throws {PermanentFailure} naming the place, if there is no object or it holds something else */
  async read<T>(key: string, parse: (input: unknown) => T): Promise<T> {
    return parseObject(await this.bucket.get(key), this.place(key), parse);
  }

  /** Null where there is no object; otherwise as {@link read}. */
  async find<T>(key: string, parse: (input: unknown) => T): Promise<T | null> {
    const bytes = await this.bucket.get(key);
    return bytes === null ? null : parseObject(bytes, this.place(key), parse);
  }
}
