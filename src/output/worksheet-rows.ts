import type {
  AssessedPrincipal,
  Assessment,
  Finding,
  PolicyType,
  PrincipalType,
} from '../assessment/assessment.js';
import { POLICY_TYPE_TITLES } from './html-risk-matrix.js';
import { PRINCIPAL_TITLES } from './html-wording.js';
import { subjectIndex } from './subject-index.js';

/** What a finding is on. */
export type SubjectType = PolicyType | 'trust-policy' | 'resource-policy' | 'principal';

/** When roles were last used, as far as the input says. */
export type LastUse =
  | { readonly state: 'used'; readonly date: string }
  /** AWS has recorded no use in the time for which it keeps a record. */
  | { readonly state: 'unused' }
  /** It is recorded for roles only, and not in every file. */
  | { readonly state: 'unknown' };

/** What the findings of one policy, trust policy, resource policy or principal share. */
export interface WorksheetSubject {
  readonly type: SubjectType;
  /** `Inline policy`, `Trust policy`, `Resource policy`, `Role`. */
  readonly typeTitle: string;
  readonly name: string;
  /** Empty for an inline policy; of the resource, for a resource policy. */
  readonly arn: string;
  /** Indexes into `principals`: the holders of a policy, the role of a trust policy, the principal itself. */
  readonly holders: readonly number[];
  readonly attachedTo: readonly string[];
  readonly lastUse: LastUse;
}

/** A finding with what it is on. */
export interface WorksheetRow {
  /** Names the row: the fingerprint, with a number after it where findings share one. */
  readonly key: string;
  readonly finding: Finding;
  readonly kindTitle: string;
  readonly subject: WorksheetSubject;
}

/** A row for every finding, in the order of the Assessment. */
export function worksheetRows(assessment: Assessment): readonly WorksheetRow[] {
  const titles = new Map(assessment.kinds.map(({ id, title }) => [id, title]));
  const subjects = new Map<string, WorksheetSubject>();
  const seen = new Map<string, number>();
  return assessment.findings.map((finding) => {
    const { subject, id } = finding;
    const index = subjectIndex(subject);
    const name = `${subject.type} ${index}`;
    let known = subjects.get(name);
    if (known === undefined) {
      known =
        subject.type === 'policy'
          ? policySubject(assessment, index)
          : subject.type === 'resource-policy'
            ? resourceSubject(assessment, index)
            : principalSubject(assessment, index, subject.type);
      subjects.set(name, known);
    }
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return {
      key: rowKey(id, times),
      finding,
      kindTitle: titles.get(finding.kind) ?? finding.kind,
      subject: known,
    };
  });
}

/** The key of the row of a finding, which is one of several with its fingerprint. */
export function rowKey(id: string, times: number): string {
  return times === 1 ? id : `${id}~${times}`;
}

function policySubject({ policies, principals }: Assessment, index: number): WorksheetSubject {
  const policy = policies[index];
  const type = policy?.type ?? 'inline';
  const holders = policy?.attachedTo ?? [];
  const held = holders.flatMap((holder) => principals[holder] ?? []);
  return {
    type,
    typeTitle: `${POLICY_TYPE_TITLES[type]} policy`,
    name: policy?.name ?? '',
    arn: policy?.arn ?? '',
    holders,
    attachedTo: held.map(({ name }) => name),
    lastUse: lastUseOf(held),
  };
}

function resourceSubject({ resourcePolicies = [] }: Assessment, index: number): WorksheetSubject {
  const policy = resourcePolicies[index];
  return {
    type: 'resource-policy',
    typeTitle: 'Resource policy',
    name: policy?.name ?? '',
    arn: policy?.arn ?? '',
    holders: [],
    // As a trust policy to its role, it is attached to the resource that bears its name.
    attachedTo: policy === undefined ? [] : [policy.name],
    lastUse: { state: 'unknown' },
  };
}

function principalSubject(
  { principals }: Assessment,
  index: number,
  type: 'trust-policy' | 'principal',
): WorksheetSubject {
  const principal = principals[index];
  const kind: PrincipalType = principal?.type ?? 'role';
  return {
    type,
    typeTitle: type === 'principal' ? PRINCIPAL_TITLES[kind] : 'Trust policy',
    name: principal?.name ?? '',
    arn: principal?.arn ?? '',
    holders: [index],
    attachedTo: principal === undefined ? [] : [principal.name],
    lastUse: lastUseOf(principal === undefined ? [] : [principal]),
  };
}

/** The latest use of any role; unknown as long as one of several may have been used without our knowing. */
export function lastUseOf(principals: readonly AssessedPrincipal[]): LastUse {
  let latest: string | null = null;
  let isKnown = principals.length > 0;
  for (const { role } of principals) {
    const use = role?.lastUsed ?? null;
    if (use === null) isKnown = false;
    else if (use.date !== null && (latest === null || Date.parse(use.date) > Date.parse(latest)))
      latest = use.date;
  }
  if (latest !== null) return { state: 'used', date: latest };
  return { state: isKnown ? 'unused' : 'unknown' };
}
