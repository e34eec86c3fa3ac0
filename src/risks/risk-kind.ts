import type { PolicyAccess } from '../access/policy-access.js';
import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import type { ReportedPath } from '../escalation/reported-paths.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import type { StatementReading } from '../policy/statement-reading.js';

/** Titles and explanations of a risk kind; everything that reports print about it. */
export interface RiskMetadata {
  /** Equals the file's name in camel case with a capital; stable across versions. */
  readonly id: string;
  readonly title: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'none';
  /** Place in lists of kinds, as in 0.9.1. */
  readonly order: number;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
}

/** How freely what was found can be used. */
export type Grade = 'unrestricted' | 'conditional' | 'scoped';

/** What a kind found in one identity policy. */
export interface PolicyEvidence {
  readonly grade: Grade;
  /** A second group that counts in no total: rows that 0.9.1 did not know. */
  readonly extended: boolean;
  /** Every action concerned. */
  readonly actions: IndexSet;
  /** Service prefixes, for wildcards on services. */
  readonly services?: readonly string[];
  readonly paths?: readonly ReportedPath[];
  /** The statements that grant it, where the kind knows better than that they grant the actions on enough. */
  readonly allows?: readonly StatementReading[];
}

/** What a kind found in one trust policy. */
export interface TrustEvidence {
  readonly grade: 'unrestricted' | 'conditional';
  readonly extended: boolean;
  /** Trusted principals or services, as reports show them, ascending. */
  readonly trusted: readonly string[];
  readonly statements: readonly number[];
  readonly conditionKeys: readonly string[];
}

/** What a kind found in the policy of one resource. */
export interface ResourceEvidence {
  readonly grade: 'unrestricted' | 'conditional';
  readonly extended: boolean;
  /** Those let in, as reports show them, ascending. */
  readonly trusted: readonly string[];
  /** What they can do. */
  readonly actions: IndexSet;
  readonly statements: readonly number[];
  readonly conditionKeys: readonly string[];
}

/** Settings from the exclusions file that decide what counts. */
export interface RiskSettings {
  /** Actions to report as infrastructure modification whatever their level. */
  readonly includedActions: IndexSet;
}

/** A role's trust policy and where it stands. */
export interface TrustPolicy {
  readonly document: PolicyDocument;
  readonly accountId: string | null;
  /** Whether an account may be let in without a finding, as the exclusions say. */
  readonly isKnownAccount: (accountId: string) => boolean;
}

/** The policy of a resource and what is known of the resource. */
export interface ResourcePolicy {
  readonly document: PolicyDocument;
  readonly resource: {
    /** Service prefix and kind, `s3:bucket`; null where it is not known. */
    readonly type: string | null;
    /** The account that it is in; null where it is not known. */
    readonly accountId: string | null;
  };
  /** Whether an account may be let in without a finding, as the exclusions say. */
  readonly isKnownAccount: (accountId: string) => boolean;
  /** Whether a block on public access keeps everyone out who is not let in by name. */
  readonly blocksPublicAccess: boolean;
  readonly catalog: Catalog;
  /**
   * Says what Resource elements mean for actions.
   *
   * @internal
   */
  readonly judge: CoverageJudge;
}

/** A named policy with what the kind must find in it; shown by the documentation and run by a test. */
export interface RiskExample {
  readonly name: string;
  readonly document: unknown;
  /** Action names, service prefixes, path ids or principals found; empty for a clean example. */
  readonly finds: readonly string[];
}

/** A kind judged on identity policies. */
export interface PolicyRiskKind extends RiskMetadata {
  readonly scope: 'identity-policy';
  /** True for a kind about single statements: several policies together say no more than each. */
  readonly isPerStatement?: boolean;
  readonly examples: readonly RiskExample[];
  /** What is found, of every grade; pure. */
  assess(access: PolicyAccess, settings: RiskSettings): readonly PolicyEvidence[];
}

/** A kind judged on the trust policies of roles. */
export interface TrustRiskKind extends RiskMetadata {
  readonly scope: 'trust-policy';
  readonly examples: readonly RiskExample[];
  /** What is found, of every grade; pure. */
  assess(trust: TrustPolicy): readonly TrustEvidence[];
}

/** A kind judged on the policies of resources. */
export interface ResourceRiskKind extends RiskMetadata {
  readonly scope: 'resource-policy';
  readonly examples: readonly RiskExample[];
  /** What is found, of every grade; pure. */
  assess(policy: ResourcePolicy): readonly ResourceEvidence[];
}

/** A kind of risk, whichever sort of policy it is judged on. */
export type RiskKind = PolicyRiskKind | TrustRiskKind | ResourceRiskKind;
