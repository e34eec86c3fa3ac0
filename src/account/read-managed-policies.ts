import type { ManagedPolicy, ManagedPolicyVersion, StoredDocument } from './account.js';
import { iamPath, isAccountId, parseArn } from './arn.js';
import type { AuthorizationEntry } from './authorization-entry.js';
import type { DocumentStore } from './document-store.js';
import { readDocument } from './read-document.js';
import { UniqueEntries } from './unique-entries.js';

/** Reads the entries of Policies, by ARN; the first of several with one ARN is kept. */
export function readManagedPolicies(
  entries: readonly AuthorizationEntry[],
  store: DocumentStore,
): ReadonlyMap<string, ManagedPolicy> {
  const unique = new UniqueEntries({ id: 'PolicyId', name: 'PolicyName' });
  const policies = new Map<string, ManagedPolicy>();
  for (const entry of entries) {
    const policy = readManagedPolicy(entry, unique, store);
    if (policy !== null) policies.set(policy.arn, policy);
  }
  return policies;
}

function readManagedPolicy(
  entry: AuthorizationEntry,
  unique: UniqueEntries,
  store: DocumentStore,
): ManagedPolicy | null {
  const name = entry.requiredText('PolicyName', 'the policy is left out');
  entry.name = name;
  const arn = entry.requiredText('Arn', 'the policy is left out');
  if (name === null || arn === null) return null;
  const parsed = parseArn(arn);
  if (parsed === null) {
    entry.report('Arn', `${JSON.stringify(arn.slice(0, 120))} is not an ARN, so the policy is left out`);
    return null;
  }
  const nameScope = isAccountId(parsed.accountId) ? parsed.accountId : null;
  const id = unique.admit(entry, { name, id: entry.optionalText('PolicyId') ?? arn, arn, nameScope });
  if (id === null) return null;
  return {
    id,
    name,
    arn,
    path: entry.optionalText('Path') ?? iamPath(parsed),
    isAwsManaged: parsed.accountId === 'aws',
    ...readVersions(entry, store),
    attachmentCount: entry.optionalNumber('AttachmentCount'),
    isAttachable: entry.optionalBoolean('IsAttachable'),
    createDate: entry.optionalDate('CreateDate'),
    updateDate: entry.optionalDate('UpdateDate'),
  };
}

/** `IsDefaultVersion` decides which version is in force; where none is marked, `DefaultVersionId`. */
function readVersions(
  policy: AuthorizationEntry,
  store: DocumentStore,
): Pick<ManagedPolicy, 'defaultVersionId' | 'document' | 'versions'> {
  const defaultVersionId = policy.optionalText('DefaultVersionId');
  const read = policy.entries('PolicyVersionList', 'version').map((entry) => {
    entry.name = entry.optionalText('VersionId');
    return {
      entry,
      versionId: entry.name ?? '',
      isMarked: entry.optionalBoolean('IsDefaultVersion') ?? false,
    };
  });
  const marked = read.filter(({ isMarked }) => isMarked);
  const named = (version: { readonly versionId: string }) => version.versionId === defaultVersionId;
  const inForce = marked.find(named) ?? marked[0] ?? read.find(named);
  if (inForce === undefined) {
    const lack =
      read.length === 0 ? 'the policy has no version' : 'no version of the policy is marked as its default';
    policy.report('PolicyVersionList', `${lack}, so it is not assessed`);
  } else if (marked.length > 1) {
    policy.report(
      'PolicyVersionList',
      `${marked.length} versions are marked as the default; ${inForce.versionId} is assessed`,
    );
  }
  let document: StoredDocument | null = null;
  const versions = read.map((version): ManagedPolicyVersion => {
    const { entry, versionId } = version;
    const isDefault = version === inForce;
    const own = isDefault ? readDocument(entry, 'Document', store) : unreportedDocument(entry, store);
    if (isDefault) document = own;
    return { versionId, isDefault, createDate: entry.optionalDate('CreateDate'), document: own };
  });
  return { defaultVersionId: inForce?.versionId ?? defaultVersionId, document, versions };
}

/** A version that is not in force is kept to be shown; whether it could be read changes nothing. */
function unreportedDocument({ fields }: AuthorizationEntry, store: DocumentStore): StoredDocument | null {
  const document = fields['Document'];
  return document === undefined || document === null ? null : store.add(document);
}
