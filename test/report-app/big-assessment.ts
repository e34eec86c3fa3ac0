import type {
  AssessedPolicy,
  AssessedPrincipal,
  Assessment,
  Finding,
} from '../../src/assessment/assessment.js';
import { fixtureAssessment } from './fixture-assessment.js';
import { FIXTURE_KINDS } from './fixture-kinds.js';
import { summarise } from './fixture-summary.js';

const POLICY_KINDS = FIXTURE_KINDS.filter((kind) => kind.scope === 'identity-policy');
const WORDS = [
  'deploy',
  'billing',
  'archive',
  'search',
  'gateway',
  'audit',
  'mobile',
  'partner',
  'payments',
  'metrics',
];

/** A large account made by counting, so that it is the same each time. */
export function bigAssessment(policyCount: number, findingCount: number): Assessment {
  const base = fixtureAssessment();
  const principalCount = Math.ceil(policyCount / 5);
  const policies = Array.from({ length: policyCount }, (_, index): AssessedPolicy => ({
    id: `ANPA${String(index).padStart(8, '0')}`,
    name: `${wordFor(index)}-${wordFor(index * 7 + 3)}-${index}`,
    type: index % 3 === 0 ? 'inline' : 'customer-managed',
    arn: null,
    path: null,
    document: index % base.documents.length,
    versions: [],
    defaultVersionId: null,
    attachmentCount: null,
    isAttachable: null,
    createDate: null,
    updateDate: null,
    attachedTo: [index % principalCount],
    principalsReached: 1 + (index % 40),
    heldByComputeRole: false,
    excludedBy: null,
    unknownActions: [],
  }));
  const principals = Array.from({ length: principalCount }, (_, index): AssessedPrincipal => ({
    id: `AIDA${String(index).padStart(8, '0')}`,
    name: `person-${index}`,
    type: 'user',
    arn: `arn:aws:iam::111122223333:user/person-${index}`,
    accountId: '111122223333',
    path: '/',
    managedBy: null,
    createDate: null,
    policies: Array.from({ length: 5 }, (_, round) => round * principalCount + index).filter(
      (policy) => policy < policyCount,
    ),
    groups: [],
    permissionsBoundary: null,
    tags: [],
    excludedBy: null,
    role: null,
  }));
  const findings = Array.from({ length: findingCount }, (_, index): Finding => {
    const kind = POLICY_KINDS[(index * 5) % POLICY_KINDS.length];
    return {
      id: `f${index}`,
      kind: kind?.id ?? 'InfrastructureModification',
      severity: kind?.severity ?? 'low',
      subject: { type: 'policy', policy: (index * 31) % policyCount },
      reach: 'unrestricted',
      counted: true,
      actionSet: index % base.actionSets.length,
      grantedBy: [0],
    };
  });
  return {
    ...base,
    name: 'large',
    policies,
    principals,
    findings,
    summary: summarise(findings, policies, []),
  };
}

function wordFor(index: number): string {
  return WORDS[index % WORDS.length] ?? 'word';
}
