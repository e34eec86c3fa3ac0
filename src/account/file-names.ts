/** Characters that some file system does not allow in names, and those that steer a terminal. */
// eslint-disable-next-line no-control-regex
const REFUSED = /[\u0000-\u001f\u007f/\\:*?"<>|]/;
const REFUSED_EVERYWHERE = new RegExp(REFUSED.source, 'g');
const LONGEST = 100;
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
  if (REFUSED.test(name)) return 'this one holds a character that file names cannot have';
  if (/^[.\s]|[.\s]$/.test(name)) return 'this one begins or ends with a full stop or a space';
  if (OF_OTHERS.test(name)) return 'this one ends as the name of another file of an account does';
  if (DEVICE.test(name)) return 'this one is a device of Windows';
  return TAKEN.has(name.toLowerCase()) ? 'this one is taken by a file over all accounts' : null;
}

/** A stem for the files of something that others named; the same name gives the same stem. */
export function fileNameFor(name: string, otherwise: string): string {
  const safe = name
    .replace(REFUSED_EVERYWHERE, '-')
    .slice(0, LONGEST)
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return fileNameFault(safe) === null ? safe : otherwise;
}
