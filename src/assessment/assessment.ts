import type { AssessedEscalation, PolicyStatements, PrincipalType } from './assessed-escalation.js';
import type { JsonValue } from './json-value.js';
import type { ProposedFix } from './proposed-fix.js';
import type { SourceLocation } from './source-location.js';
import type { AppliedSuppression } from './suppressions/suppression.js';

export type * from './assessed-escalation.js';
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

/** A number for each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** What became of the counted findings of an account since an earlier assessment. */
export interface FindingsTrend {
  /** Time of the earlier assessment. */
  readonly since: string;
  readonly new: SeverityCounts;
  readonly fixed: SeverityCounts;
  readonly unchanged: SeverityCounts;
  /** Ids of the findings that are new, one for each of them. */
  readonly newFindings: readonly string[];
  /** The findings that are gone, the gravest first; absent in files of before. */
  readonly fixedFindings?: readonly FixedFinding[];
  /** Whether both were made under the same options; otherwise part of the change is due to those. */
  readonly sameOptions: boolean;
}

/** A finding of an earlier assessment that is there no more. What it was is absent where that assessment does not tell. */
export interface FixedFinding {
  readonly id: string;
  readonly severity: Severity;
  /** Id of a risk kind. */
  readonly kind?: string;
  readonly on?: Finding['subject']['type'];
  /** Name of the policy, resource policy or principal. */
  readonly name?: string;
  readonly arn?: string;
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

/** Severity values of 0.9.1, gravest first. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none';

/**
 * What is left of an action after Deny: `unrestricted` on everything and unconditionally, `conditional` on
 * everything under limiting conditions, `scoped` on named resources only.
 */
export type ReachGrade = 'unrestricted' | 'conditional' | 'scoped';

/** Access levels of AWS's Service Authorization Reference. */
export type AccessLevelName = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** Where a policy stands. */
export type PolicyType = 'customer-managed' | 'inline' | 'aws-managed';

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

/** A policy, and who has it. Inline policies with the same document are one. */
export interface AssessedPolicy {
  /** PolicyId of a managed policy, SHA-256 of the document for an inline policy. */
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
  readonly arn: string | null;
  readonly path: string | null;
  /** Index into `documents` of the version in force; null where the policy has no readable document. */
  readonly document: number | null;
  /** Versions of a managed policy, newest first as in the input; empty for inline policies. */
  readonly versions: readonly AssessedPolicyVersion[];
  readonly defaultVersionId: string | null;
  readonly attachmentCount: number | null;
  readonly isAttachable: boolean | null;
  readonly createDate: string | null;
  readonly updateDate: string | null;
  /** Indexes into `principals` of those that hold the policy directly. */
  readonly attachedTo: readonly number[];
  /** Number of principals that hold it, members of groups included. */
  readonly principalsReached: number;
  /** Whether a role that compute services can assume holds it. */
  readonly heldByComputeRole: boolean;
  /** The rule that excluded it, null where it was assessed. */
  readonly excludedBy: string | null;
  /** Action names that the catalogue does not know, as written. */
  readonly unknownActions: readonly string[];
  /** Where it stands, in files that have lines worth telling; absent for accounts. */
  readonly source?: SourceLocation;
}

/** One version of a managed policy. */
export interface AssessedPolicyVersion {
  readonly versionId: string;
  readonly isDefault: boolean;
  readonly createDate: string | null;
  readonly document: number | null;
}

/** A user, group or role, and what it has. */
export interface AssessedPrincipal {
  readonly id: string;
  readonly name: string;
  readonly type: PrincipalType;
  readonly arn: string;
  readonly accountId: string | null;
  readonly path: string;
  /** Who keeps it, where that is not the account: permission sets of IAM Identity Center appear as roles. */
  readonly managedBy: 'IAM Identity Center' | null;
  readonly createDate: string | null;
  /** Indexes into `policies`: inline and attached, not those of groups. */
  readonly policies: readonly number[];
  /** What this principal calls an inline policy, where that is not the `name` of the entry it shares with others. */
  readonly inlineNames?: readonly { readonly policy: number; readonly name: string }[];
  /** Indexes into `principals` of a user's groups. */
  readonly groups: readonly number[];
  /** Index into `policies`, or null where the boundary is not in the file or there is none. */
  readonly permissionsBoundary: { readonly arn: string; readonly policy: number | null } | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly excludedBy: string | null;
  /** For roles only. */
  readonly role: AssessedRole | null;
  /** Where it stands, as a policy's `source`. */
  readonly source?: SourceLocation;
}

/** What only roles have. */
export interface AssessedRole {
  /** Index into `documents` of the trust policy; null where it is missing or malformed. */
  readonly trustPolicy: number | null;
  /** Indexes into `trustSentences`: the trust policy in words, one sentence for each statement. */
  readonly trustInWords: readonly number[];
  readonly lastUsed: { readonly date: string | null; readonly region: string | null } | null;
  /** The entries of InstanceProfileList as they stood in the input. */
  readonly instanceProfiles: readonly JsonValue[];
  /** Where the trust policy stands, as a policy's `source`. */
  readonly trustSource?: SourceLocation;
}

/** The policy of one resource. */
export interface AssessedResourcePolicy {
  /** The ARN of the resource, its address in a file, or the name of the file. */
  readonly name: string;
  /** Of the resource; null where it is not known. */
  readonly arn: string | null;
  /** Service prefix and kind, `s3:bucket`; null where it is not known. */
  readonly resourceType: string | null;
  readonly accountId: string | null;
  /** Index into `documents`; null where the document cannot be read. */
  readonly document: number | null;
  /** Whether a block on public access keeps everyone out who is not let in by name. */
  readonly blocksPublicAccess: boolean;
  /** The rule that excluded it, null where it was assessed. */
  readonly excludedBy: string | null;
  /** Where it stands, as a policy's `source`. */
  readonly source?: SourceLocation;
}

/** One kind of risk on one policy, trust policy, resource policy or principal. */
export interface Finding {
  /** Fingerprint: the same finding has the same id in every assessment of the account. */
  readonly id: string;
  /** Id of a risk kind. */
  readonly kind: string;
  /** The kind's severity; one step lower where `notCounted` is `conditional` or `scoped`. */
  readonly severity: Severity;
  readonly subject:
    | { readonly type: 'policy'; readonly policy: number }
    | { readonly type: 'trust-policy'; readonly principal: number }
    | { readonly type: 'resource-policy'; readonly resourcePolicy: number }
    /** What a principal's policies come to together, where that is more or less than each shows by itself. */
    | { readonly type: 'principal'; readonly principal: number };
  readonly reach: ReachGrade;
  /** Whether it counts in totals and for `--fail-on`. */
  readonly counted: boolean;
  /** Why it does not count; absent where it does. */
  readonly notCounted?:
    | 'conditional'
    | 'scoped'
    | 'extended'
    | 'unattached'
    | 'trust-policies-not-flagged'
    /** On principals: policies grant it, and something else takes it away again. */
    | 'blocked'
    /** A suppression of the configuration matches it: see `suppressedBy`. */
    | 'suppressed';
  /** Index into `actionSets`: all actions of the finding. Absent for trust policies and service wildcards. */
  readonly actionSet?: number;
  /** Service prefixes of a service wildcard; services of a trust policy finding. */
  readonly services?: readonly string[];
  /** Escalation: indexes into `escalationPaths`. */
  readonly paths?: readonly number[];
  /** Trust and resource policies: those let in, as written. */
  readonly trusted?: readonly string[];
  /** Indexes of the statements, in the subject's document, that grant it. */
  readonly grantedBy: readonly number[];
  /** Indexes of Deny statements that cut something out of it or put it under a condition. */
  readonly limitedBy?: readonly number[];
  /** Condition keys that limit a conditional finding. */
  readonly conditionKeys?: readonly string[];
  /** On principals: the statements that grant it, by policy. `grantedBy` is empty then. */
  readonly contributions?: readonly PolicyStatements[];
  /** What takes a blocked finding away, in words: a boundary, a Deny, a level of organisation policies. */
  readonly blockedBy?: readonly string[];
  /** Escalation of a principal: index into `escalation.chains`. */
  readonly chain?: number;
  /** Index into `suppressions`. */
  readonly suppressedBy?: number;
  /** Index into `fixes`: the change that removes it. */
  readonly fix?: number;
  /** Index into `noFixReasons`: why there is no change that removes it. */
  readonly noFix?: number;
}

/** What is to become of a finding. */
export type TriageStatus = 'to-triage' | 'fix' | 'false-positive' | 'accepted';

/** What somebody decided about a finding. */
export interface TriageDecision {
  /** Fingerprint of the finding. */
  readonly finding: string;
  readonly status: TriageStatus;
  /** Who sees to it; empty for nobody. */
  readonly owner: string;
  readonly note: string;
  /** ISO 8601 time in UTC; of two decisions on a finding, the later one holds. */
  readonly decidedAt: string;
  /** What the finding was, for people who read the file; nothing depends on it. */
  readonly description: string;
}

/** Decisions carried over from triage files. */
export interface AssessedTriage {
  /** Those on findings of this assessment. */
  readonly decisions: readonly TriageDecision[];
  /** Those whose finding is not there any more, or was filtered out. */
  readonly unmatched: readonly TriageDecision[];
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

/** How many findings of a kind count, and how many do not for which reason. */
export interface KindCount {
  readonly kind: string;
  readonly severity: Severity;
  readonly counted: number;
  readonly conditional: number;
  readonly scoped: number;
  readonly extended: number;
  readonly unattached: number;
}

/** What reports begin with. */
export interface AssessmentSummary {
  /** Counted findings by severity. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byKind: readonly KindCount[];
  /** The gravest first, at most five; only those with a counted finding. */
  readonly worstPolicies: readonly RankedSubject[];
  readonly worstPrincipals: readonly RankedSubject[];
}

/** A policy or principal among the worst. */
export interface RankedSubject {
  /** Index into `policies` or `principals`. */
  readonly index: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Kinds of its counted findings, gravest first. */
  readonly kinds: readonly string[];
}
