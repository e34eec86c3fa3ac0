/** An address of either family as a number. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Whether an address lies in a range such as `203.0.113.0/24` or `2001:db8::/32`; an address alone is a range of one.
 * Null where either cannot be read.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function addressInRange(address: string, range: string): boolean | null {
  const given = parseAddress(address);
  const read = parseRange(range);
  if (given === null || read === null) return null;
  const { start, prefix } = read;
  if (given.bits !== start.bits) return false;
  const shift = BigInt(start.bits - prefix);
  return given.value >> shift === start.value >> shift;
}

/** Whether a range holds every address of its family, whichever it begins with. */
export function holdsEveryAddress(range: string): boolean {
  return parseRange(range)?.prefix === 0;
}

/** A range by its first address and how many of its leading bits all its addresses share; null where it cannot be read. */
function parseRange(range: string): { readonly start: Address; readonly prefix: number } | null {
  const [base = '', length, ...rest] = range.split('/');
  const start = parseAddress(base);
  if (start === null || rest.length > 0) return null;
  const prefix = length === undefined ? start.bits : /^\d{1,3}$/.test(length) ? Number(length) : Infinity;
  return prefix > start.bits ? null : { start, prefix };
}

function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseLong(text) : parseShort(text);
}

function parseShort(text: string): Address | null {
  const parts = text.split('.');
  // A leading zero means octal to some readers and nothing to others.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

const GROUPS = 8;

function parseLong(written: string): Address | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(written);
  const short = tail === null ? null : parseShort(tail[2] ?? '');
  if (tail !== null && short === null) return null;
  const low = short?.value ?? 0n;
  const text =
    tail === null ? written : `${tail[1] ?? ''}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const halves = text.split('::');
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = GROUPS - left.length - right.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
