import type { Assessment, Finding, FixedFinding } from '../assessment/assessment.js';

/** The thing in AWS that a finding is on, as tools outside name it. */
export interface FindingResource {
  /** Its ARN; that of the holder with the policy's name behind it for an inline policy; its name where there is none. */
  readonly uid: string;
  readonly name: string;
  readonly type: 'policy' | 'inline-policy' | 'role' | 'user' | 'group' | 'resource';
  /** Service prefix and kind of a resource with a policy of its own; null where it is not known. */
  readonly resourceType?: string | null;
}

/** What a finding is on; whose it is before an inline policy, which is no resource of its own. */
export function findingResources(
  {
    policies,
    principals,
    resourcePolicies = [],
  }: Pick<Assessment, 'policies' | 'principals' | 'resourcePolicies'>,
  { subject }: Pick<Finding, 'subject'>,
): readonly FindingResource[] {
  if (subject.type === 'resource-policy') {
    const resource = resourcePolicies[subject.resourcePolicy];
    if (resource === undefined) return [];
    const { name, arn, resourceType } = resource;
    return [{ uid: arn ?? name, name, type: 'resource', resourceType }];
  }
  if (subject.type !== 'policy') return principalResource(principals[subject.principal]);
  const policy = policies[subject.policy];
  if (policy === undefined) return [];
  const holders = policy.type === 'inline' ? policy.attachedTo : [];
  const owners = holders.flatMap((holder) => principalResource(principals[holder]));
  const [owner] = owners;
  const uid = policy.arn === null || policy.arn === '' ? inlineUid(owner, policy.name) : policy.arn;
  return [...owners, { uid, name: policy.name, type: owners.length === 0 ? 'policy' : 'inline-policy' }];
}

/** What a finding that is gone was on; null where the earlier findings do not tell. What a principal was, its ARN tells. */
export function fixedResource({
  on,
  name,
  arn,
}: Pick<FixedFinding, 'on' | 'name' | 'arn'>): FindingResource | null {
  if (name === undefined) return null;
  const uid = arn ?? name;
  if (on === 'resource-policy') return { uid, name, type: 'resource' };
  if (on === 'policy') return { uid, name, type: 'policy' };
  const [, kind] = /^arn:[^:]*:iam::[^:]*:(user|group)\//.exec(uid) ?? [];
  return { uid, name, type: kind === 'user' || kind === 'group' ? kind : 'role' };
}

function inlineUid(owner: FindingResource | undefined, name: string): string {
  return owner === undefined ? name : `${owner.uid}/${name}`;
}

function principalResource(
  principal: Assessment['principals'][number] | undefined,
): readonly FindingResource[] {
  if (principal === undefined) return [];
  const { arn, name, type } = principal;
  return [{ uid: arn === '' ? name : arn, name, type }];
}
