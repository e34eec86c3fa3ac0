import type { AccountDirectory } from './account-directory.js';
import type { StoredBucket } from './bucket-store.js';
import type { CredentialStore, StoredCredentials } from './credential-store.js';
import type { EndpointOptions, Partition } from './endpoint-options.js';
import type { OrganizationIndex } from './organization-index.js';

/** What the services of an endpoint share. */
export interface EndpointState {
  readonly options: EndpointOptions;
  readonly partition: Partition;
  readonly directory: AccountDirectory;
  readonly credentials: CredentialStore;
  readonly organization: OrganizationIndex | null;
  readonly buckets: ReadonlyMap<string, StoredBucket>;
  /** Milliseconds since 1970, by the endpoint's clock. */
  readonly now: () => number;
  /**
   * Milliseconds by which clocks that the endpoint has shown to clients go ahead of its own. A client may sign by
   * each of them: it cannot know which server will answer next.
   */
  readonly shownClocks: Set<number>;
}

/** Who calls, and the session credentials or access key they call with. */
export type Caller = StoredCredentials;
