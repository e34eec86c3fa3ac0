import type { OutputFile } from '../../scanning/output-file.js';
import { jsonOfLists } from '../json-of-lists.js';
import type { FetchedAccount } from './fetch-account.js';

/** Writes an account as the AWS CLI prints it, into a file that is begun. */
export function writeAccount({ details }: FetchedAccount, file: OutputFile): void {
  for (const chunk of jsonOfLists({ ...details })) file.write(chunk);
  // Files of a folder are done at once.
  void file.complete();
  void file.commit();
}
