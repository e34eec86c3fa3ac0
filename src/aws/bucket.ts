import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type ObjectCannedACL,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/** Larger than the least that S3 takes, so that few requests carry a large file. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 4;
const READING_ATTEMPTS = 5;
const WRITING_ATTEMPTS = 3;

/** A bucket, or the part of one whose keys begin alike. */
export class Bucket {
  readonly name: string;
  private readonly client: S3Client;
  private readonly prefix: string;
  private readonly acl: ObjectCannedACL | null;

  /**
   * @param prefix what every key begins with; a slash at its end is added
   * @param acl a canned ACL for each object; null to leave that to the bucket, which most demand
   */
  constructor(client: S3Client, name: string, prefix: string, acl: ObjectCannedACL | null) {
    this.client = client;
    this.name = name;
    this.prefix = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
    this.acl = acl;
  }

  /** Writes an object, in parts where it is large; how it is encrypted is left to the bucket. */
  async put(key: string, body: Buffer, contentType: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.upload(key, body, contentType);
        return;
      } catch (error) {
        // Where the answer to the end of an upload is lost, asking again finds no upload, whether or not there is the
        // object now.
        if (!isMissingUpload(error) || attempt === WRITING_ATTEMPTS) throw error;
      }
    }
  }

  private async upload(key: string, body: Buffer, contentType: string): Promise<void> {
    await new Upload({
      client: this.client,
      params: {
        Bucket: this.name,
        Key: this.prefix + key,
        Body: body,
        ContentType: contentType,
        ...(this.acl === null ? {} : { ACL: this.acl }),
      },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    }).done();
  }

  /** Whether there is an object of this key. */
  async exists(key: string): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.name, Key: this.prefix + key }));
      return true;
    } catch (error) {
      if (isMissingObject(error)) return false;
      throw error;
    }
  }

  /** The keys that begin with a text, without the prefix. */
  async list(beginning = ''): Promise<readonly string[]> {
    const keys: string[] = [];
    for (let token: string | null = null; ;) {
      const page: ListObjectsV2CommandOutput = await this.client.send(
        new ListObjectsV2Command({
          Bucket: this.name,
          Prefix: this.prefix + beginning,
          ...(token === null ? {} : { ContinuationToken: token }),
        }),
      );
      for (const { Key } of page.Contents ?? [])
        if (Key !== undefined) keys.push(Key.slice(this.prefix.length));
      if (page.NextContinuationToken === undefined) return keys;
      token = page.NextContinuationToken;
    }
  }

  /** The bytes of an object; null if there is none of this key. */
  async get(key: string): Promise<Buffer | null> {
    for (let attempt = 1; ; attempt += 1) {
      const body = await this.open(key);
      if (body === null) return null;
      try {
        return Buffer.from(await body.transformToByteArray());
      } catch (error) {
        // The SDK's own attempts end where the bytes of an answer begin.
        if (attempt === READING_ATTEMPTS) throw error;
      }
    }
  }

  private async open(key: string): Promise<Body | null> {
    try {
      const { Body: body } = await this.client.send(
        new GetObjectCommand({ Bucket: this.name, Key: this.prefix + key }),
      );
      return body ?? null;
    } catch (error) {
      if (isMissingObject(error)) return null;
      throw error;
    }
  }
}

type Body = NonNullable<GetObjectCommandOutput['Body']>;

function isMissingUpload(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchUpload';
}

/** A bucket that is missing is another matter: S3 says so in an answer that has a body, and not where it has none. */
function isMissingObject(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');
}
