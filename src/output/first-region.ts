const FIRST_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** The region in which findings of a partition are reported where nobody names one. */
export function firstRegion(partition: string): string {
  return FIRST_REGIONS[partition] ?? 'us-east-1';
}
