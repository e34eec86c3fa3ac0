import type { AssessedPolicy, Assessment, Finding } from '../assessment.js';
import { unpackNames } from './action-words.js';
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
import { serviceSets } from './service-sets.js';
import type { StoredAssessment, StoredFinding, StoredPolicy } from './stored-assessment.js';

/** The Assessment that a findings file holds; null if the value is of another format or version. */
export function readStoredAssessment(value: unknown): Assessment | null {
  if (!isStoredAssessment(value)) return null;
  const { actionWords, serviceSets: setTexts, ...stored } = value;
  const { account, escalation } = stored;
  const actions = unpackNames({ words: actionWords, names: stored.actions });
  const sets = serviceSets(Object.keys(stored.services), setTexts);
  return {
    ...stored,
    format: 'cloudsplaining-assessment',
    actions,
    escalationPaths: stored.escalationPaths.map((path) => ({
      ...LEFT_OUT_OF_PATH,
      link: linkMeant(path.id),
      ...path,
      requiredActions: path.requiredActions.map((action) =>
        typeof action === 'number' ? (actions[action] ?? '') : action,
      ),
    })),
    policies: stored.policies.map(readPolicy),
    principals: stored.principals.map((principal) => ({
      ...LEFT_OUT_OF_PRINCIPAL,
      accountId: account.id,
      ...principal,
    })),
    escalation: {
      ...escalation,
      administrators: escalation.administrators.map((each) => ({ ...LEFT_OUT_OF_ADMINISTRATOR, ...each })),
      hops: escalation.hops.map((hop) => ({ ...LEFT_OUT_OF_HOP, ...hop })),
    },
    findings: stored.findings.map((finding) => readFinding(finding, sets)),
  };
}

function readPolicy(stored: StoredPolicy): AssessedPolicy {
  const policy = { ...LEFT_OUT_OF_POLICY, ...attachmentMeant(stored), ...stored };
  const dated = {
    ...policy,
    updateDate: policy.updateDate === undefined ? policy.createDate : policy.updateDate,
  };
  return { ...dated, versions: policy.versions ?? versionsMeant(dated) };
}

function readFinding(
  { serviceSet, policy, trustPolicy, resourcePolicy, principal, ...finding }: StoredFinding,
  sets: readonly (readonly string[])[],
): Finding {
  const services = serviceSet === undefined ? finding.services : sets[serviceSet];
  return {
    ...LEFT_OUT_OF_FINDING,
    ...finding,
    subject: subjectOf({ policy, trustPolicy, resourcePolicy, principal }),
    ...(services === undefined ? {} : { services }),
  };
}

function subjectOf({
  policy,
  trustPolicy,
  resourcePolicy,
  principal = -1,
}: Readonly<
  Record<'policy' | 'trustPolicy' | 'resourcePolicy' | 'principal', number | undefined>
>): Finding['subject'] {
  if (policy !== undefined) return { type: 'policy', policy };
  if (resourcePolicy !== undefined) return { type: 'resource-policy', resourcePolicy };
  return trustPolicy === undefined
    ? { type: 'principal', principal }
    : { type: 'trust-policy', principal: trustPolicy };
}

/** Such files are written by this program: their mark is all that is checked. */
function isStoredAssessment(value: unknown): value is StoredAssessment {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'cloudsplaining-findings' &&
    'version' in value &&
    value.version === 1
  );
}
