import type { BodyChecksum } from './body-checksum.js';
import type { EndpointBucket } from './endpoint-options.js';

/** An object as it was put. */
export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  /** The canned ACL that was asked for. */
  readonly acl: string | null;
  /** Every header of the request that put it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly entityTag: string;
  readonly checksum: BodyChecksum | null;
  /** Milliseconds since 1970, by the endpoint's clock. */
  readonly modifiedAt: number;
}

/** An object of which some parts are there. */
export interface UnfinishedUpload {
  readonly key: string;
  readonly contentType: string;
  readonly acl: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Pick<StoredObject, 'body' | 'entityTag' | 'checksum'>>;
}

/** A bucket with what lies in it. */
export interface StoredBucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string | null;
  readonly allowsAcls: boolean;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, UnfinishedUpload>;
}

/** The buckets of an endpoint, empty. */
export function emptyBuckets(
  buckets: readonly EndpointBucket[],
  firstAccount: string,
): ReadonlyMap<string, StoredBucket> {
  return new Map(
    buckets.map(({ name, accountId = firstAccount, region = null, allowsAcls = false }) => [
      name,
      { name, accountId, region, allowsAcls, objects: new Map(), uploads: new Map() },
    ]),
  );
}
