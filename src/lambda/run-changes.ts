import type { Assessment } from '../assessment/assessment.js';
import { trustPoliciesName } from '../assessment/trust-policies-name.js';
import { InputError } from '../policy/input-error.js';
import { ACCOUNT_ID, objectAt, timeAt } from '../policy/input-fields.js';
import { memberPath } from '../policy/member-path.js';
import type { RunFiles } from './run-files.js';
import { BOUND_SINCE, KNOWN_SINCE } from './run-objects.js';

/** From ids of accounts to when something about them changed. */
export type TimesOfAccounts = ReadonlyMap<string, Date>;

/** What has changed since a run began. */
export interface RunChanges {
  /** Accounts that trust policies may name now. */
  readonly known: TimesOfAccounts;
  /** Accounts that other policies of the organisation bind now. */
  readonly bound: TimesOfAccounts;
}

/** @throws {PermanentFailure} naming the object that holds something else */
export async function readRunChanges(files: RunFiles): Promise<RunChanges> {
  const [known, bound] = await Promise.all(
    [KNOWN_SINCE, BOUND_SINCE].map((key) => files.find(key, parseTimesOfAccounts)),
  );
  return { known: known ?? new Map(), bound: bound ?? new Map() };
}

/** Whether anything has changed that an account may have to be scanned again for. */
export function mayConcern({ known, bound }: RunChanges, accountId: string): boolean {
  return known.size > 0 || bound.has(accountId);
}

/** Whether an account was assessed before something changed that it hangs on. */
export function isOutdated(
  assessment: Pick<Assessment, 'assessedAt' | 'principals' | 'documents'>,
  accountId: string,
  { known, bound }: RunChanges,
): boolean {
  const assessedAt = new Date(assessment.assessedAt);
  const boundSince = bound.get(accountId);
  if (boundSince !== undefined && assessedAt < boundSince) return true;
  const strangers = [...known].filter(([, since]) => assessedAt < since).map(([id]) => id);
  return trustPoliciesName(assessment, new Set(strangers));
}

/** @throws {InputError} if these are no times of accounts */
export function parseTimesOfAccounts(input: unknown): TimesOfAccounts {
  return new Map(
    Object.entries(objectAt(input, '$')).map(([id, time]) => {
      const where = memberPath('$', id);
      if (!ACCOUNT_ID.test(id)) throw new InputError('an account id has 12 digits', where);
      return [id, new Date(timeAt(time, where))];
    }),
  );
}
