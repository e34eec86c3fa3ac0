import PARTITIONS from './data/partition-regions.json' with { type: 'json' };

/** The region in which findings of a partition are reported where nobody names one. */
export function firstRegion(partition: string): string {
  return PARTITIONS.find((each) => each.partition === partition)?.firstRegion ?? 'us-east-1';
}

/** The partition of the region in which findings are reported; `aws` where none is named. */
export function partitionOfRegion(region: string | null): string {
  return PARTITIONS.find(({ regionPrefix }) => (region ?? '').startsWith(regionPrefix))?.partition ?? 'aws';
}

/** Whether a region may be one of a partition: of a partition that nobody here has heard of, any. */
export function mayBeOf(partition: string, region: string): boolean {
  return partitionOfRegion(region) === partition || !PARTITIONS.some((each) => each.partition === partition);
}
