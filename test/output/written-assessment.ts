import type {
  AssessedPolicy,
  AssessedPrincipal,
  Assessment,
  Finding,
  RiskKindDescription,
  RiskScope,
  Severity,
} from '../../src/assessment/assessment.js';

const KINDS: readonly (readonly [id: string, title: string, severity: Severity, scope: RiskScope])[] = [
  ['PrivilegeEscalation', 'Privilege Escalation', 'high', 'identity-policy'],
  ['DataExfiltration', 'Data Exfiltration', 'medium', 'identity-policy'],
  ['ResourceExposure', 'Resource Exposure', 'high', 'identity-policy'],
  ['ServiceWildcard', 'Service Wildcard', 'medium', 'identity-policy'],
  ['CredentialsExposure', 'Credentials Exposure', 'high', 'identity-policy'],
  ['InfrastructureModification', 'Unrestricted Infrastructure Modification', 'low', 'identity-policy'],
  ['AssumableByComputeService', 'Assumable by Compute Service', 'low', 'trust-policy'],
  ['AssumableByCrossAccountPrincipal', 'Assumable by Cross-Account Principal', 'medium', 'trust-policy'],
  ['AssumableByAnyPrincipal', 'Assumable by Any Principal', 'critical', 'trust-policy'],
  [
    'AssumableByAnyPrincipalWithConditions',
    'Assumable by Any Principal With Conditions',
    'medium',
    'trust-policy',
  ],
];

function kind([id, title, severity, scope]: (typeof KINDS)[number]): RiskKindDescription {
  return { id, title, severity, scope, summary: `${title}.`, why: '', fix: '', references: [] };
}

/** A finding that counts; `notCounted` makes it one that does not. */
export function finding(part: Pick<Finding, 'kind' | 'subject'> & Partial<Finding>): Finding {
  return {
    id: '0123456789abcdef',
    severity: KINDS.find(([id]) => id === part.kind)?.[2] ?? 'none',
    reach: 'unrestricted',
    counted: part.notCounted === undefined,
    grantedBy: [0],
    ...part,
  };
}

export function policy(part: Pick<AssessedPolicy, 'id' | 'name'> & Partial<AssessedPolicy>): AssessedPolicy {
  return {
    type: 'customer-managed',
    arn: `arn:aws:iam::111122223333:policy/${part.name}`,
    path: '/',
    document: null,
    versions: [],
    defaultVersionId: 'v1',
    attachmentCount: 1,
    isAttachable: true,
    createDate: '2024-01-02T03:04:05+00:00',
    updateDate: '2024-02-03T04:05:06+00:00',
    attachedTo: [],
    principalsReached: 0,
    heldByComputeRole: false,
    excludedBy: null,
    unknownActions: [],
    ...part,
  };
}

export function principal(
  part: Pick<AssessedPrincipal, 'id' | 'name' | 'type'> & Partial<AssessedPrincipal>,
): AssessedPrincipal {
  return {
    arn: `arn:aws:iam::111122223333:${part.type}/${part.name}`,
    accountId: '111122223333',
    path: '/',
    managedBy: null,
    createDate: null,
    policies: [],
    groups: [],
    permissionsBoundary: null,
    tags: [],
    excludedBy: null,
    role: null,
    ...part,
  };
}

const INLINE = {
  type: 'inline',
  arn: null,
  path: null,
  defaultVersionId: null,
  attachmentCount: null,
  isAttachable: null,
  createDate: null,
  updateDate: null,
} as const;

const onPolicy = (policyIndex: number) => ({ type: 'policy', policy: policyIndex }) as const;
const onTrust = (principalIndex: number) => ({ type: 'trust-policy', principal: principalIndex }) as const;

/** Every sort of subject, and findings that count and do not count for every reason, in as few lines as possible. */
export function writtenAssessment(part: Partial<Assessment> = {}): Assessment {
  return {
    format: 'cloudsplaining-assessment',
    version: 1,
    tool: { name: 'cloudsplaining', version: '1.0.0' },
    catalog: { date: '2026-09-26', source: 'fixture', services: 3, actions: 7 },
    assessedAt: '2026-11-24T09:30:12.000Z',
    name: 'production',
    account: { id: '111122223333', partition: 'aws', principalsByAccount: { '111122223333': 4 } },
    options: { flagAllRiskyActions: false, flagTrustPolicies: true, severities: [], minimized: false },
    kinds: KINDS.map(kind),
    escalation: {
      administrators: [],
      chains: [],
      hops: [],
      becomes: [],
      principalSets: [],
      dataReached: [],
      chokePoints: null,
    },
    escalationPaths: [
      {
        id: 'iam-001',
        legacyName: 'CreateNewPolicyVersion',
        name: 'New version',
        category: 'own rights',
        requiredActions: ['iam:CreatePolicyVersion'],
        sameActionsAs: [],
        link: 'https://example.com/iam-001',
      },
      {
        id: 'lambda-001',
        legacyName: null,
        name: 'New function',
        category: 'pass role',
        requiredActions: ['iam:PassRole', 'lambda:CreateFunction'],
        sameActionsAs: [],
        link: '',
      },
    ],
    services: { iam: 'IAM', lambda: 'AWS Lambda', s3: 'S3', 's3-outposts': 'S3 Outposts', ssm: 'SSM' },
    // Ascending by service as in the catalogue, which puts s3 before s3-outposts; by UTF-16 units it is the reverse.
    actions: [
      'iam:CreatePolicyVersion',
      'iam:PassRole',
      'lambda:CreateFunction',
      's3:GetObject',
      's3:PutObject',
      's3-outposts:PutObject',
      'ssm:GetParameter',
    ],
    actionSets: ['0+2', '3+2', '5', '3', '6', '0'],
    accessLevels: {},
    resourceTypes: [],
    narrowings: [],
    trustSentences: [],
    documents: [
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      { Version: '2012-10-17', Statement: [] },
      { Statement: { Sid: 'Trust', Effect: 'Allow', Action: 'sts:AssumeRole' } },
    ],
    policies: [
      policy({
        id: 'ANPA1',
        name: 'deploy',
        document: 1,
        versions: [
          { versionId: 'v2', isDefault: true, createDate: '2024-02-03T04:05:06+00:00', document: 1 },
          { versionId: 'v1', isDefault: false, createDate: null, document: null },
        ],
        defaultVersionId: 'v2',
        attachedTo: [2, 0],
      }),
      policy({
        id: 'ANPA2',
        name: 'AdministratorAccess',
        type: 'aws-managed',
        arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        excludedBy: 'AdministratorAccess',
        attachedTo: [1],
      }),
      policy({ ...INLINE, id: 'ab12', name: 'read', document: 0, attachedTo: [0, 2] }),
      policy({ id: 'ANPA3', name: 'spare', attachmentCount: 0 }),
    ],
    principals: [
      principal({
        id: 'AIDA1',
        name: 'alice',
        type: 'user',
        createDate: '2023-01-01T00:00:00+00:00',
        policies: [0, 2],
        groups: [1],
        inlineNames: [{ policy: 2, name: 'my "read"' }],
      }),
      principal({ id: 'AGPA1', name: 'ops', type: 'group', policies: [1] }),
      principal({
        id: 'AROA1',
        name: 'runner',
        type: 'role',
        path: '/ci/',
        policies: [2, 0],
        role: {
          trustPolicy: 2,
          trustInWords: [],
          lastUsed: { date: '2026-10-01T00:00:00+00:00', region: 'eu-west-1' },
          instanceProfiles: [{ InstanceProfileName: 'runner', Roles: [] }],
        },
      }),
      principal({
        id: 'AROA2',
        name: 'old',
        type: 'role',
        excludedBy: 'old*',
        role: { trustPolicy: null, trustInWords: [], lastUsed: null, instanceProfiles: [] },
      }),
    ],
    findings: [
      finding({ kind: 'PrivilegeEscalation', subject: onPolicy(0), actionSet: 0, paths: [1, 0] }),
      finding({ kind: 'ResourceExposure', subject: onPolicy(0), actionSet: 1 }),
      finding({
        kind: 'ResourceExposure',
        subject: onPolicy(0),
        severity: 'medium',
        reach: 'conditional',
        notCounted: 'conditional',
        actionSet: 4,
      }),
      finding({ kind: 'DataExfiltration', subject: onPolicy(0), notCounted: 'extended', actionSet: 2 }),
      finding({
        kind: 'DataExfiltration',
        subject: onPolicy(0),
        reach: 'scoped',
        notCounted: 'extended',
        actionSet: 4,
      }),
      finding({ kind: 'ServiceWildcard', subject: onPolicy(0), services: ['s3', 'iam'] }),
      finding({ kind: 'DataExfiltration', subject: onPolicy(2), actionSet: 3 }),
      finding({
        kind: 'InfrastructureModification',
        subject: onPolicy(3),
        notCounted: 'unattached',
        actionSet: 3,
      }),
      finding({ kind: 'CredentialsExposure', subject: onPolicy(1), actionSet: 4 }),
      finding({ kind: 'AssumableByComputeService', subject: onTrust(2), trusted: ['lambda', 'ec2'] }),
      finding({
        kind: 'AssumableByComputeService',
        subject: onTrust(2),
        reach: 'conditional',
        notCounted: 'extended',
        trusted: ['glue.amazonaws.com'],
      }),
      finding({
        kind: 'AssumableByAnyPrincipalWithConditions',
        subject: onTrust(2),
        reach: 'conditional',
        trusted: ['*'],
      }),
      finding({ kind: 'AssumableByAnyPrincipal', subject: onTrust(3), trusted: ['*'] }),
    ],
    exclusions: {
      rules: { policies: ['AdministratorAccess'], roles: ['old*'] },
      excluded: [
        { type: 'role', name: 'old', rule: 'old*' },
        { type: 'policy', name: 'AdministratorAccess', rule: 'AdministratorAccess' },
      ],
      unmatchedRules: [],
    },
    notAssessed: [],
    notes: [],
    summary: {
      bySeverity: { critical: 0, high: 2, medium: 3, low: 1, none: 0 },
      byKind: [
        {
          kind: 'PrivilegeEscalation',
          severity: 'high',
          counted: 1,
          conditional: 0,
          scoped: 0,
          extended: 0,
          unattached: 0,
        },
        {
          kind: 'ResourceExposure',
          severity: 'high',
          counted: 1,
          conditional: 1,
          scoped: 0,
          extended: 0,
          unattached: 0,
        },
        {
          kind: 'InfrastructureModification',
          severity: 'low',
          counted: 0,
          conditional: 0,
          scoped: 0,
          extended: 0,
          unattached: 1,
        },
        {
          kind: 'CredentialsExposure',
          severity: 'high',
          counted: 0,
          conditional: 0,
          scoped: 0,
          extended: 0,
          unattached: 0,
        },
      ],
      worstPolicies: [
        {
          index: 0,
          bySeverity: { critical: 0, high: 2, medium: 1, low: 0, none: 0 },
          kinds: ['PrivilegeEscalation', 'ResourceExposure', 'ServiceWildcard'],
        },
        {
          index: 2,
          bySeverity: { critical: 0, high: 0, medium: 1, low: 0, none: 0 },
          kinds: ['DataExfiltration'],
        },
      ],
      worstPrincipals: [
        {
          index: 2,
          bySeverity: { critical: 0, high: 2, medium: 3, low: 1, none: 0 },
          kinds: ['PrivilegeEscalation', 'ResourceExposure'],
        },
      ],
    },
    ...part,
  };
}
