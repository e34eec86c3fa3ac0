import type {
  AssessedAdministrator,
  AssessedHop,
  AssessedPolicy,
  AssessedPolicyVersion,
  AssessedPrincipal,
  EscalationPathDescription,
  Finding,
} from '../assessment.js';
import type {
  OptionalOfAdministrator,
  OptionalOfFinding,
  OptionalOfHop,
  OptionalOfPath,
  OptionalOfPolicy,
  OptionalOfPrincipal,
} from './stored-assessment.js';

/** What is meant where a member is left out. */
export const LEFT_OUT_OF_POLICY: Pick<AssessedPolicy, OptionalOfPolicy> = {
  arn: null,
  document: null,
  defaultVersionId: null,
  attachmentCount: null,
  createDate: null,
  attachedTo: [],
  heldByComputeRole: false,
  excludedBy: null,
  unknownActions: [],
};
export const LEFT_OUT_OF_PRINCIPAL: Pick<AssessedPrincipal, OptionalOfPrincipal> = {
  path: '/',
  managedBy: null,
  createDate: null,
  policies: [],
  groups: [],
  permissionsBoundary: null,
  tags: [],
  excludedBy: null,
  role: null,
};
export const LEFT_OUT_OF_PATH: Pick<EscalationPathDescription, OptionalOfPath> = {
  legacyName: null,
  category: 'new-passrole',
  sameActionsAs: [],
};
export const LEFT_OUT_OF_HOP: Pick<AssessedHop, OptionalOfHop> = {
  from: null,
  makesAdministrator: false,
  statements: [],
  trust: [],
  conditions: [],
  needs: [],
  lifts: [],
  gains: [],
};
export const LEFT_OUT_OF_ADMINISTRATOR: Pick<AssessedAdministrator, OptionalOfAdministrator> = {
  withinGuardrails: false,
};
export const LEFT_OUT_OF_FINDING: Pick<Finding, OptionalOfFinding> = {
  reach: 'unrestricted',
  counted: false,
  grantedBy: [],
};

/** The link that is meant where it is left out: the path's own page in the catalogue of paths. */
export function linkMeant(id: string): string {
  return `https://pathfinding.cloud/paths/${id}`;
}

/** What is meant where a policy's path, and whether it can be attached, are left out: an inline policy has neither. */
export function attachmentMeant({
  type,
}: Pick<AssessedPolicy, 'type'>): Pick<AssessedPolicy, 'path' | 'isAttachable'> {
  return type === 'inline' ? { path: null, isAttachable: null } : { path: '/', isAttachable: true };
}

/** The versions that are meant where they are left out: the one in force, if there is any. */
export function versionsMeant({
  defaultVersionId,
  updateDate,
  document,
}: Pick<AssessedPolicy, 'defaultVersionId' | 'updateDate' | 'document'>): readonly AssessedPolicyVersion[] {
  if (defaultVersionId === null) return [];
  return [{ versionId: defaultVersionId, isDefault: true, createDate: updateDate, document }];
}
