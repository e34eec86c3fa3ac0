const LONGEST = 100;
/** What some file system takes for something else, or a terminal for a command. */
const UNSAFE = /[\p{C}\p{Z}/\\:*?"<>|]/gu;
/** Windows opens a device under these names, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Names of files after names that users gave, each but once. */
export class FileNames {
  /** In small letters: many file systems make no difference. */
  private readonly taken: Set<string>;

  constructor(reserved: readonly string[] = []) {
    this.taken = new Set(reserved);
  }

  /** A name for a file, without its ending, that is safe and was not given before. */
  fileNameOf(name: string): string {
    const safe = safeFileName(name);
    let free = safe;
    for (let count = 2; this.taken.has(free.toLowerCase()); count += 1) free = `${safe}-${count}`;
    this.taken.add(free.toLowerCase());
    return free;
  }
}

function safeFileName(name: string): string {
  const safe = name.normalize('NFC').replace(UNSAFE, '_').replace(/^[.-]/, '_').slice(0, LONGEST);
  return safe === '' || DEVICE.test(safe) ? `_${safe}` : safe;
}
