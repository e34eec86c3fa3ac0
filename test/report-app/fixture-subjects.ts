import type { AssessedPolicy, AssessedPrincipal } from '../../src/assessment/assessment.js';
import { HOSTILE_NAME, RIGHT_TO_LEFT_NAME } from './fixture-names.js';

function policy(
  part: Pick<AssessedPolicy, 'id' | 'name' | 'type' | 'document' | 'attachedTo'> & Partial<AssessedPolicy>,
): AssessedPolicy {
  const isInline = part.type === 'inline';
  return {
    arn: isInline
      ? null
      : `arn:aws:iam::${part.type === 'aws-managed' ? 'aws' : '111122223333'}:policy/${part.name}`,
    path: isInline ? null : '/',
    versions: isInline
      ? []
      : [{ versionId: 'v3', isDefault: true, createDate: '2025-03-04T00:00:00Z', document: part.document }],
    defaultVersionId: isInline ? null : 'v3',
    attachmentCount: isInline ? null : part.attachedTo.length,
    isAttachable: isInline ? null : true,
    createDate: isInline ? null : '2024-01-02T00:00:00Z',
    updateDate: isInline ? null : '2025-03-04T00:00:00Z',
    principalsReached: part.attachedTo.length,
    heldByComputeRole: false,
    excludedBy: null,
    unknownActions: [],
    ...part,
  };
}

/** The policies of the fixture. */
export const POLICIES: readonly AssessedPolicy[] = [
  policy({
    id: 'ANPA00000001',
    name: 'AdministratorAccess',
    type: 'aws-managed',
    document: 0,
    attachedTo: [0, 5],
  }),
  policy({
    id: 'ANPA00000002',
    name: 'deploy-pipeline',
    type: 'customer-managed',
    document: 1,
    attachedTo: [6],
    heldByComputeRole: true,
  }),
  policy({ id: 'sha-inline-1', name: 'read-customer-exports', type: 'inline', document: 2, attachedTo: [1] }),
  policy({ id: 'sha-inline-1', name: 'read-customer-exports', type: 'inline', document: 2, attachedTo: [2] }),
  policy({
    id: 'ANPA00000003',
    name: 'guarded-operations',
    type: 'customer-managed',
    document: 3,
    attachedTo: [3],
    principalsReached: 4,
  }),
  policy({
    id: 'ANPA00000004',
    name: HOSTILE_NAME,
    type: 'customer-managed',
    document: 4,
    attachedTo: [8],
    unknownActions: [HOSTILE_NAME],
  }),
  policy({
    id: 'ANPA00000005',
    name: RIGHT_TO_LEFT_NAME,
    type: 'customer-managed',
    document: 5,
    attachedTo: [9],
  }),
  policy({
    id: 'ANPA00000006',
    name: 'ReadOnlyMetrics',
    type: 'customer-managed',
    document: 6,
    attachedTo: [4, 7],
  }),
  policy({
    id: 'ANPA00000007',
    name: 'AWSServiceRoleForSupport',
    type: 'aws-managed',
    document: 6,
    attachedTo: [],
    excludedBy: 'AWSServiceRoleFor*',
  }),
  policy({
    id: 'ANPA00000008',
    name: 'orphaned-full-s3',
    type: 'customer-managed',
    document: 7,
    attachedTo: [],
  }),
  policy({
    id: 'ANPA00000009',
    name: `a-very-long-name-${'of-a-policy-that-does-not-end-'.repeat(4)}`,
    type: 'inline',
    document: 8,
    attachedTo: [6, 0],
  }),
  policy({
    id: 'ANPA00000010',
    name: 'unreadable',
    type: 'customer-managed',
    document: null,
    attachedTo: [1],
  }),
];

function principal(
  part: Pick<AssessedPrincipal, 'id' | 'name' | 'type' | 'policies'> & Partial<AssessedPrincipal>,
): AssessedPrincipal {
  return {
    arn: `arn:aws:iam::111122223333:${part.type}/${part.name}`,
    accountId: '111122223333',
    path: '/',
    managedBy: null,
    createDate: '2023-05-06T00:00:00Z',
    groups: [],
    permissionsBoundary: null,
    tags: [],
    excludedBy: null,
    role:
      part.type === 'role'
        ? {
            trustPolicy: 9,
            trustInWords: [0],
            lastUsed: { date: '2026-10-01T00:00:00Z', region: 'eu-west-1' },
            instanceProfiles: [],
          }
        : null,
    ...part,
  };
}

/** The principals of the fixture. */
export const PRINCIPALS: readonly AssessedPrincipal[] = [
  principal({
    id: 'AIDA01',
    name: 'alice',
    type: 'user',
    policies: [0, 10],
    groups: [3],
    inlineNames: [{ policy: 10, name: 'alices-own-name' }],
  }),
  principal({ id: 'AIDA02', name: 'bob', type: 'user', policies: [2, 11], groups: [3, 4] }),
  principal({ id: 'AIDA03', name: 'carol', type: 'user', policies: [3] }),
  principal({ id: 'AGPA01', name: 'operators', type: 'group', policies: [4] }),
  principal({ id: 'AGPA02', name: 'observers', type: 'group', policies: [7] }),
  principal({
    id: 'AROA01',
    name: 'break-glass',
    type: 'role',
    policies: [0],
    managedBy: 'IAM Identity Center',
  }),
  principal({ id: 'AROA02', name: 'pipeline', type: 'role', policies: [1, 10] }),
  principal({
    id: 'AROA03',
    name: 'partner-access',
    type: 'role',
    managedBy: 'IAM Identity Center',
    policies: [7],
    role: { trustPolicy: 10, trustInWords: [1, 2], lastUsed: null, instanceProfiles: [] },
  }),
  principal({
    id: 'AROA04',
    name: HOSTILE_NAME,
    type: 'role',
    policies: [5],
    role: { trustPolicy: 11, trustInWords: [3], lastUsed: null, instanceProfiles: [] },
  }),
  principal({
    id: 'AROA05',
    name: RIGHT_TO_LEFT_NAME,
    type: 'role',
    policies: [6],
    accountId: '444455556666',
    role: { trustPolicy: null, trustInWords: [], lastUsed: null, instanceProfiles: [] },
  }),
];
