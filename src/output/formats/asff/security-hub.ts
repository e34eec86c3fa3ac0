import type { Assessment } from '../../../assessment/assessment.js';
import type { FormatContext } from '../../output-format.js';
import { firstRegion, partitionOfRegion } from '../../partition-regions.js';

/** Where findings go: an account, a region of it, and the product that every account has there for its own findings. */
export interface SecurityHub {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly productArn: string;
}

/** The Security Hub of the account; null where the account is not known. */
export function securityHub(
  { account }: Assessment,
  { accountId: given, region: named }: FormatContext,
): SecurityHub | null {
  const accountId = account.id ?? given;
  if (accountId === null) return null;
  const partition = account.partition === '' ? partitionOfRegion(named) : account.partition;
  const region = named ?? firstRegion(partition);
  return {
    accountId,
    partition,
    region,
    productArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
  };
}
