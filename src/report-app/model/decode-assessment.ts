import type { Assessment } from '../../assessment/assessment.js';
import { readStoredAssessment } from '../../assessment/stored/read-stored-assessment.js';
import { unpack } from '../shell/unpack.js';

/** Reads the report's data block: base64 of the gzipped findings file. */
export async function decodeAssessment(base64: string): Promise<Assessment> {
  const value: unknown = await unpack(base64).json();
  const assessment = readStoredAssessment(value);
  if (assessment === null)
    throw new Error('the data block holds no assessment of a version that this page can read');
  return assessment;
}
