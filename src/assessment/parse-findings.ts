import { InputError } from '../policy/input-error.js';
import type { Assessment } from './assessment.js';
import { readStoredAssessment } from './stored/read-stored-assessment.js';

/**
 * The Assessment in a findings file, parsed as JSON. Format and version are checked, and nothing else: such files are
 * written by this program. What is damaged is an error where it cannot be read, and taken as it stands elsewhere.
 *
 * @throws {InputError} if it is no findings file, of a version that this one cannot read, or damaged
 */
export function parseFindings(value: unknown): Assessment {
  const assessment = read(value);
  if (assessment === null)
    throw new InputError('this is no findings file of version 1; name one that a scan wrote', '$');
  return assessment;
}

function read(value: unknown): Assessment | null {
  try {
    return readStoredAssessment(value);
  } catch (cause) {
    throw new InputError('this findings file is damaged; scan the account again to write it anew', '$', {
      cause,
    });
  }
}
