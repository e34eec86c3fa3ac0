import type { Catalog } from '../catalog/catalog.js';
import { escalationPathsOf, idsWithSameActionsAs } from '../escalation/escalation-paths.js';
import type { EscalationPath } from '../escalation/escalation-path.js';
import type { IndexSet } from '../catalog/index-set.js';
import type {
  PolicyRiskKind,
  ResourceEvidence,
  ResourceRiskKind,
  TrustEvidence,
  TrustRiskKind,
} from '../risks/risk-kind.js';
import { ActionTable } from './action-table.js';
import type { EscalationPathDescription, Finding, PolicyStatements, Severity } from './assessment.js';
import type { DocumentFinding } from './document-analysis.js';
import { fingerprint } from './fingerprint.js';
import { isLookedFor, oneStepLower } from './severity.js';

/** What decides which findings are kept and which of them count. */
export interface CountingRules {
  readonly flagAllRiskyActions: boolean;
  readonly flagTrustPolicies: boolean;
  /** Empty: all. */
  readonly severities: readonly Severity[];
}

/** What one kind found in the policy of one resource. */
export interface ResourcePolicyFinding extends ResourceEvidence {
  readonly kind: ResourceRiskKind;
  /** Deny statements about any of the actions. */
  readonly limitedBy: readonly number[];
  /** What the finding rests on, in a form that reordering, Sids and layout do not change. */
  readonly content: string;
}

/** What a principal's policies come to together for one kind. */
export interface PrincipalFinding {
  readonly kind: PolicyRiskKind;
  /** Whether it is there, or would be but for something that takes it away. */
  readonly state: 'open' | 'blocked';
  readonly actions: IndexSet;
  /** Ids of escalation paths. */
  readonly paths: readonly string[] | null;
  readonly contributions: readonly PolicyStatements[];
  readonly blockedBy: readonly string[];
  /** What the finding rests on, in a form that does not depend on the order of policies. */
  readonly content: string;
}

/** A finding that is being put together, member by member in the order in which it is written. */
type Made = { -readonly [Key in keyof Finding as Exclude<Key, 'grantedBy'>]: Finding[Key] } & {
  grantedBy?: Finding['grantedBy'];
};

/** Gathers findings, with the tables they refer to. */
export class FindingCollector {
  readonly actionTable = new ActionTable();
  readonly findings: Finding[] = [];
  readonly escalationPaths: EscalationPathDescription[] = [];
  /** Prefixes of services with a wildcard, list by list. */
  readonly serviceLists = new Set<readonly string[]>();
  private readonly pathNumbers = new Map<string, number>();
  private readonly rules: CountingRules;
  private readonly pathsById: ReadonlyMap<string, EscalationPath>;

  constructor(rules: CountingRules, catalog: Catalog) {
    this.rules = rules;
    this.pathsById = escalationPathsOf(catalog);
  }

  /**
   * Adds what was found in a document as findings of one policy.
   *
   * @param identity - names the policy in every assessment of the account: an ARN, or holder and policy name
   * @param attached - whether any principal holds the policy
   */
  addPolicyFindings(
    policy: number,
    identity: string,
    attached: boolean,
    found: readonly DocumentFinding[],
  ): void {
    for (const finding of found) {
      const notCounted = this.reasonNotToCount(finding, attached);
      const lowered = notCounted === 'conditional' || notCounted === 'scoped';
      const severity = lowered ? oneStepLower(finding.kind.severity) : finding.kind.severity;
      if (!this.isKept(severity)) continue;
      const { kind, grade, extended, content, actions, services, paths, limitedBy, conditionKeys } = finding;
      // There are tens of thousands, and spreading what may be missing takes several times as long.
      const made: Made = {
        id: fingerprint(identity, kind.id, grade, String(extended), content),
        kind: kind.id,
        severity,
        subject: { type: 'policy', policy },
        reach: grade,
        counted: notCounted === null,
      };
      if (notCounted !== null) made.notCounted = notCounted;
      if (services === null) made.actionSet = this.actionTable.add(actions);
      else {
        this.serviceLists.add(services);
        made.services = services;
      }
      if (paths !== null) made.paths = paths.map((id) => this.pathNumber(id));
      made.grantedBy = finding.grantedBy;
      if (limitedBy.length > 0) made.limitedBy = limitedBy;
      if (conditionKeys.length > 0) made.conditionKeys = conditionKeys;
      // What it must have was set above.
      this.findings.push(made as Finding);
    }
  }

  /** Adds what was found in the trust policy of a role. */
  addTrustFindings(
    principal: number,
    identity: string,
    kind: TrustRiskKind,
    found: readonly TrustEvidence[],
  ): void {
    if (!this.isKept(kind.severity)) return;
    for (const evidence of found) {
      const notCounted = evidence.extended
        ? 'extended'
        : this.rules.flagTrustPolicies
          ? null
          : 'trust-policies-not-flagged';
      this.findings.push({
        id: fingerprint(identity, kind.id, evidence.grade, String(evidence.extended), ...evidence.trusted),
        kind: kind.id,
        severity: kind.severity,
        subject: { type: 'trust-policy', principal },
        reach: evidence.grade,
        counted: notCounted === null,
        ...(notCounted === null ? {} : { notCounted }),
        trusted: evidence.trusted,
        grantedBy: evidence.statements,
        ...(evidence.conditionKeys.length === 0 ? {} : { conditionKeys: evidence.conditionKeys }),
      });
    }
  }

  /** Adds what was found in the policy of a resource. */
  addResourceFindings(
    resourcePolicy: number,
    identity: string,
    found: readonly ResourcePolicyFinding[],
  ): void {
    for (const evidence of found) {
      const { kind, grade, extended, trusted, actions, statements, limitedBy, conditionKeys } = evidence;
      if (!this.isKept(kind.severity)) continue;
      this.findings.push({
        id: fingerprint(identity, kind.id, grade, String(extended), evidence.content),
        kind: kind.id,
        severity: kind.severity,
        subject: { type: 'resource-policy', resourcePolicy },
        reach: grade,
        counted: !extended,
        ...(extended ? { notCounted: 'extended' } : {}),
        actionSet: this.actionTable.add(actions),
        trusted,
        grantedBy: statements,
        ...(limitedBy.length === 0 ? {} : { limitedBy }),
        ...(conditionKeys.length === 0 ? {} : { conditionKeys }),
      });
    }
  }

  /** Adds what a principal's policies come to together. */
  addPrincipalFinding(principal: number, identity: string, finding: PrincipalFinding): void {
    const { kind, state, actions, paths, contributions, blockedBy, content } = finding;
    const severity = state === 'open' ? kind.severity : 'none';
    if (!this.isKept(severity)) return;
    this.findings.push({
      id: fingerprint(identity, kind.id, state, content),
      kind: kind.id,
      severity,
      subject: { type: 'principal', principal },
      reach: 'unrestricted',
      counted: state === 'open',
      ...(state === 'open' ? {} : { notCounted: 'blocked' }),
      actionSet: this.actionTable.add(actions),
      ...(paths === null ? {} : { paths: paths.map((id) => this.pathNumber(id)) }),
      grantedBy: [],
      contributions,
      ...(blockedBy.length === 0 ? {} : { blockedBy }),
    });
  }

  /** Adds that someone outside becomes administrator by a role. */
  addOutsiderFinding(role: number, identity: string, outsider: string, chain: number | null): void {
    if (!this.isKept('critical')) return;
    this.findings.push({
      id: fingerprint(identity, 'PrivilegeEscalation', 'outsider', outsider),
      kind: 'PrivilegeEscalation',
      severity: 'critical',
      subject: { type: 'principal', principal: role },
      reach: 'unrestricted',
      counted: true,
      trusted: [outsider],
      grantedBy: [],
      ...(chain === null ? {} : { chain }),
    });
  }

  private reasonNotToCount(
    { grade, extended }: DocumentFinding,
    attached: boolean,
  ): NonNullable<Finding['notCounted']> | null {
    if (extended) return 'extended';
    if (grade !== 'unrestricted' && !this.rules.flagAllRiskyActions) return grade;
    return attached ? null : 'unattached';
  }

  private isKept(severity: Severity): boolean {
    return isLookedFor(severity, this.rules.severities);
  }

  private pathNumber(id: string): number {
    const known = this.pathNumbers.get(id);
    if (known !== undefined) return known;
    const path = this.pathsById.get(id);
    if (path === undefined) throw new RangeError(`there is no escalation path ${id}`);
    this.pathNumbers.set(id, this.escalationPaths.length);
    const sameActionsAs = idsWithSameActionsAs(id);
    const { legacyName, name, category, requiredActions, link } = path;
    return (
      this.escalationPaths.push({ id, legacyName, name, category, requiredActions, sameActionsAs, link }) - 1
    );
  }
}
