import type { AssessedPrincipal, Assessment, Finding, Severity } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import { subjectIndex } from '../../output/subject-index.js';
import { append } from './append.js';
import type { BlockedOf } from './blocked-parts.js';
import { severityRank } from './subject-row.js';

/** Something to mend before anything else, and why. */
export interface FirstThing {
  readonly subject: Finding['subject'];
  readonly severity: Severity;
  /** Ids of the kinds found there, the gravest first. */
  readonly kinds: readonly string[];
  /** The gravest finding there that says what to change. */
  readonly finding: Finding;
  /** Sentences without a full stop. */
  readonly reasons: readonly string[];
}

/** How many things can be first. */
const MOST = 5;
/** A role that was not used for so long is more likely forgotten than needed. */
const UNUSED_AFTER_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

interface Candidate extends FirstThing {
  readonly openToOutsiders: boolean;
  readonly isUnused: boolean;
  /** The gravest finding, whether it says what to change or not. */
  readonly gravest: Finding;
  readonly reached: number;
}

/**
 * The five subjects to mend first: by severity, then whether anything is left of them to those who hold them, whether
 * outsiders get at them, whether anybody uses them, how many principals they reach, and how many kinds of finding they
 * have.
 */
export function firstThings(assessment: Assessment, blockedOf: BlockedOf): readonly FirstThing[] {
  const outsiders = rolesOfOutsiders(assessment);
  const trustFindings = trustFindingsByRole(assessment);
  const isBlocked = ({ gravest }: Candidate): boolean => {
    const { subject } = gravest;
    const holders = subject.type === 'policy' ? (assessment.policies[subject.policy]?.attachedTo ?? []) : [];
    return holders.length > 0 && holders.every((holder) => blockedOf(holder, gravest)?.isWhole === true);
  };
  const bySubject = new Map<string, Finding[]>();
  for (const finding of assessment.findings) {
    if (!finding.counted) continue;
    // A role and its trust policy are one thing to mend.
    const { subject } = finding;
    const owner = subject.type === 'trust-policy' ? 'principal' : subject.type;
    const key = `${owner} ${subjectIndex(subject)}`;
    append(bySubject, key, finding);
  }
  const sorted = [...bySubject.values()]
    .map((findings) => candidate(findings, assessment, outsiders, trustFindings))
    .filter((each) => each !== null)
    .sort(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) ||
        Number(b.openToOutsiders) - Number(a.openToOutsiders) ||
        Number(a.isUnused) - Number(b.isUnused) ||
        b.reached - a.reached ||
        b.kinds.length - a.kinds.length,
    );
  return blockedLast(sorted, isBlocked).map(({ subject, severity, kinds, finding, reasons }) => ({
    subject,
    severity,
    kinds,
    finding,
    reasons,
  }));
}

/** The first, of each severity those of which nothing is left last. Few are asked about, for asking takes long. */
function blockedLast(
  sorted: readonly Candidate[],
  isBlocked: (candidate: Candidate) => boolean,
): readonly Candidate[] {
  const first: Candidate[] = [];
  let later: Candidate[] = [];
  for (const each of sorted) {
    if (later[0] !== undefined && later[0].severity !== each.severity) {
      first.push(...later);
      later = [];
    }
    if (first.length >= MOST) break;
    if (isBlocked(each))
      later.push({
        ...each,
        reasons: [...each.reasons, 'a boundary or a Deny takes it away from everyone who has it'],
      });
    else first.push(each);
  }
  return [...first, ...later].slice(0, MOST);
}

function candidate(
  findings: readonly Finding[],
  assessment: Assessment,
  outsiders: ReadonlyMap<number, boolean>,
  trustFindings: ReadonlyMap<number, Finding>,
): Candidate | null {
  const sorted = [...findings].sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
  const [gravest] = sorted;
  if (gravest === undefined) return null;
  const { subject, severity } = gravest;
  // What a principal has in all names no statement to change; its trust policy does.
  const finding =
    sorted.find((each) => each.subject.type !== 'principal') ??
    (subject.type === 'principal' ? trustFindings.get(subject.principal) : undefined) ??
    gravest;
  const kinds = [...new Set(sorted.map(({ kind }) => kind))];
  const facts =
    subject.type === 'policy'
      ? factsOfPolicy(subject.policy, assessment, outsiders)
      : subject.type === 'resource-policy'
        ? factsOfResource(finding)
        : factsOfPrincipal(subject.principal, assessment, outsiders);
  return { subject, severity, kinds, finding, gravest, ...facts };
}

type Facts = Pick<Candidate, 'reasons' | 'openToOutsiders' | 'isUnused' | 'reached'>;

/** Every finding on a policy of a resource is about those outside. */
function factsOfResource({ trusted = [] }: Finding): Facts {
  return {
    openToOutsiders: true,
    isUnused: false,
    reached: 0,
    reasons: trusted.includes('*') ? ['anyone can use it'] : ['others than this account can use it'],
  };
}

function factsOfPolicy(
  index: number,
  assessment: Assessment,
  outsiders: ReadonlyMap<number, boolean>,
): Facts {
  const policy = assessment.policies[index];
  const holders = policy?.attachedTo ?? [];
  const openToOutsiders = holders.some((holder) => outsiders.has(holder));
  const isUnused = holders.length > 0 && holders.every((holder) => isLongUnused(assessment, holder));
  const reached = policy?.principalsReached ?? 0;
  return {
    openToOutsiders,
    isUnused,
    reached,
    reasons: [
      reached === 0
        ? 'nobody in the input has it'
        : whoHasIt(
            reached,
            holders.flatMap((holder) => assessment.principals[holder] ?? []),
          ),
      ...(openToOutsiders ? ['outsiders can assume a role that has it'] : []),
      ...(policy?.heldByComputeRole === true ? ['compute services run with it'] : []),
      ...(isUnused ? [`no role that has it was used in the last ${UNUSED_AFTER_DAYS} days: detach it`] : []),
    ],
  };
}

/** By name where one alone holds it: inline policies of many principals have the same name. */
function whoHasIt(reached: number, [holder, ...others]: readonly AssessedPrincipal[]): string {
  if (holder === undefined || others.length > 0)
    return `${countOf(reached, 'principal')} ${reached === 1 ? 'has' : 'have'} it`;
  const name = `${holder.type} ${holder.name}`;
  if (holder.type !== 'group') return `${name} has it`;
  const members = reached - 1;
  return members === 0
    ? `${name}, which has no members, has it`
    : `${name} and its ${countOf(members, 'member')} have it`;
}

function factsOfPrincipal(
  index: number,
  assessment: Assessment,
  outsiders: ReadonlyMap<number, boolean>,
): Facts {
  const openToOutsiders = outsiders.has(index);
  const isUnused = isLongUnused(assessment, index);
  return {
    openToOutsiders,
    isUnused,
    reached: 1,
    reasons: [
      ...(openToOutsiders
        ? [
            outsiders.get(index) === true
              ? 'outsiders become administrator through it'
              : 'outsiders can assume it',
          ]
        : []),
      ...(isUnused ? [`it was not used in the last ${UNUSED_AFTER_DAYS} days: remove it`] : []),
    ],
  };
}

/** Roles that somebody outside can assume, and whether that leads to administrator for certain. */
function rolesOfOutsiders({ findings, kinds, escalation }: Assessment): ReadonlyMap<number, boolean> {
  const open = new Set(
    kinds
      .filter(({ scope, id }) => scope === 'trust-policy' && /Principal|Identity|Account/.test(id))
      .map(({ id }) => id),
  );
  const roles = new Map<number, boolean>();
  for (const { subject, kind } of findings)
    if (subject.type === 'trust-policy' && open.has(kind)) roles.set(subject.principal, false);
  for (const { from, verdict, hops } of escalation.chains) {
    const first = escalation.hops[hops[0] ?? -1];
    if (from === null && first !== undefined) roles.set(first.to, verdict === 'confirmed');
  }
  // An outsider has one chain, however many of its roles lead to administrator; each of them has a finding.
  for (const { subject, trusted } of findings)
    if (subject.type === 'principal' && trusted !== undefined) roles.set(subject.principal, true);
  return roles;
}

/** The gravest finding on the trust policy of each role, whether it counts or not: it says what to change there. */
function trustFindingsByRole({ findings }: Assessment): ReadonlyMap<number, Finding> {
  const gravest = new Map<number, Finding>();
  for (const finding of findings) {
    if (finding.subject.type !== 'trust-policy') continue;
    const { principal } = finding.subject;
    const known = gravest.get(principal);
    if (known === undefined || severityRank(finding.severity) > severityRank(known.severity))
      gravest.set(principal, finding);
  }
  return gravest;
}

function isLongUnused({ principals, assessedAt }: Assessment, index: number): boolean {
  const principal: AssessedPrincipal | undefined = principals[index];
  const lastUsed = principal?.role?.lastUsed ?? null;
  // Of a role whose use the input does not tell nobody knows.
  if (lastUsed === null) return false;
  // A role that was made lately has had no time to be used.
  const last = Date.parse(lastUsed.date ?? principal?.createDate ?? '');
  return Date.parse(assessedAt) - last > UNUSED_AFTER_DAYS * DAY;
}
