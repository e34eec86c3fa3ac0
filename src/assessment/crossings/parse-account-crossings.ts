import { InputError } from '../../policy/input-error.js';
import { listAt, objectAt } from '../../policy/input-fields.js';
import type { AccountCrossings } from './account-crossings.js';

const LISTS = ['documents', 'ports', 'leavers', 'doors', 'starts'];

/**
 * The crossings of an account in the parsed JSON of their file. Format, version and account are checked, and that the
 * lists are there: such files are written by this program.
 *
 * @throws {InputError} if they are not those of the account, or of a version that this one cannot read
 */
export function parseAccountCrossings(value: unknown, accountId: string): AccountCrossings {
  const file = objectAt(value, '$');
  if (file['format'] !== 'cloudsplaining-crossings' || file['version'] !== 1)
    throw new InputError('this is no crossings file of version 1', '$');
  if (file['accountId'] !== accountId)
    throw new InputError(`these are not the crossings of account ${accountId}`, '$.accountId');
  for (const list of LISTS) listAt(file[list], `$.${list}`);
  // The rest is as this program wrote it.
  return value as AccountCrossings;
}
