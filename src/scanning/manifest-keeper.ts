import type { ListedAccount } from '../account/listed-accounts.js';
import type { Destination } from './destination.js';
import { manifestText, RUN_MANIFEST, withAccount, type RunManifest } from './run-manifest.js';
import { writeFiles } from './write-files.js';

/** Keeps the manifest of a run up to date where its files are. */
export class ManifestKeeper {
  private manifest: RunManifest;
  private readonly destination: Pick<Destination, 'begin'>;
  /** Accounts that may settle before the manifest is written again: what is lost with it is only done once more. */
  private readonly settledBetween: number;
  private settled = 0;
  private saving: Promise<void> = Promise.resolve();

  constructor(manifest: RunManifest, destination: Pick<Destination, 'begin'>, settledBetween: number) {
    this.manifest = manifest;
    this.destination = destination;
    this.settledBetween = settledBetween;
  }

  /** Writes the manifest now. */
  async save(): Promise<void> {
    const { manifest } = this;
    const before = this.saving;
    // One after the other, or an older one could take the place of a newer.
    this.saving = (async () => {
      await before;
      await writeFiles([{ name: RUN_MANIFEST, content: manifestText(manifest) }], this.destination);
    })();
    await this.saving;
  }

  async done({ name, id }: ListedAccount): Promise<void> {
    this.manifest = withAccount(this.manifest, { name, id, state: 'done' });
    await this.saveNowAndThen();
  }

  failed({ name, id }: ListedAccount, reason: string): void {
    this.manifest = withAccount(this.manifest, { name, id, state: 'failed', reason });
  }

  async finish(now: Date): Promise<void> {
    this.manifest = { ...this.manifest, finishedAt: now.toISOString() };
    await this.save();
  }

  private async saveNowAndThen(): Promise<void> {
    this.settled++;
    if (this.settled % this.settledBetween === 0) await this.save();
  }
}
