import type { ListedAccount } from '../account/listed-accounts.js';
import type { Destination } from './destination.js';
import { inState, manifestText, RUN_MANIFEST, type RunAccount, type RunManifest } from './run-manifest.js';
import { writeFiles } from './write-files.js';

/** Keeps the manifest of a run up to date where its files are. */
export class ManifestKeeper {
  private readonly manifest: Omit<RunManifest, 'accounts' | 'finishedAt'>;
  /** Changed in place: of many accounts, each settles once. */
  private readonly accounts: RunAccount[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly destination: Pick<Destination, 'begin'>;
  /** Accounts that may settle before the manifest is written again: what is lost with it is only done once more. */
  private readonly settledBetween: number;
  private finishedAt: string | null;
  private settled = 0;
  private saving: Promise<void> = Promise.resolve();
  private begun: Promise<void> | null = null;

  constructor(
    { accounts, finishedAt, ...manifest }: RunManifest,
    destination: Pick<Destination, 'begin'>,
    settledBetween: number,
  ) {
    this.manifest = manifest;
    this.accounts = [...accounts];
    this.places = new Map(accounts.map(({ id }, place) => [id, place]));
    this.finishedAt = finishedAt;
    this.destination = destination;
    this.settledBetween = settledBetween;
  }

  /** Writes the manifest for the first time, which must be before a file of an account is there. */
  async begin(): Promise<void> {
    this.begun ??= this.save();
    try {
      await this.begun;
    } catch (error) {
      this.begun = null;
      throw error;
    }
  }

  /** Writes the manifest now, whether or not it could be written before. */
  async save(): Promise<void> {
    const before = this.saving;
    // One after the other, or an older one could take the place of a newer.
    this.saving = (async () => {
      await Promise.allSettled([before]);
      await writeFiles([{ name: RUN_MANIFEST, content: this.text() }], this.destination);
    })();
    await this.saving;
  }

  /** Called when the files of the account are there: one that is done is not done again. */
  async done({ id }: ListedAccount): Promise<void> {
    this.settle(id, { state: 'done' });
    await this.saveNowAndThen();
  }

  failed({ id }: ListedAccount, reason: string): void {
    this.settle(id, { state: 'failed', reason });
  }

  async finish(now: Date): Promise<void> {
    this.finishedAt = now.toISOString();
    await this.save();
  }

  private settle(id: string, state: Pick<RunAccount, 'state' | 'reason'>): void {
    const place = this.places.get(id) ?? -1;
    const account = this.accounts[place];
    if (account !== undefined) this.accounts[place] = inState(account, state);
  }

  private text(): string {
    const { settings, knownAccounts, ...rest } = this.manifest;
    return manifestText({
      ...rest,
      finishedAt: this.finishedAt,
      settings,
      knownAccounts,
      accounts: this.accounts,
    });
  }

  private async saveNowAndThen(): Promise<void> {
    this.settled++;
    if (this.settled % this.settledBetween === 0) await this.save();
  }
}
