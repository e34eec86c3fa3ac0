import type {
  ComparedOptions,
  FindingsTrend,
  PolicyType,
  RiskScope,
  Severity,
  SeverityCounts,
} from './assessment.js';
import type { Crossing } from './crossings/crossing.js';

/**
 * What the assessments of several accounts come to together: a compact account of each, the findings that several of
 * them share, and what changed since earlier ones. The findings themselves are in the files of the accounts.
 */
export interface OrganizationFindings {
  readonly format: 'cloudsplaining-organization-findings';
  /** Raised when a reader of an older version could misread a newer file. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601 time in UTC of the youngest assessment. */
  readonly assessedAt: string;
  /** Risk kinds, in the order in which they are shown. */
  readonly kinds: readonly OrganizationRiskKind[];
  /** The accounts, the gravest first. */
  readonly accounts: readonly AccountFindings[];
  /** Findings that at least two accounts have, the gravest and most frequent first. */
  readonly shared: readonly SharedFinding[];
  /** Who gets from one account into another, the gravest first; absent where that was not looked for. */
  readonly crossings?: readonly Crossing[];
  /** Inputs that could not be assessed, each with the reason. */
  readonly notAssessed: readonly { readonly what: string; readonly reason: string }[];
  readonly summary: {
    /** Counted findings of all accounts. */
    readonly bySeverity: SeverityCounts;
    readonly principals: number;
    readonly policies: number;
  };
  /** Since earlier findings; absent where none were given. */
  readonly trend?: OrganizationTrend;
}

/** A kind of risk, without the words that the reports of accounts explain it with. */
export interface OrganizationRiskKind {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly scope: RiskScope;
}

/** One account in short. */
export interface AccountFindings {
  readonly name: string;
  readonly accountId: string | null;
  readonly assessedAt: string;
  readonly options: ComparedOptions;
  /** Names of the account's files, beside this one. */
  readonly files: { readonly report: string; readonly findings: string };
  readonly principals: number;
  readonly policies: number;
  /** Principals that are administrators. */
  readonly administrators: number;
  /** Principals that are none and can become one. */
  readonly canBecomeAdministrator: number;
  /** Outsiders, whom trust policies name, that can become one. */
  readonly outsidersBecomeAdministrator: number;
  /** Parts of the input that could not be assessed. */
  readonly notAssessed: number;
  readonly bySeverity: SeverityCounts;
  /** Counted findings by kind, without the kinds that have none. */
  readonly byKind: readonly { readonly kind: string; readonly counted: number }[];
  /** Fingerprints of the counted findings, in ascending order. */
  readonly findings: Readonly<Record<Severity, readonly string[]>>;
  readonly trend?: FindingsTrend;
}

/** The same finding in several accounts: of one kind, on policies with the same document or name. */
export interface SharedFinding {
  readonly kind: string;
  /** The gravest of its findings'. */
  readonly severity: Severity;
  readonly on: 'policy' | 'trust-policy' | 'resource-policy' | 'principal';
  /** Where it is on a policy. */
  readonly policyType?: PolicyType;
  /** Name of the policy, resource policy or principal, as the first account has it. */
  readonly name: string;
  /** Number of different documents. */
  readonly documents: number;
  /** Number of findings. */
  readonly findings: number;
  /** Indexes into `accounts`. */
  readonly accounts: readonly number[];
}

/** What became of the counted findings of all accounts that were assessed both times. */
export interface OrganizationTrend {
  readonly new: SeverityCounts;
  readonly fixed: SeverityCounts;
  readonly unchanged: SeverityCounts;
  /** Indexes into `accounts` of those that were not assessed before. */
  readonly newAccounts: readonly number[];
  /** Names of accounts that were assessed before and not this time. */
  readonly missingAccounts: readonly string[];
  readonly sameOptions: boolean;
}
