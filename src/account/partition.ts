import PARTITIONS from './data/partitions.json' with { type: 'json' };

/** A part of AWS with accounts of its own, and where its global services are. */
export interface Partition {
  readonly partition: string;
  /** Every region of it, and of none before it in the table, begins so. */
  readonly regionPrefix: string;
  /** Where calls to IAM are signed for. */
  readonly globalRegion: string;
  /** Where calls to AWS Organizations go. */
  readonly organizationsRegion: string;
  /** What names of its services end in; a template has it as `AWS::URLSuffix`. */
  readonly dnsSuffix: string;
}

const STANDARD: Partition = {
  partition: 'aws',
  regionPrefix: '',
  globalRegion: 'us-east-1',
  organizationsRegion: 'us-east-1',
  dnsSuffix: 'amazonaws.com',
};

/**
 * The partition that a region belongs to; the standard one where no region is known.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partitionOf(region: string | null): Partition {
  const name = (region ?? '').replace(FIPS, '');
  return PARTITIONS.find(({ regionPrefix }) => name.startsWith(regionPrefix)) ?? STANDARD;
}

/** The SDK also takes this before the name of a region, for its endpoints with validated cryptography. */
const FIPS = /^fips-/;
