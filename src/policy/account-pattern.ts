const ENDING_IN_ACCOUNT = /^(arn:[^:*?]+:[^:*?]+:[^:*?]*:\d{12})\*+$/;

/**
 * A pattern of ARNs that ends in an account and a wildcard, `arn:aws:iam::111122223333*`, with the colon that follows
 * every account: an id has twelve digits, so that it is the account of whatever matches. Any other as it is.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function withWholeAccount(pattern: string): string {
  return pattern.replace(ENDING_IN_ACCOUNT, '$1:*');
}
