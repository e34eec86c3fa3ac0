import { InputError } from '../policy/input-error.js';
import { accountIdAt, listAt, objectAt, stringAt, timeAt } from '../policy/input-fields.js';
import type { TriageDecision, TriageStatus } from './assessment.js';

/** What a decision may be, in the order in which it is shown. */
export const TRIAGE_STATUSES = [
  'to-triage',
  'fix',
  'false-positive',
  'accepted',
] as const satisfies readonly TriageStatus[];

/** The contents of `triage.json`: what was decided about the findings of one account. */
export interface TriageFile {
  readonly format: typeof TRIAGE_FORMAT;
  readonly version: 1;
  /** `id` is null where the input named no account. */
  readonly account: { readonly id: string | null; readonly name: string };
  /** ISO 8601 time in UTC at which the file was written; null where it does not say. */
  readonly savedAt: string | null;
  readonly decisions: readonly TriageDecision[];
}

/** The mark by which the file is known. */
export const TRIAGE_FORMAT = 'cloudsplaining-triage';

/**
 * Reads the contents of a triage file. Members that it does not know are passed over, for a later version may
 * add some.
 *
 * @throws {InputError} naming the place of what is wrong
 */
export function parseTriageFile(input: unknown): TriageFile {
  const file = objectAt(input, '$');
  if (file['format'] !== TRIAGE_FORMAT)
    throw new InputError(`this is no triage file; its format should be "${TRIAGE_FORMAT}"`, '$.format');
  if (file['version'] !== 1)
    throw new InputError('only version 1 of the triage file can be read; update this tool', '$.version');
  const account = objectAt(file['account'], '$.account');
  return {
    format: TRIAGE_FORMAT,
    version: 1,
    account: {
      id: accountIdAt(account['id'], '$.account.id'),
      name: stringAt(account['name'], '$.account.name'),
    },
    savedAt: file['savedAt'] == null ? null : timeAt(file['savedAt'], '$.savedAt'),
    decisions: listAt(file['decisions'], '$.decisions').map((decision, index) =>
      parseDecision(decision, `$.decisions[${index}]`),
    ),
  };
}

function parseDecision(input: unknown, where: string): TriageDecision {
  const decision = objectAt(input, where);
  const finding = stringAt(decision['finding'], `${where}.finding`);
  if (finding === '')
    throw new InputError('the fingerprint of a finding is expected, not an empty text', `${where}.finding`);
  const textAt = (key: string): string =>
    decision[key] == null ? '' : stringAt(decision[key], `${where}.${key}`);
  return {
    finding,
    status: statusAt(decision['status'], `${where}.status`),
    owner: textAt('owner'),
    note: textAt('note'),
    decidedAt: timeAt(decision['decidedAt'], `${where}.decidedAt`),
    description: textAt('description'),
  };
}

function statusAt(value: unknown, where: string): TriageStatus {
  const status = TRIAGE_STATUSES.find((each) => each === value);
  if (status === undefined) throw new InputError(`a status is one of ${TRIAGE_STATUSES.join(', ')}`, where);
  return status;
}
