import { bufferedFile } from './buffered-file.js';
import { contentTypeOf, type Destination } from './destination.js';

/** A bucket, as far as a run needs it. */
export interface ObjectStore {
  readonly name: string;
  put(key: string, body: Buffer, contentType: string): Promise<void>;
  get(key: string): Promise<Buffer | null>;
  exists(key: string): Promise<boolean>;
}

/** A bucket as the place where the files of a run go. A file is one object, which is there when all of it is. */
export function bucketDestination(bucket: ObjectStore, prefix: string): Destination {
  return {
    begin: (name) =>
      bufferedFile((bytes) => bucket.put(name, Buffer.from(bytes.buffer), contentTypeOf(name))),
    read: async (name) => (await bucket.get(name))?.toString() ?? null,
    holds: (name) => bucket.exists(name),
    locate: (name) =>
      `s3://${[bucket.name, prefix.replace(/\/$/, ''), name].filter((part) => part !== '').join('/')}`,
  };
}
