import { describe, expect, it } from 'vitest';
import partitions from '../../src/account/data/partitions.json' with { type: 'json' };
import { firstRegion, partitionOfRegion } from '../../src/output/partition-regions.js';

describe('the region and the partition that findings are reported in', () => {
  it.each(partitions)('of $partition are those that are called', ({ partition, globalRegion }) => {
    expect(firstRegion(partition)).toBe(globalRegion);
    expect(partitionOfRegion(globalRegion)).toBe(partition);
  });

  it('are the standard ones where nothing is known', () => {
    expect([firstRegion('aws-new'), partitionOfRegion(null)]).toEqual(['us-east-1', 'aws']);
  });
});
