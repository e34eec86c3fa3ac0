import { TOOL_VERSION } from '../tool-version.js';
import type { AccountContribution } from './account-contribution.js';
import { findingsTrend, type EarlierAccount } from './findings-trend.js';
import type {
  AccountFindings,
  OrganizationFindings,
  OrganizationRiskKind,
  OrganizationTrend,
} from './organization-findings.js';
import { SEVERITIES } from './severity.js';
import { sumCounts } from './severity-counts.js';
import { SharedFindings } from './shared-findings.js';
import type { EarlierFindings } from './earlier-findings.js';

/** Adds up what many accounts contribute, in any order; it keeps little more than what {@link OrganizationFindings} holds. */
export class OrganizationCollector {
  private readonly accounts: AccountFindings[] = [];
  private readonly shared = new SharedFindings();
  private readonly notAssessed: { readonly what: string; readonly reason: string }[] = [];
  private readonly compared = new Set<EarlierAccount>();
  private readonly earlier: EarlierFindings | null;
  private kinds: readonly OrganizationRiskKind[] = [];

  constructor(earlier: EarlierFindings | null = null) {
    this.earlier = earlier;
  }

  add({ account, comparable, kinds }: AccountContribution): void {
    const before = this.earlier?.of(account) ?? null;
    if (before !== null) this.compared.add(before);
    for (const finding of comparable) this.shared.add(this.accounts.length, finding);
    const trend = account.trend ?? (before === null ? undefined : findingsTrend(before, account));
    this.accounts.push(trend === undefined ? account : { ...account, trend });
    // Accounts whose policies of resources are at hand have the kinds on them too.
    if (kinds.length > this.kinds.length) this.kinds = kinds;
  }

  addNotAssessed(what: string, reason: string): void {
    this.notAssessed.push({ what, reason });
  }

  build(): OrganizationFindings {
    const order = this.accounts.map((_, index) => index).sort((a, b) => this.compareAccounts(a, b));
    const places = new Map(order.map((index, place) => [index, place]));
    const accounts = order.flatMap((index) => this.accounts[index] ?? []);
    const times = accounts.map(({ assessedAt }) => assessedAt).sort();
    const trend = this.trendOf(accounts);
    return {
      format: 'cloudsplaining-organization-findings',
      version: 1,
      tool: { name: 'cloudsplaining', version: TOOL_VERSION },
      assessedAt: times[times.length - 1] ?? '',
      kinds: this.kinds,
      accounts,
      shared: this.shared.build(places),
      notAssessed: this.notAssessed,
      summary: {
        bySeverity: sumCounts(accounts.map(({ bySeverity }) => bySeverity)),
        principals: accounts.reduce((sum, { principals }) => sum + principals, 0),
        policies: accounts.reduce((sum, { policies }) => sum + policies, 0),
      },
      ...(trend === null ? {} : { trend }),
    };
  }

  private trendOf(accounts: readonly AccountFindings[]): OrganizationTrend | null {
    if (this.earlier === null) return null;
    const trends = accounts.flatMap(({ trend }) => trend ?? []);
    return {
      new: sumCounts(trends.map((trend) => trend.new)),
      fixed: sumCounts(trends.map((trend) => trend.fixed)),
      unchanged: sumCounts(trends.map((trend) => trend.unchanged)),
      newAccounts: accounts.flatMap(({ trend }, index) => (trend === undefined ? [index] : [])),
      missingAccounts: this.earlier.accounts
        .filter((account) => !this.compared.has(account))
        .map(({ name }) => name),
      sameOptions: trends.every(({ sameOptions }) => sameOptions),
    };
  }

  private compareAccounts(one: number, other: number): number {
    const [a, b] = [this.accounts[one], this.accounts[other]];
    if (a === undefined || b === undefined) return 0;
    for (const severity of SEVERITIES) {
      const difference = b.bySeverity[severity] - a.bySeverity[severity];
      if (difference !== 0) return difference;
    }
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  }
}
