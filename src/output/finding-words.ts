import { actionMembers } from '../assessment/action-members.js';
import type {
  AssessedPolicy,
  Assessment,
  EscalationPathDescription,
  Finding,
  FixedFinding,
} from '../assessment/assessment.js';
import { fixedResource } from './finding-resource.js';
import { outsiderWay, outsiderWords } from './outsider-way.js';
import { firstOf } from './shortened.js';
import { residualPhrases } from './worksheet-wording.js';

const POLICY_WORDS = {
  'customer-managed': 'customer-managed policy',
  inline: 'inline policy',
  'aws-managed': 'AWS-managed policy',
} as const;

/**
 * What a finding is on, as a phrase: `inline policy deploy of role ci`, `trust policy of role ci`,
 * `resource policy aws_s3_bucket_policy.logs`.
 */
export function subjectPhrase(assessment: Assessment, { subject }: Pick<Finding, 'subject'>): string {
  if (subject.type === 'policy') {
    const policy = assessment.policies[subject.policy];
    if (policy === undefined) return 'policy';
    const { type, arn, name } = policy;
    // One that was given by itself is neither managed nor inline as far as anybody knows.
    const standsAlone = type === 'customer-managed' && (arn ?? '') === '';
    return `${standsAlone ? 'policy' : POLICY_WORDS[type]} ${name}${type === 'inline' ? holders(assessment, policy) : ''}`;
  }
  if (subject.type === 'resource-policy') {
    const { name = '' } = assessment.resourcePolicies?.[subject.resourcePolicy] ?? {};
    return name === '' ? 'resource policy' : `resource policy ${name}`;
  }
  const principal = assessment.principals[subject.principal];
  if (principal === undefined) return 'principal';
  const { name, type, arn } = principal;
  if (subject.type === 'principal') return `${type} ${name}`;
  return arn === '' ? `trust policy ${name}` : `trust policy of ${type} ${name}`;
}

/** What a finding that is gone was on, as a phrase; empty where the earlier findings do not tell. */
export function fixedPhrase(fixed: Pick<FixedFinding, 'on' | 'name' | 'arn'>): string {
  const resource = fixedResource(fixed);
  if (resource === null) return '';
  const { type, name } = resource;
  if (type === 'resource') return `resource policy ${name}`;
  return `${fixed.on === 'trust-policy' ? 'trust policy of role' : type} ${name}`;
}

/** Whose inline policy it is: many have one of the same name. */
function holders({ principals }: Assessment, { attachedTo }: AssessedPolicy): string {
  const [first = -1, ...others] = attachedTo;
  const holder = principals[first];
  if (holder === undefined) return '';
  return ` of ${holder.type} ${holder.name}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/** What shows a finding, as a list: paths, services, trusted principals or actions. */
export function findingEvidence(assessment: Assessment, finding: Finding): readonly string[] {
  const { paths = [], trusted = [], services = [], actionSet } = finding;
  if (paths.length > 0) return paths.flatMap((path) => pathPhrase(assessment.escalationPaths[path]));
  if (trusted.length > 0) return trusted;
  if (services.length > 0) return services.map((service) => `${service}:*`);
  return actionSet === undefined ? [] : actionMembers(assessment, actionSet);
}

/** What those whom the policy of a resource lets in can do with it; of other findings nothing. */
export function openActions(
  assessment: Assessment,
  { subject, actionSet }: Pick<Finding, 'subject' | 'actionSet'>,
): readonly string[] {
  return subject.type === 'resource-policy' && actionSet !== undefined
    ? actionMembers(assessment, actionSet)
    : [];
}

/** A path by its name, with the actions that it takes. */
function pathPhrase(path: EscalationPathDescription | undefined): readonly string[] {
  return path === undefined ? [] : [`${path.name} (${path.requiredActions.join(' + ')})`];
}

/** What a finding says of what it is on, in a sentence; names stand in it as they are. */
export function findingSentence(
  assessment: Assessment,
  finding: Finding,
  title: string,
  most: number,
): string {
  const way = outsiderWay(assessment, finding);
  if (way !== null)
    return `${title} in ${subjectPhrase(assessment, finding)}: ${way.outsider === '*' ? 'anyone (*)' : way.outsider}${outsiderWords(way)}.`;
  const evidence = findingEvidence(assessment, finding);
  const shown =
    evidence.length === 0
      ? ''
      : `: ${finding.trusted === undefined ? '' : 'trusts '}${firstOf(evidence, most)}`;
  const actions = openActions(assessment, finding);
  const use = actions.length === 0 ? '' : ` for ${firstOf(actions, most)}`;
  const residual = residualPhrases(finding);
  const rest = residual.length === 0 ? '' : ` (${residual.join('; ')})`;
  return `${title} in ${subjectPhrase(assessment, finding)}${shown}${use}${rest}.`;
}
