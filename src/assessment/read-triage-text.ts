import { InputError } from '../policy/input-error.js';
import { parseTriageFile, type TriageFile } from './parse-triage-file.js';

/** Reads the text of a triage file; what is wrong with it is a phrase. */
export function readTriageText(text: string): TriageFile | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  try {
    return parseTriageFile(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.message} (at ${error.where})`;
  }
}
