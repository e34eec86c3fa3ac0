import type { JsonObject } from '../policy/json-shape.js';
import type { ManagedPolicy, ManagedPolicyVersion, StoredDocument } from './account.js';
import { parseArn } from './arn.js';
import type { DocumentStore } from './document-store.js';
import type { EntryReader } from './entry-reader.js';

/** Reads the entries of Policies; the first of several with one ARN is kept. */
export function readManagedPolicies(
  entries: readonly (readonly [JsonObject, string])[],
  reader: EntryReader,
  store: DocumentStore,
): ReadonlyMap<string, ManagedPolicy> {
  const policies = new Map<string, ManagedPolicy>();
  const names = new Map<string, string>();
  for (const [entry, where] of entries) {
    const policy = readManagedPolicy(entry, where, reader, store);
    if (policy === null) continue;
    if (policies.has(policy.arn)) {
      reader.report(`policy ${policy.name}`, where, `the file holds ${policy.arn} more than once; the first is used`);
      continue;
    }
    const other = names.get(policy.name);
    if (other !== undefined && parseArn(other)?.accountId === parseArn(policy.arn)?.accountId) {
      reader.report(`policy ${policy.name}`, where, `another policy of the same account has this name too (${other}); both are assessed`);
    }
    names.set(policy.name, policy.arn);
    policies.set(policy.arn, policy);
  }
  return policies;
}

function readManagedPolicy(entry: JsonObject, where: string, reader: EntryReader, store: DocumentStore): ManagedPolicy | null {
  const name = reader.requiredText(entry, 'PolicyName', 'a policy', where);
  const what = `policy ${name ?? 'without a name'}`;
  const arn = reader.requiredText(entry, 'Arn', what, where);
  if (name === null || arn === null) return null;
  const defaultVersionId = reader.optionalText(entry, 'DefaultVersionId', what, where);
  const versions = readVersions(entry, what, where, reader, store);
  const inForce = versions.find(({ isDefault }) => isDefault) ?? versions.find(({ versionId }) => versionId === defaultVersionId);
  if (inForce === undefined) {
    reader.report(what, `${where}.PolicyVersionList`, 'no version is marked as the default, so the policy is not assessed');
  }
  return {
    id: reader.optionalText(entry, 'PolicyId', what, where) ?? arn,
    name,
    arn,
    path: reader.optionalText(entry, 'Path', what, where) ?? '/',
    isAwsManaged: parseArn(arn)?.accountId === 'aws',
    defaultVersionId: defaultVersionId ?? inForce?.versionId ?? null,
    document: inForce?.document ?? null,
    versions,
    attachmentCount: typeof entry['AttachmentCount'] === 'number' ? entry['AttachmentCount'] : null,
    isAttachable: typeof entry['IsAttachable'] === 'boolean' ? entry['IsAttachable'] : null,
    createDate: reader.optionalText(entry, 'CreateDate', what, where),
    updateDate: reader.optionalText(entry, 'UpdateDate', what, where),
  };
}

function readVersions(
  entry: JsonObject,
  what: string,
  where: string,
  reader: EntryReader,
  store: DocumentStore,
): readonly ManagedPolicyVersion[] {
  return reader.objects(entry, 'PolicyVersionList', what, where).map(([version, place]) => {
    const isDefault = version['IsDefaultVersion'] === true || version['IsDefaultVersion'] === 'true';
    return {
      versionId: reader.optionalText(version, 'VersionId', what, place) ?? '',
      isDefault,
      createDate: reader.optionalText(version, 'CreateDate', what, place),
      document: readDocument(version, 'Document', isDefault ? what : null, place, reader, store),
    };
  });
}

/**
 * The document under a key, read; null, and a problem, if there is none. A malformed one is a problem too.
 *
 * @param what - what to report a problem on; null where the document is not in force and none is reported
 */
export function readDocument(
  parent: JsonObject,
  key: string,
  what: string | null,
  where: string,
  reader: EntryReader,
  store: DocumentStore,
): StoredDocument | null {
  const value = parent[key];
  if (value === undefined || value === null) {
    if (what !== null) reader.report(what, `${where}.${key}`, 'the document is missing');
    return null;
  }
  const document = store.add(value);
  if (!document.parsed.ok && what !== null) reader.report(what, `${where}.${key}`, document.parsed.reason);
  return document;
}
