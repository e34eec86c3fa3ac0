import { partitionOfRegion, type Jurisdiction } from '../jurisdiction.js';
import { Unknown } from '../unknown-values.js';

/** Where a template is deployed, as far as anything says. */
export class Environment {
  readonly jurisdiction: Jurisdiction;
  readonly region: string | null;

  constructor(
    account: { readonly accountId: string; readonly isAccountKnown: boolean },
    region: string | null,
  ) {
    this.jurisdiction = { ...account, partition: partitionOfRegion(region) };
    this.region = region;
  }

  /** What a pseudo parameter gives; undefined where the name is none. */
  pseudoParameter(name: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return this.jurisdiction.accountId;
      case 'AWS::Partition':
        return this.jurisdiction.partition;
      case 'AWS::Region':
        return this.region ?? Unknown.of(name);
      case 'AWS::URLSuffix':
        return this.jurisdiction.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      default:
        return name.startsWith('AWS::') ? Unknown.of(name) : undefined;
    }
  }
}
