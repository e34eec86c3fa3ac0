import type { Destination } from './destination.js';
import { commitTogether } from './output-file.js';

/** Writes files that are at hand in whole: all are complete before the first takes its place, in the order given. */
export async function writeFiles(
  files: readonly { readonly name: string; readonly content: string | Uint8Array }[],
  destination: Pick<Destination, 'begin'>,
): Promise<void> {
  const begun = files.map(({ name, content }) => {
    const file = destination.begin(name);
    file.write(content);
    return file;
  });
  await commitTogether(begun);
}
