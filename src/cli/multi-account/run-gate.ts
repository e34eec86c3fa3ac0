import type { Severity, SeverityCounts } from '../../assessment/assessment.js';
import type { AccountContribution } from '../../assessment/account-contribution.js';
import { noCounts, sumCounts, totalOf } from '../../assessment/severity-counts.js';
import { countsBySeverity } from '../../output/trend-text.js';
import { failsOn } from '../fail-on.js';

/** What `--fail-on` looks at in a run: all findings, or with a baseline the new ones. */
export class RunGate {
  private readonly threshold: Severity | undefined;
  private readonly hasBaseline: boolean;
  private looked: SeverityCounts = noCounts();
  private all = 0;
  private unknown = 0;
  private unread = 0;

  constructor(threshold: Severity | undefined, hasBaseline: boolean) {
    this.threshold = threshold;
    this.hasBaseline = hasBaseline;
  }

  /** Looks at an account; where the baseline holds none of it, all its findings are new. */
  look({ account, unreadPolicies }: Pick<AccountContribution, 'account' | 'unreadPolicies'>): void {
    const { bySeverity, trend } = account;
    const isCompared = this.hasBaseline && trend !== undefined;
    this.looked = sumCounts([this.looked, isCompared ? trend.new : bySeverity]);
    this.all += totalOf(bySeverity);
    if (!isCompared) this.unknown++;
    this.unread += unreadPolicies;
  }

  /** Whether a finding is as grave as `--fail-on` says. */
  get fails(): boolean {
    return failsOn(this.threshold, this.looked);
  }

  /** Policies that `--fail-on` should have looked at and that could not be read; 0 without a threshold. */
  get lacks(): number {
    return this.threshold === undefined ? 0 : this.unread;
  }

  /** What `--fail-on` looked at, in a sentence; null where that goes without saying. */
  remark(): string | null {
    if (this.threshold === undefined || !this.hasBaseline) return null;
    const unknown =
      this.unknown === 0
        ? ''
        : ` Of ${this.unknown === 1 ? '1 account' : `${this.unknown} accounts`} the baseline holds nothing, so all their findings are new.`;
    return `--fail-on looks at new findings only: ${countsBySeverity(this.looked)} of ${this.all}.${unknown}`;
  }
}
