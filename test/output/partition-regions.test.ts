import { describe, expect, it } from 'vitest';
import partitions from '../../src/account/data/partitions.json' with { type: 'json' };
import { firstRegion, mayBeOf, partitionOfRegion } from '../../src/output/partition-regions.js';

describe('the region and the partition that findings are reported in', () => {
  it.each(partitions)('of $partition are those that are called', ({ partition, globalRegion }) => {
    expect(firstRegion(partition)).toBe(globalRegion);
    expect(partitionOfRegion(globalRegion)).toBe(partition);
  });

  it('are the standard ones where nothing is known', () => {
    expect([firstRegion('aws-new'), partitionOfRegion(null)]).toEqual(['us-east-1', 'aws']);
  });

  it('belong together, as far as the partition is known', () => {
    expect([mayBeOf('aws', 'eu-west-1'), mayBeOf('aws-cn', 'cn-north-1'), mayBeOf('aws-new', 'x-1')]).toEqual(
      [true, true, true],
    );
    expect([mayBeOf('aws', 'cn-north-1'), mayBeOf('aws-cn', 'eu-west-1')]).toEqual([false, false]);
  });
});
