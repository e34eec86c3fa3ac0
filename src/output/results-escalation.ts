import type { AssessedChain, Assessment, Finding } from '../assessment/assessment.js';
import { principalArn } from '../assessment/principal-name.js';

/** Says of each principal that is, can become or is kept from becoming administrator, how; an extra key of the results file. */
export class EscalationTexts {
  private readonly assessment: Assessment;
  private readonly administrators: ReadonlyMap<number, Assessment['escalation']['administrators'][number]>;
  private readonly chains: ReadonlyMap<number | null, AssessedChain>;
  private readonly findings: ReadonlyMap<number, readonly Finding[]>;

  constructor(assessment: Assessment, ofPrincipal: ReadonlyMap<number, readonly Finding[]>) {
    const { administrators, chains } = assessment.escalation;
    this.assessment = assessment;
    this.administrators = new Map(administrators.map((each) => [each.principal, each]));
    this.chains = new Map(chains.map((chain) => [chain.from, chain]));
    this.findings = ofPrincipal;
  }

  /** The member with a comma before it; empty where there is nothing to say. */
  of(principal: number): string {
    const administrator = this.administrators.get(principal);
    const chain = this.chains.get(principal);
    const findings = (this.findings.get(principal) ?? []).filter(
      ({ kind }) => kind === 'PrivilegeEscalation',
    );
    if (administrator === undefined && chain === undefined && findings.length === 0) return '';
    const idsOf = ({ paths = [] }: Finding) =>
      paths.map((path) => this.assessment.escalationPaths[path]?.id ?? '');
    return `,"Escalation":${JSON.stringify({
      administrator:
        administrator === undefined ? null : { kind: administrator.kind, verdict: administrator.verdict },
      chain: chain === undefined ? null : this.chain(chain),
      acrossPolicies: findings.filter(({ counted }) => counted).flatMap(idsOf),
      blocked: findings
        .filter(({ notCounted }) => notCounted === 'blocked')
        .map((finding) => ({ paths: idsOf(finding), blockedBy: finding.blockedBy ?? [] })),
    })}`;
  }

  private chain({ verdict, hops }: AssessedChain) {
    const { escalation } = this.assessment;
    return {
      verdict,
      hops: hops.map((number) => {
        const hop = escalation.hops[number];
        return { to: principalArn(this.assessment, hop?.to ?? -1), path: hop?.path ?? '' };
      }),
    };
  }
}
