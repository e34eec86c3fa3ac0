/** Characters that some file system does not allow in names, and those that steer a terminal or hide in it. */
const REFUSED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|]/u;
const REFUSED_EVERYWHERE = new RegExp(REFUSED.source, 'gu');
const LONGEST = 100;
/** File systems allow 255 bytes, of which the names of our files add some to it. */
const MOST_BYTES = 200;
/** Names of the files over all accounts. */
const TAKEN = new Set(['index', 'organization', 'organization-findings', 'cloudsplaining-run']);
/** What our files of an account have between its name and `.json`: another account's results would be such a file. */
const OF_OTHERS = /\.(?:findings|crossings|assessment)$/i;
/** Device names of Windows, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Why a name cannot be the stem of a file's name on every system; null if it can. */
export function fileNameFault(name: string): string | null {
  if (name.trim() === '') return 'this one is empty';
  if (name.length > LONGEST) return `this one is longer than ${LONGEST} characters`;
  if (mostBytes(name) > MOST_BYTES) return `this one takes more than ${MOST_BYTES} bytes`;
  if (REFUSED.test(name)) return 'this one holds a character that file names cannot have';
  if (/^[.\s]|[.\s]$/.test(name)) return 'this one begins or ends with a full stop or a space';
  if (OF_OTHERS.test(name)) return 'this one ends as the name of another file of an account does';
  if (DEVICE.test(name)) return 'this one is a device of Windows';
  return TAKEN.has(name.toLowerCase()) ? 'this one is taken by a file over all accounts' : null;
}

/** Three bytes of UTF-8 for each unit beyond ASCII are enough. */
function mostBytes(name: string): number {
  return name.length + 2 * (name.match(/[^ -~]/g)?.length ?? 0);
}

/** A stem for the files of something that others named; the same name gives the same stem. */
export function fileNameFor(name: string, otherwise: string): string {
  const safe = name
    .replace(REFUSED_EVERYWHERE, '-')
    .slice(0, LONGEST)
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return fileNameFault(safe) === null ? safe : otherwise;
}

/** The same for names that some file system takes for one: in other cases, or with accents composed in another way. */
export function fileNameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
