import open from 'open';

/** Opens a file in the browser of whoever runs the program. */
export async function openInBrowser(path: string): Promise<void> {
  await open(path);
}
