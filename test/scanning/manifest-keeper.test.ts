import { describe, expect, it } from 'vitest';
import { ManifestKeeper } from '../../src/scanning/manifest-keeper.js';
import {
  manifestText,
  newManifest,
  parseManifest,
  type RunManifest,
} from '../../src/scanning/run-manifest.js';

const BEGUN = new Date('2026-01-02T03:04:05Z');
const listed = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ name: `n${place}`, id: `${place}` }));

/** A place that keeps the texts that were committed, each when somebody lets it. */
function slowDestination() {
  const texts: string[] = [];
  const commits: (() => void)[] = [];
  const destination = {
    begin: () => {
      let text = '';
      return {
        write: (piece: string | Uint8Array) => {
          text += piece.toString();
        },
        complete: () => undefined,
        commit: () =>
          new Promise<void>((resolve) => {
            commits.push(() => {
              texts.push(text);
              resolve();
            });
          }),
      };
    },
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const commitNext = async () => {
    await settled();
    commits.shift()?.();
    await settled();
  };
  const states = () =>
    texts.map((text) =>
      parseManifest(JSON.parse(text))
        .accounts.map(({ state }) => state)
        .join(' '),
    );
  return { destination, commitNext, texts, states, waiting: () => commits.length };
}

describe('the keeper of a manifest', () => {
  it('writes it as often as asked, one after the other, and a newer one never before an older', async () => {
    const place = slowDestination();
    const keeper = new ManifestKeeper(newManifest(listed(3), {}, BEGUN), place.destination, 2);
    const [a, b, c] = listed(3);
    if (a === undefined || b === undefined || c === undefined) throw new Error('three were listed');
    await keeper.done(a);
    const second = keeper.done(b);
    keeper.failed(c, 'no such role.');
    const last = keeper.finish(new Date('2026-01-02T04:05:06Z'));
    await place.commitNext();
    expect(place.waiting()).toBe(1);
    await second;
    await place.commitNext();
    await last;
    expect(place.states()).toEqual(['done done failed', 'done done failed']);
    expect(place.texts.at(-1)).toBe(
      manifestText({
        ...newManifest(listed(3), {}, BEGUN),
        finishedAt: '2026-01-02T04:05:06.000Z',
        accounts: [
          { ...a, state: 'done' },
          { ...b, state: 'done' },
          { ...c, state: 'failed', reason: 'no such role.' },
        ],
      }),
    );
  });

  it('does not say of an account that it is done before it is told so', async () => {
    const place = slowDestination();
    const keeper = new ManifestKeeper(newManifest(listed(2), {}, BEGUN), place.destination, 1);
    const [a] = listed(1);
    if (a === undefined) throw new Error('one was listed');
    const saved = keeper.save();
    await place.commitNext();
    await saved;
    const done = keeper.done(a);
    await place.commitNext();
    await done;
    expect(place.states()).toEqual(['waiting waiting', 'done waiting']);
  });

  it('writes it again after it could not be written', async () => {
    const texts: string[] = [];
    let failures = 2;
    const destination = {
      begin: () => ({
        write: (piece: string | Uint8Array) => {
          if (failures === 0) texts.push(piece.toString());
        },
        complete: () => undefined,
        commit: async () => {
          await Promise.resolve();
          if (failures > 0) throw new Error(`no way, ${failures--}`);
        },
      }),
    };
    const manifest = newManifest(listed(1), {}, BEGUN);
    const keeper = new ManifestKeeper(manifest, destination, 1);
    await expect(keeper.begin()).rejects.toThrow('no way, 2');
    await expect(keeper.begin()).rejects.toThrow('no way, 1');
    await keeper.begin();
    await keeper.begin();
    await keeper.save();
    expect(texts).toEqual([manifestText(manifest), manifestText(manifest)]);
  });

  it('looks at no other account when one settles', () => {
    let looks = 0;
    const accounts = listed(1000).map(({ name, id }) => ({
      name,
      state: 'waiting' as const,
      get id() {
        looks++;
        return id;
      },
    }));
    const manifest: RunManifest = { ...newManifest([], {}, BEGUN), accounts };
    const keeper = new ManifestKeeper(manifest, slowDestination().destination, 10_000);
    const before = looks;
    for (const account of listed(1000)) keeper.failed(account, 'x');
    // Each at itself.
    expect(looks - before).toBe(1000);
  });
});
