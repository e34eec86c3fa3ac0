import { actionMembers } from '../assessment/action-members.js';
import type { Assessment, Finding } from '../assessment/assessment.js';
import { documentText } from '../assessment/document-text.js';
import type { ProposedFix } from '../assessment/proposed-fix.js';
import { IndexSet } from '../catalog/index-set.js';
import { documentDiff } from './document-diff.js';
import { isOutsiderFinding, OUTSIDER_NO_FIX } from '../assessment/outsider-remedy.js';
import noFixReasons from './data/no-fix-reasons.json' with { type: 'json' };
import { judgeDocument, type JudgedDocument, type Risk } from './judged-document.js';
import { proposeFix, type Proposal } from './propose-fix.js';
import { membersOf, partOf } from './risk-part.js';
import { FixSubjects, type FixSettings, type FixSubject } from './subjects.js';

/**
 * The assessment with a change for each finding on a customer-managed or inline policy or on a trust policy, wherever
 * one passes every check: `fixes`, and `fix` of the findings; for the others, those on policies of resources among them, `noFixReasons` and `noFix` say why there is
 * none. Findings that are confined to named resources and do not count get none.
 *
 * The documents must be there: propose before an assessment is minimized.
 */
export function proposeFixes(assessment: Assessment, settings: FixSettings): Assessment {
  const proposals = new Proposals(assessment, settings);
  const fixes: ProposedFix[] = [];
  const numbers = new Map<Proposal, number>();
  const reasons = new Map<string, number>();
  const findings = assessment.findings.map((finding) => {
    const { proposal, subject } = proposals.of(finding);
    if (proposal.fix === undefined || subject === null) {
      const reason = proposal.reason ?? noFixReasons.noDocument;
      const noFix = reasons.get(reason) ?? reasons.size;
      reasons.set(reason, noFix);
      return { ...finding, noFix };
    }
    let fix = numbers.get(proposal);
    if (fix === undefined) {
      fix = fixes.push(proposedFix(subject, proposal.fix)) - 1;
      numbers.set(proposal, fix);
    }
    return { ...finding, fix };
  });
  return { ...assessment, findings, fixes, noFixReasons: [...reasons.keys()] };
}

/** What was proposed for a finding, and on which document. */
export interface FindingProposal {
  readonly proposal: Proposal;
  readonly subject: FixSubject | null;
}

/** Proposes changes finding by finding; equal findings on equal documents are looked at once. */
export class Proposals {
  readonly subjects: FixSubjects;
  private readonly assessment: Assessment;
  private readonly judged = new Map<FixSubject, JudgedDocument | null>();
  private readonly known = new Map<string, Proposal>();

  constructor(assessment: Assessment, settings: FixSettings) {
    this.assessment = assessment;
    this.subjects = new FixSubjects(assessment, settings);
  }

  /** The change that removes a finding, or why there is none. */
  of(finding: Finding): FindingProposal {
    const subject = this.subjectOf(finding);
    if (subject === null) return { proposal: { reason: this.whyNoSubject(finding) }, subject };
    if (finding.reach === 'scoped' && !finding.counted)
      return { proposal: { reason: noFixReasons.scoped }, subject };
    const before = this.judge(subject);
    const whole = before === null ? null : this.riskOf(finding, before, subject);
    const risk = whole === null ? null : this.partOf(finding, whole, subject);
    if (before === null || risk === null) return { proposal: { reason: noFixReasons.noDocument }, subject };
    const { circumstances, room, json } = subject;
    const key = JSON.stringify([
      finding.kind,
      finding.reach,
      risk.extended,
      risk === whole ? null : finding.id,
      circumstances.accountId,
      circumstances.place,
      room,
      documentText(json),
    ]);
    let proposal = this.known.get(key);
    if (proposal === undefined) {
      proposal = proposeFix(before, risk, circumstances, room);
      this.known.set(key, proposal);
    }
    return { proposal, subject };
  }

  private subjectOf({ subject }: Finding): FixSubject | null {
    if (subject.type === 'policy') return this.subjects.ofPolicy(subject.policy);
    return subject.type === 'trust-policy' ? this.subjects.ofTrust(subject.principal) : null;
  }

  private whyNoSubject(finding: Finding): string {
    const { subject } = finding;
    if (subject.type === 'principal')
      return isOutsiderFinding(finding) ? OUTSIDER_NO_FIX : noFixReasons.principal;
    if (subject.type === 'resource-policy') return noFixReasons.resourcePolicy;
    const policy = subject.type === 'policy' ? this.assessment.policies[subject.policy] : undefined;
    return policy?.type === 'aws-managed' ? noFixReasons.awsManaged : noFixReasons.noDocument;
  }

  private judge(subject: FixSubject): JudgedDocument | null {
    let judged = this.judged.get(subject);
    if (judged === undefined) {
      judged = judgeDocument(subject.json, subject.circumstances);
      this.judged.set(subject, judged);
    }
    return judged;
  }

  /** What is left of a risk where a suppression took a part out of its finding. */
  private partOf(finding: Finding, risk: Risk, { circumstances: { catalog } }: FixSubject): Risk | null {
    return partOf(risk, membersOf(finding, this.assessment, catalog), catalog);
  }

  /** The finding as it is found again in its document. */
  private riskOf(finding: Finding, { risks }: JudgedDocument, { circumstances }: FixSubject): Risk | null {
    const alike = risks.filter(({ kind, grade }) => kind === finding.kind && grade === finding.reach);
    const [first = null, ...others] = alike;
    if (others.length === 0) return first;
    const { actionSet, trusted = [] } = finding;
    const actions =
      actionSet === undefined ? null : circumstances.catalog.setOf(actionMembers(this.assessment, actionSet));
    return (
      alike.find(({ members }) =>
        members instanceof IndexSet
          ? actions !== null && members.equals(actions)
          : trusted.length === members.size && trusted.every((name) => members.has(name)),
      ) ?? null
    );
  }
}

function proposedFix({ document, json }: FixSubject, fix: NonNullable<Proposal['fix']>): ProposedFix {
  const { after, steps, placeholders, tooLong } = fix;
  return {
    document,
    proposed: after.json,
    diff: documentDiff(json, after.json),
    steps,
    placeholders,
    ...(tooLong === undefined ? {} : { tooLong }),
  };
}
