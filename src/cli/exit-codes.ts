/** What the exit codes mean, whichever the command. */
export const EXIT_CODES = {
  0: 'done',
  1: 'scan, scan-policy-file: findings at or above --fail-on; who-can: not what --expect says; simulate: a decision that is not the expected one; diff: risky access was gained; fix: findings that stay',
  2: 'an error in the command or its input, or an answer that lacks a part',
  3: 'download, scan-multi-account: some accounts failed, the others are done',
} as const;
