import type { ManagedPolicy, StoredDocument } from './account.js';

/** A managed policy of which nothing is known but its names and its document. */
export function barePolicy(
  names: Pick<ManagedPolicy, 'id' | 'name' | 'arn' | 'path'>,
  document: StoredDocument | null,
  isAwsManaged = false,
): ManagedPolicy {
  return {
    ...names,
    isAwsManaged,
    defaultVersionId: null,
    document,
    versions: [],
    attachmentCount: null,
    isAttachable: null,
    createDate: null,
    updateDate: null,
  };
}
