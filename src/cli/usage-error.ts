/** Something the user can put right: one sentence, printed as it is, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
