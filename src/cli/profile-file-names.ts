/** Of UTF-8, as file systems count, which take 255: an ending and what is added while a file is written have room. */
const MOST_BYTES = 200;
/** What some file system takes for something else, or a terminal for a command. */
const UNSAFE = /[\p{C}\p{Z}/\\:*?"<>|]/gu;
/** Windows opens a device under these names, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Names of files after names that users gave, each but once. */
export class ProfileFileNames {
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
  const safe = cut(name.normalize('NFC').replace(UNSAFE, '_').replace(/^[.-]/, '_'));
  return safe === '' || DEVICE.test(safe) ? `_${safe}` : safe;
}

function cut(name: string): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) break;
    kept.push(character);
  }
  return kept.join('');
}
