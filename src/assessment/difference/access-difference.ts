import type { EscalationVerdict, ReachGrade, Severity } from '../assessment.js';

/** What access somebody gained and lost between two states of accounts or policies. */
export interface AccessDifference {
  readonly format: 'cloudsplaining-difference';
  readonly version: 1;
  /** The riskiest change first; only subjects whose access changed. */
  readonly subjects: readonly SubjectDifference[];
  /** Whether anybody gained what a scan would count as a finding, or a way to administrator. */
  readonly isRiskier: boolean;
}

/** What changed for one principal or one policy. */
export interface SubjectDifference {
  /** Groups only of templates and plans: of accounts their members have what they give. */
  readonly type: 'user' | 'group' | 'role' | 'policy' | 'trust policy' | 'resource policy';
  /** Of templates and plans the address, after the file where there are several. */
  readonly name: string;
  /** Null for policy files, templates and plans. */
  readonly arn: string | null;
  readonly state: 'new' | 'gone' | 'changed';
  /** Whether it is or can become administrator; absent where that did not change. */
  readonly administrator?: {
    readonly before: EscalationVerdict | null;
    readonly after: EscalationVerdict | null;
  };
  readonly risksGained: readonly RiskChange[];
  readonly risksLost: readonly RiskChange[];
  readonly gained: readonly ActionChange[];
  readonly lost: readonly ActionChange[];
  /** Where actions of the same reach are allowed on other resources or under other conditions. */
  readonly resourcesGained: readonly ResourceChange[];
  readonly resourcesLost: readonly ResourceChange[];
  /** Whom a trust policy or the policy of a resource lets in, as it is written, whether a scan would find it or not. */
  readonly admitted: readonly AdmissionChange[];
  readonly shutOut: readonly AdmissionChange[];
}

/** What a risk kind found on one side only. */
export interface RiskChange {
  readonly kind: string;
  readonly title: string;
  readonly severity: Severity;
  readonly actions: readonly string[];
  /** Ids of escalation paths. */
  readonly paths: readonly string[];
  /** Service prefixes of wildcards. */
  readonly services: readonly string[];
  /** Trusted principals, of trust policies and policies of resources. */
  readonly trusted: readonly string[];
}

/** Actions whose reach changed alike. */
export interface ActionChange {
  /** Null where they were out of reach. */
  readonly from: ReachGrade | null;
  /** Null where they are out of reach now. */
  readonly to: ReachGrade | null;
  readonly actions: readonly string[];
}

/** Actions that are allowed on a resource on one side only. */
export interface ResourceChange {
  readonly resource: string;
  readonly conditions: readonly string[];
  readonly actions: readonly string[];
}

/** Somebody who is let in by the policy of one side only, or is denied by that of the other only. */
export interface AdmissionChange {
  /** As written. */
  readonly principal: string;
  /** Patterns, as written. */
  readonly actions: readonly string[];
  /** Patterns, as written; `*` for a trust policy. */
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  /** Whether it is a Deny that came or went. */
  readonly isDenied: boolean;
}
