import type {
  AssessedPolicy,
  AssessedPolicyVersion,
  AssessedPrincipal,
  Assessment,
  PrincipalType,
} from '../assessment/assessment.js';
import { documentText } from '../assessment/document-text.js';
import { objectText } from './json-text.js';

/** The members of a policy's object in the results file, but for its risks. */
export function policyMembers(policy: AssessedPolicy, assessment: Assessment): string {
  const attachedTo = attachedToText(policy, assessment);
  if (policy.type === 'inline') {
    const document = storedDocument(policy.document, assessment);
    return `"PolicyName":${text(policy.name)},"PolicyId":${text(policy.id)},"PolicyDocument":${document},"AttachedTo":${attachedTo}`;
  }
  const {
    name,
    id,
    arn,
    path,
    defaultVersionId,
    attachmentCount,
    isAttachable,
    createDate,
    updateDate,
    versions,
  } = policy;
  const versionTexts = versions.map((version) => versionText(version, assessment));
  return (
    `"PolicyName":${text(name)},"PolicyId":${text(id)},"Arn":${text(arn)},"Path":${text(path)},` +
    `"DefaultVersionId":${text(defaultVersionId)},"AttachmentCount":${text(attachmentCount)},"AttachedTo":${attachedTo},` +
    `"IsAttachable":${text(isAttachable)},"CreateDate":${text(createDate)},"UpdateDate":${text(updateDate)},` +
    `"PolicyVersionList":[${versionTexts.join(',')}]`
  );
}

/** The members of a principal's object that all three types have. */
export function principalMembers(principal: AssessedPrincipal, assessment: Assessment): string {
  const { arn, name, createDate, id, path, excludedBy } = principal;
  const inline: [string, string][] = [];
  const customerManaged: [string, string][] = [];
  const awsManaged: [string, string][] = [];
  for (const index of principal.policies) {
    const policy = assessment.policies[index];
    if (policy === undefined) continue;
    const lists = { inline, 'customer-managed': customerManaged, 'aws-managed': awsManaged };
    const ownName =
      policy.type === 'inline'
        ? principal.inlineNames?.find((each) => each.policy === index)?.name
        : undefined;
    lists[policy.type].push([policy.id, text(ownName ?? policy.name)]);
  }
  return (
    `"arn":${text(arn)},"name":${text(name)},"create_date":${text(createDate)},"id":${text(id)},"path":${text(path)},` +
    `"is_excluded":${text(excludedBy !== null)},"inline_policies":${objectText(inline)},` +
    `"customer_managed_policies":${objectText(customerManaged)},"aws_managed_policies":${objectText(awsManaged)}`
  );
}

/** The members that only roles have, but for the risks of their trust policies. */
export function roleMembers({ role }: AssessedPrincipal, assessment: Assessment): string {
  const instanceProfiles = role?.instanceProfiles ?? [];
  const trustPolicy = role?.trustPolicy ?? null;
  // Scripts ask the document for its Statement, as they could in 0.9.1 where a role had none.
  const trustDocument = trustPolicy === null ? '{}' : storedDocument(trustPolicy, assessment);
  return (
    `"assume_role_policy":{"PolicyDocument":${trustDocument}},` +
    `"role_last_used":${text(role?.lastUsed?.date ?? null)},"instance_profiles":${JSON.stringify(instanceProfiles)},` +
    `"instances_count":${instanceProfiles.length}`
  );
}

function versionText(
  { document, versionId, isDefault, createDate }: AssessedPolicyVersion,
  assessment: Assessment,
): string {
  return (
    `{"Document":${storedDocument(document, assessment)},"VersionId":${text(versionId)},` +
    `"IsDefaultVersion":${text(isDefault)},"CreateDate":${text(createDate)}}`
  );
}

function attachedToText({ attachedTo }: AssessedPolicy, { principals }: Assessment): string {
  if (attachedTo.length === 0) return '{"roles":[],"groups":[],"users":[]}';
  const names = (type: PrincipalType): string => {
    const held: string[] = [];
    for (const index of attachedTo) {
      const principal = principals[index];
      if (principal?.type === type) held.push(text(principal.name));
    }
    return `[${held.join(',')}]`;
  };
  return `{"roles":${names('role')},"groups":${names('group')},"users":${names('user')}}`;
}

function storedDocument(index: number | null, { documents }: Assessment): string {
  return index === null ? 'null' : documentText(documents[index] ?? null);
}

function text(value: string | number | boolean | null): string {
  return JSON.stringify(value);
}
