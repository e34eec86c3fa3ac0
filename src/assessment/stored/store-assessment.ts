import type { AssessedPolicy, AssessedPrincipal, Assessment, Finding } from '../assessment.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { packNames, type PackedNames } from './action-words.js';
import {
  LEFT_OUT_OF_ADMINISTRATOR,
  LEFT_OUT_OF_FINDING,
  LEFT_OUT_OF_HOP,
  LEFT_OUT_OF_PATH,
  LEFT_OUT_OF_POLICY,
  LEFT_OUT_OF_PRINCIPAL,
  attachmentMeant,
  linkMeant,
  versionsMeant,
} from './left-out.js';
import { ServiceSets } from './service-sets.js';
import type {
  StoredAssessment,
  StoredEscalationPath,
  StoredFinding,
  StoredPolicy,
  StoredPrincipal,
} from './stored-assessment.js';

/** Accounts that are assessed one after another mention the same actions, and have one list of them. */
const packedNames = new WeakMap<readonly string[], PackedNames>();

/** The Assessment in the form of the findings file. What is left out is undefined, which JSON does not write. */
export function storeAssessment(assessment: Assessment): StoredAssessment {
  const { account, actions, escalationPaths, services, policies, principals, escalation, findings } =
    assessment;
  const packed = memoised(packedNames, actions, () => packNames(actions));
  const sets = new ServiceSets(Object.keys(services));
  return {
    ...assessment,
    format: 'cloudsplaining-findings',
    actionWords: packed.words,
    actions: packed.names,
    escalationPaths: storedPaths(escalationPaths, actions),
    policies: policies.map(storedPolicy),
    principals: principals.map((principal) => storedPrincipal(principal, account.id)),
    escalation: {
      ...escalation,
      administrators: escalation.administrators.map((each) => leavingOut(each, LEFT_OUT_OF_ADMINISTRATOR)),
      hops: escalation.hops.map((hop) => leavingOut(hop, LEFT_OUT_OF_HOP)),
    },
    findings: findings.map((finding) => storedFinding(finding, sets)),
    serviceSets: sets.texts,
  };
}

function storedPaths(
  paths: Assessment['escalationPaths'],
  actions: readonly string[],
): readonly StoredEscalationPath[] {
  const required = new Set(paths.flatMap(({ requiredActions }) => requiredActions));
  const numbers = new Map<string, number>();
  actions.forEach((name, number) => {
    if (required.has(name)) numbers.set(name, number);
  });
  return paths.map((path) => {
    const stored: Loosely<StoredEscalationPath> = {
      ...leavingOut(path, LEFT_OUT_OF_PATH),
      requiredActions: path.requiredActions.map((name) => numbers.get(name) ?? name),
    };
    if (path.link === linkMeant(path.id)) stored.link = undefined;
    return written(stored);
  });
}

function storedPolicy(policy: AssessedPolicy): StoredPolicy {
  const { versions, createDate, updateDate } = policy;
  const stored: Loosely<StoredPolicy> = leavingOut(policy, LEFT_OUT_OF_POLICY);
  const attachment = attachmentMeant(policy);
  if (policy.path === attachment.path) stored.path = undefined;
  if (policy.isAttachable === attachment.isAttachable) stored.isAttachable = undefined;
  if (updateDate === createDate) stored.updateDate = undefined;
  const meant = versionsMeant(policy);
  const [own, only] = [versions[0], meant[0]];
  const isMeant =
    versions.length === meant.length &&
    own?.versionId === only?.versionId &&
    own?.isDefault === only?.isDefault &&
    own?.createDate === only?.createDate &&
    own?.document === only?.document;
  if (isMeant) stored.versions = undefined;
  return written(stored);
}

function storedPrincipal(principal: AssessedPrincipal, accountId: string | null): StoredPrincipal {
  const stored: Loosely<StoredPrincipal> = leavingOut(principal, LEFT_OUT_OF_PRINCIPAL);
  if (principal.accountId === accountId) stored.accountId = undefined;
  return written(stored);
}

function storedFinding(finding: Finding, sets: ServiceSets): StoredFinding {
  const { subject } = finding;
  const stored: Loosely<StoredFinding & Pick<Finding, 'subject'>> = leavingOut(finding, LEFT_OUT_OF_FINDING);
  stored.subject = undefined;
  if (subject.type === 'policy') stored.policy = subject.policy;
  else if (subject.type === 'principal') stored.principal = subject.principal;
  else if (subject.type === 'resource-policy') stored.resourcePolicy = subject.resourcePolicy;
  else stored.trustPolicy = subject.principal;
  const serviceSet = sets.numberOf(finding);
  if (serviceSet !== undefined) {
    stored.serviceSet = serviceSet;
    stored.services = undefined;
  }
  return written(stored);
}

/** What is being stored: members may still be changed, and taken away. */
type Loosely<T> = { -readonly [K in keyof T]: T[K] | undefined };

/** A copy without the members that are what is meant where they are left out. */
function leavingOut<T extends object, Key extends keyof T>(
  value: T,
  meant: Readonly<Pick<T, Key>>,
): Omit<T, Key> & Partial<Pick<T, Key>> {
  const copy: Loosely<T> = { ...value };
  for (const key in meant) {
    const own = value[key];
    if (own === meant[key] || (Array.isArray(own) && own.length === 0)) copy[key] = undefined;
  }
  return written(copy as Loosely<Omit<T, Key> & Partial<Pick<T, Key>>>);
}

function written<T>(stored: Loosely<T>): T {
  // JSON has no undefined: what was taken away is not written.
  return stored as unknown as T;
}
