const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$|^([+-]?)\.(\d+)$/;

/** A number in decimal notation, as the digits of its value times a power of ten. */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/**
 * How two numbers compare: below, at or above 0, as the first is less than, equal to or more than the second. Null
 * where either is no number. Exact, however many digits there are: ids and byte counts outgrow floating point.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compareDecimals(one: string, other: string): number | null {
  const left = parseDecimal(one);
  const right = parseDecimal(other);
  if (left === null || right === null) return null;
  const places = Math.max(left.places, right.places);
  const difference = scaled(left, places) - scaled(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const sign = match[1] ?? match[4] ?? '';
  const whole = match[2] ?? '';
  const fraction = (match[3] ?? match[5] ?? '').replace(/0+$/, '');
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, places: fraction.length };
}

function scaled({ digits, places }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - places);
}
