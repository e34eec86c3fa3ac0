import pMap from 'p-map';
import type { ListedAccount } from '../account/listed-accounts.js';
import type { Bucket } from '../aws/bucket.js';
import { guardrailsFor, type GuardrailsFile } from '../aws/guardrails-file.js';
import { guardrailsKey, jsonObject } from './run-objects.js';

/** Objects read or written at the same time. */
const REQUESTS_AT_ONCE = 50;

/**
 * The policies of an organisation that bind the accounts of a run, an object for each account, so that a scan reads no
 * more than it needs. An object is made when its turn comes: those of all accounts hold the same policies thousands of
 * times.
 */
export class BoundAccounts {
  private readonly accounts: readonly ListedAccount[];
  private readonly bucket: Pick<Bucket, 'get' | 'put'>;
  private readonly contentFor: (accountId: string) => Buffer;

  constructor(
    guardrails: GuardrailsFile,
    accounts: readonly ListedAccount[],
    bucket: Pick<Bucket, 'get' | 'put'>,
  ) {
    const own = guardrailsFor(guardrails);
    this.contentFor = (accountId) => jsonObject(own(accountId));
    this.accounts = accounts;
    this.bucket = bucket;
  }

  /** Ids of the accounts whose objects say otherwise. */
  async boundOtherwise(): Promise<readonly string[]> {
    const changed = await pMap(
      this.accounts,
      async ({ id }) => {
        const before = await this.bucket.get(guardrailsKey(id));
        return before === null || before.equals(this.contentFor(id)) ? [] : [id];
      },
      { concurrency: REQUESTS_AT_ONCE },
    );
    return changed.flat();
  }

  async write(): Promise<void> {
    await pMap(
      this.accounts,
      ({ id }) => this.bucket.put(guardrailsKey(id), this.contentFor(id), 'application/json'),
      { concurrency: REQUESTS_AT_ONCE },
    );
  }
}
