import type { Group, ManagedPolicy, StoredDocument } from '../account/account.js';
import { DocumentStore } from '../account/document-store.js';
import type { AccountDraft } from './account-draft.js';
import type { DraftDocument, DraftPolicy, DraftPrincipal } from './draft.js';

/** What drafts that hang together refer to, whichever of them it stands in. */
export class SharedEntries {
  readonly store = new DocumentStore();
  readonly policies = new Map<DraftPolicy, ManagedPolicy>();
  readonly groups = new Map<DraftPrincipal, Group>();
  /** What several principals hold of one resource is one document. */
  readonly stored = new Map<DraftDocument, StoredDocument>();
  private readonly drafts: readonly AccountDraft[];

  constructor(drafts: readonly AccountDraft[]) {
    this.drafts = drafts;
  }

  policyOfArn(arn: string): DraftPolicy | undefined {
    for (const draft of this.drafts) {
      const policy = draft.policyOfArn(arn);
      if (policy !== undefined) return policy;
    }
    return undefined;
  }
}
