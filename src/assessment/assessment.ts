import type { AssessedEscalation, PrincipalType } from './assessed-escalation.js';
import type { AssessedPolicy, AssessedResourcePolicy } from './assessed-policies.js';
import type { AssessedPrincipal } from './assessed-principals.js';
import type { FindingsTrend } from './assessed-trend.js';
import type { AssessedTriage } from './assessed-triage.js';
import type { AssessmentSummary } from './assessment-summary.js';
import type { Finding, Severity } from './finding.js';
import type { JsonValue } from './json-value.js';
import type { ProposedFix } from './proposed-fix.js';
import type { AppliedSuppression } from './suppressions/suppression.js';

export type * from './assessed-escalation.js';
export type * from './assessed-policies.js';
export type * from './assessed-principals.js';
export type * from './assessed-trend.js';
export type * from './assessed-triage.js';
export type * from './assessment-summary.js';
export type * from './finding.js';
export type { JsonValue };

/**
 * The one contract between the engine and everything that shows results: an immutable, JSON-serialisable
 * description of what was found in one account. Tables (`actions`, `actionSets`, `documents`, `policies`,
 * `principals`) hold each thing once; findings refer to them by index.
 */
export interface Assessment {
  readonly format: 'cloudsplaining-assessment';
  /** Raised when a reader of an older version could misread a newer file. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly catalog: CatalogDescription;
  /** ISO 8601 time in UTC at which the assessment was made. */
  readonly assessedAt: string;
  /** What was assessed: the stem of the input file's name, or a name the caller chose. */
  readonly name: string;
  readonly account: AssessedAccount;
  readonly options: AssessmentOptionsInForce;
  /** Titles, explanations and fixes of every risk kind, in the order in which they are shown. */
  readonly kinds: readonly RiskKindDescription[];
  /** The escalation paths that at least one finding refers to. */
  readonly escalationPaths: readonly EscalationPathDescription[];
  /** Service prefix to service name, for the services of `actions` and of service wildcards. */
  readonly services: Readonly<Record<string, string>>;
  /** Canonical names of the actions that findings mention, in ascending order. */
  readonly actions: readonly string[];
  /**
   * Sets of indexes into `actions`, as runs separated by commas. A run says how many indexes are left out before
   * it and, after a plus sign, how many more follow its first: `0+5,3` are 0 to 5 and 9.
   */
  readonly actionSets: readonly string[];
  /**
   * Indexes into `actions` by access level, in the form of `actionSets`. In none of them: actions whose name begins
   * with `Tag` or `Untag` are of level Tagging, all others of level Write.
   */
  readonly accessLevels: Readonly<Partial<Record<AccessLevelName, string>>>;
  /** Resource types to which actions of findings can be narrowed: `s3:bucket`. */
  readonly resourceTypes: readonly string[];
  /**
   * For each of `actionSets` the resource types that a Resource could name for its actions, as indexes into
   * `resourceTypes`, those of the most actions first, at most two; after `!` how many actions work on none. Empty
   * where there are too many actions to say.
   */
  readonly narrowings: readonly string[];
  /** Every distinct policy document, as it stood in the input. */
  readonly documents: readonly JsonValue[];
  /** What statements of trust policies say, in words, each distinct sentence once. */
  readonly trustSentences: readonly string[];
  readonly policies: readonly AssessedPolicy[];
  readonly principals: readonly AssessedPrincipal[];
  /** Policies of buckets, queues, keys and other resources; absent where the input has none. */
  readonly resourcePolicies?: readonly AssessedResourcePolicy[];
  /** Who can become whom, and who is or can become administrator. */
  readonly escalation: AssessedEscalation;
  readonly findings: readonly Finding[];
  readonly exclusions: ExclusionsReport;
  /** Parts of the input that could not be assessed, each with its place and the reason. */
  readonly notAssessed: readonly NotAssessed[];
  /** Remarks on the whole account: several accounts in one file, unknown actions, an old catalogue. */
  readonly notes: readonly string[];
  readonly summary: AssessmentSummary;
  /** What people decided about the findings; absent where the scan was given no decisions. */
  readonly triage?: AssessedTriage;
  /** Pages that were written for the report; absent where there are none. */
  readonly customPages?: CustomPages;
  /** Since an earlier assessment of the account; absent where none was given. */
  readonly trend?: FindingsTrend;
  /** Changes that were checked to remove findings; absent where nobody asked for them. */
  readonly fixes?: readonly ProposedFix[];
  /** Why there is no change for findings, a sentence each; absent where nobody asked for changes. */
  readonly noFixReasons?: readonly string[];
  /** The suppressions of the configuration, those that matched nothing too; absent where there are none. */
  readonly suppressions?: readonly AppliedSuppression[];
}

/** Options that decide which findings count: findings made under different ones do not compare. */
export type ComparedOptions = Pick<
  AssessmentOptionsInForce,
  'flagAllRiskyActions' | 'flagTrustPolicies' | 'severities'
>;

/** Sanitised HTML for pages of the report. An empty text hides the page; without one it shows what is ours. */
export interface CustomPages {
  /** In the place of the report's own advice on triage, remediation and validation. */
  readonly guidance?: string;
  readonly appendices?: string;
}

/** Access levels of AWS's Service Authorization Reference. */
export type AccessLevelName = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** Whether a risk kind is judged on identity policies, on trust policies of roles or on policies of resources. */
export type RiskScope = 'identity-policy' | 'trust-policy' | 'resource-policy';

/** The catalogue of actions that was judged by, in short. */
export interface CatalogDescription {
  /** Date of the action data, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  readonly services: number;
  readonly actions: number;
}

/** Whose policies and principals were assessed. */
export interface AssessedAccount {
  /** The account most principals belong to; null where the input names none. */
  readonly id: string | null;
  readonly partition: string;
  /** Number of principals by account id, when the file mixes accounts more than one entry. */
  readonly principalsByAccount: Readonly<Record<string, number>>;
}

/** The options that the assessment was made under. */
export interface AssessmentOptionsInForce {
  readonly flagAllRiskyActions: boolean;
  readonly flagTrustPolicies: boolean;
  /** Severities that findings were filtered to; empty means all. */
  readonly severities: readonly Severity[];
  /** True where documents of policies without a finding were left out. */
  readonly minimized: boolean;
}

/** A kind of risk, with the words that reports print about it. */
export interface RiskKindDescription {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly scope: RiskScope;
  /** One sentence: what a finding of this kind says. */
  readonly summary: string;
  /** Why it matters; plain paragraphs. */
  readonly why: string;
  /** How to fix it; plain paragraphs. */
  readonly fix: string;
  readonly references: readonly string[];
}

/** A way to more permissions that findings refer to. */
export interface EscalationPathDescription {
  /** Unique within the catalogue of paths. */
  readonly id: string;
  /** Method name of 0.9.1 where there is one. */
  readonly legacyName: string | null;
  readonly name: string;
  readonly category: string;
  /** Canonical names of the actions that the path needs. */
  readonly requiredActions: readonly string[];
  /** Ids of paths that need the very same actions and are therefore not reported apart. */
  readonly sameActionsAs: readonly string[];
  readonly link: string;
}

/** What was not assessed because somebody excluded it, and by which rule. */
export interface ExclusionsReport {
  /** The rules in force, in the shape of the exclusions file. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
  readonly excluded: readonly {
    readonly type: PrincipalType | 'policy' | 'action';
    readonly name: string;
    readonly rule: string;
  }[];
  /** Rules that matched nothing, as `key: rule`. */
  readonly unmatchedRules: readonly string[];
}

/** A part of the input that could not be assessed. */
export interface NotAssessed {
  readonly what: string;
  /** JSON path in the input, `$.Policies[3].PolicyVersionList[0].Document`. */
  readonly where: string;
  readonly reason: string;
}
