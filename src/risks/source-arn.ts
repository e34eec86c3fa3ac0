import { withWholeAccount } from '../policy/account-pattern.js';

const ANYTHING = /^\*+$/;

/**
 * The account of an ARN, or of a pattern of ARNs, and what stands behind it. Empty if it is no ARN.
 *
 * ARNs of buckets have neither region nor account, so that `arn:aws:s3:*:*:logs` is one bucket, in the form in which AWS
 * shows it, and no pattern of accounts. What has an account in S3 has a `/` or `:` in its name.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
export function accountAndResource(arn: string): readonly string[] {
  const [, , service, , account, ...resource] = withWholeAccount(arn).split(':');
  if (account === undefined) return [];
  const name = resource.join(':');
  const isBucket = service === 's3' && ANYTHING.test(account) && /^[^*?:/][^*?:/]*$/.test(name);
  return [isBucket ? '' : account, name];
}
