const NAME = 'UsageError';

/** Something the user can put right: one sentence, printed as it is, exit code 2. */
export class UsageError extends Error {
  override readonly name = NAME;
}

/** Whether an error is a {@link UsageError}. Each lazily loaded bundle has a class of its own, so its name decides. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === NAME;
}
