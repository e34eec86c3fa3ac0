import { parseListedAccounts, type ListedAccount } from '../../account/listed-accounts.js';
import { inFile } from '../input-error-in-file.js';
import { parseYaml } from '../parse-yaml.js';
import { readText } from '../read-file.js';

/**
 * The accounts of a multi-account configuration file.
 *
 * @throws {UsageError} if the file cannot be read as such
 */
export function readAccountList(path: string): readonly ListedAccount[] {
  // Other programs that read the list would take such an id for another number, so that it is refused.
  const { value, lineOf } = parseYaml(readText(path), path, { leadingZeros: 'dropped', mergeKeys: true });
  return inFile(path, () => parseListedAccounts(value), lineOf);
}
