import type { Finding } from '../../src/assessment/assessment.js';
import { FIXTURE_KINDS } from './fixture-kinds.js';

function found(id: string, kind: string, policyIndex: number, part: Partial<Finding>): Finding {
  return {
    id,
    kind,
    severity: FIXTURE_KINDS.find((each) => each.id === kind)?.severity ?? 'none',
    subject: { type: 'policy', policy: policyIndex },
    reach: 'unrestricted',
    counted: true,
    grantedBy: [0],
    ...part,
  };
}

function trusted(id: string, kind: string, principalIndex: number, part: Partial<Finding>): Finding {
  return { ...found(id, kind, 0, part), subject: { type: 'trust-policy', principal: principalIndex } };
}

/** The findings of the fixture: every kind, every reach, every reason not to count. */
export const FINDINGS: readonly Finding[] = [
  found('f01', 'PrivilegeEscalation', 0, { actionSet: 0, paths: [0, 1] }),
  found('f02', 'ResourceExposure', 0, { actionSet: 2 }),
  found('f03', 'DataExfiltration', 0, { actionSet: 4 }),
  found('f04', 'ServiceWildcard', 0, { services: ['ec2', 'iam', 'lambda', 's3', 'ssm'] }),
  found('f05', 'CredentialsExposure', 0, { actionSet: 5 }),
  found('f06', 'InfrastructureModification', 0, { actionSet: 3 }),
  found('f07', 'PrivilegeEscalation', 1, { actionSet: 0, paths: [1], grantedBy: [0, 2] }),
  found('f08', 'InfrastructureModification', 1, { actionSet: 3, grantedBy: [1], limitedBy: [3] }),
  found('f09', 'ResourceExposure', 1, {
    actionSet: 2,
    reach: 'scoped',
    counted: false,
    notCounted: 'scoped',
    severity: 'medium',
    grantedBy: [2],
  }),
  found('f10', 'DataExfiltration', 2, { actionSet: 1 }),
  found('f11', 'DataExfiltration', 3, { actionSet: 1 }),
  found('f12', 'PrivilegeEscalation', 4, {
    actionSet: 6,
    paths: [0],
    reach: 'conditional',
    counted: false,
    notCounted: 'conditional',
    severity: 'medium',
    conditionKeys: ['aws:MultiFactorAuthPresent'],
    limitedBy: [1],
  }),
  found('f13', 'DataExfiltration', 4, { actionSet: 4, counted: false, notCounted: 'extended' }),
  found('f14', 'PrivilegeEscalation', 5, { actionSet: 6, paths: [0] }),
  found('f15', 'InfrastructureModification', 6, { actionSet: 5 }),
  found('f16', 'ServiceWildcard', 9, { services: ['s3'], counted: false, notCounted: 'unattached' }),
  found('f17', 'InfrastructureModification', 10, { actionSet: 5 }),
  trusted('t01', 'AssumableByComputeService', 6, { services: ['ec2', 'lambda'] }),
  trusted('t02', 'AssumableByCrossAccountPrincipal', 7, { trusted: ['arn:aws:iam::999900001111:root'] }),
  trusted('t03', 'AssumableByAnyPrincipal', 8, { trusted: ['*'] }),
  trusted('t04', 'AssumableByAnyPrincipalWithConditions', 7, {
    trusted: ['*'],
    grantedBy: [1],
    conditionKeys: ['aws:PrincipalOrgID'],
  }),
];
