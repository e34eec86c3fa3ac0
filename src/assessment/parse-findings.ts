import { InputError } from '../policy/input-error.js';
import type { Assessment } from './assessment.js';
import { readStoredAssessment } from './stored/read-stored-assessment.js';

/**
 * The Assessment in a findings file, parsed as JSON. Format and version are checked, and nothing else: such files are
 * written by this program.
 *
 * @throws {InputError} if it is no findings file, or of a version that this one cannot read
 */
export function parseFindings(value: unknown): Assessment {
  const assessment = readStoredAssessment(value);
  if (assessment === null)
    throw new InputError('this is no findings file of version 1; name one that a scan wrote', '$');
  return assessment;
}
