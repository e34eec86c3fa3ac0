import past from './data/past.json' with { type: 'json' };
import { parseInstant } from './instant.js';
import type { ConditionTest } from './policy-document.js';

const BEFORE = Date.parse(past.before);
/** The keys that say when a request is made, with that moment as each writes it. */
const TIMES: ReadonlyMap<string, string> = new Map([
  ['aws:currenttime', new Date(BEFORE).toISOString()],
  ['aws:epochtime', String(BEFORE / 1000)],
]);
const COMPARES_TIMES = /^(?:Date|Numeric)/;

/**
 * When a request may as well be made as at any later time, for a test of the time: all dates that it names have passed.
 * Null for any other test.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime
 */
export function timeAfterAllDates({ key, operator, values }: ConditionTest): string | null {
  // Asked for every test of every principal, and few compare times.
  if (!COMPARES_TIMES.test(operator)) return null;
  const time = TIMES.get(key.toLowerCase());
  if (time === undefined || !values.every(hasPassed)) return null;
  return time;
}

function hasPassed(date: string): boolean {
  const instant = parseInstant(date);
  return instant !== null && instant < BEFORE;
}
