import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const TIME = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?/g;
const COMPRESSED = /H4sI[A-Za-z0-9+/=]{200,}/g;

/** The names of the files of a run, each with a digest of its text without times. */
export function digestsOf(directory: string): readonly string[] {
  return readdirSync(directory)
    .sort()
    .map((name) => {
      const text = withoutTimes(readFileSync(join(directory, name), 'utf8'));
      return `${name} ${createHash('sha256').update(text).digest('hex')}`;
    });
}

/** The accounts of a run and how far they came, by its manifest. */
export function runStates(directory: string): readonly (readonly [name: string, state: string])[] {
  const manifest = JSON.parse(readFileSync(join(directory, 'cloudsplaining-run.json'), 'utf8')) as {
    readonly accounts: readonly { readonly name: string; readonly state: string }[];
  };
  return manifest.accounts.map(({ name, state }) => [name, state]);
}

/** Everything that a run wrote, what a report holds compressed unpacked. */
export function everythingIn(directory: string): string {
  return readdirSync(directory)
    .map((name) => withoutTimes(readFileSync(join(directory, name), 'utf8')))
    .join('\n');
}

function withoutTimes(text: string): string {
  return text
    .replace(COMPRESSED, (packed) => gunzipSync(Buffer.from(packed, 'base64')).toString())
    .replace(TIME, 'TIME');
}
