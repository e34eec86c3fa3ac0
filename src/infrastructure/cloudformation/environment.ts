import { partitionOf } from '../../account/partition.js';
import type { Jurisdiction } from '../jurisdiction.js';
import { Unknown } from '../unknown-values.js';

const NOTHING_SHARED = { prefix: '', ids: new Set<string>() };

/** Where a template is deployed, as far as anything says. */
export class Environment {
  readonly jurisdiction: Jurisdiction;
  readonly region: string | null;
  /** What stands before the logical ids that other templates of the account have too. */
  private readonly prefix: string;
  private readonly sharedIds: ReadonlySet<string>;

  constructor(
    account: { readonly accountId: string; readonly isAccountKnown: boolean },
    region: string | null,
    shared: { readonly prefix: string; readonly ids: ReadonlySet<string> } = NOTHING_SHARED,
  ) {
    this.jurisdiction = { ...account, partition: partitionOf(region).partition };
    this.region = region;
    this.prefix = shared.prefix;
    this.sharedIds = shared.ids;
  }

  /** What a resource is called whose name is left to CloudFormation, which makes one of the logical id. */
  generatedName(logicalId: string): string {
    return this.sharedIds.has(logicalId) ? `${this.prefix}-${logicalId}` : logicalId;
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
        return partitionOf(this.region).dnsSuffix;
      default:
        return name.startsWith('AWS::') ? Unknown.of(name) : undefined;
    }
  }
}
