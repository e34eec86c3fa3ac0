import { barePolicy } from '../account/bare-policy.js';
import type {
  Account,
  AccountProblem,
  AccountResourcePolicy,
  Group,
  ManagedPolicy,
  Principal,
  Role,
  StoredDocument,
  User,
} from '../account/account.js';
import { accountOfResourcePolicy } from '../policy/policy-purpose.js';
import { MissingReferences } from '../account/missing-references.js';
import { placedDocument } from '../account/placed-document.js';
import type { AccountDraft } from './account-draft.js';
import { adoptPrincipals } from './adopt-principals.js';
import { draftNotes } from './draft-notes.js';
import { namesAccount } from './jurisdiction.js';
import awsManaged from './data/aws-managed-policies.json' with { type: 'json' };
import {
  isOfFile,
  type DraftDocument,
  type DraftPolicy,
  type DraftPrincipal,
  type DraftResourcePolicy,
  type PolicyReference,
} from './draft.js';
import { placeText, type Place } from './place.js';
import { SharedEntries } from './shared-entries.js';

/** What a file declares, as an account, with the place of everything in it. */
export interface DeclaredAccount {
  readonly account: Account;
  readonly documents: ReadonlyMap<StoredDocument, Place>;
  readonly principals: ReadonlyMap<Principal, Place>;
  readonly namesFiles: true;
  readonly notes: readonly string[];
}

const FULL_ARN_OF_AWS = /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/;
const AWS_POLICIES: ReadonlyMap<string, unknown> = new Map(Object.entries(awsManaged.policies));

/** A draft, and the file that it was made of. */
export interface FinishedDraft {
  readonly draft: AccountDraft;
  readonly file: string;
}

/** Makes an account of a draft: references are resolved, documents read. */
export function finishAccount(draft: AccountDraft, file: string): DeclaredAccount {
  const finisher = new Finisher({ draft, file }, new SharedEntries([draft]));
  finisher.makePolicies();
  finisher.makeGroups();
  return finisher.finish();
}

/** The same of several drafts that are for one account, each of which may refer to what another declares. */
export function finishAccounts(drafts: readonly FinishedDraft[]): readonly DeclaredAccount[] {
  adoptPrincipals(drafts.map(({ draft }) => draft));
  const shared = new SharedEntries(drafts.map(({ draft }) => draft));
  const finishers = drafts.map((each) => new Finisher(each, shared));
  for (const finisher of finishers) finisher.makePolicies();
  for (const finisher of finishers) finisher.makeGroups();
  return finishers.map((finisher) => finisher.finish());
}

class Finisher {
  private readonly draft: AccountDraft;
  private readonly file: string;
  private readonly documents = new Map<StoredDocument, Place>();
  private readonly principals = new Map<Principal, Place>();
  private readonly problems: AccountProblem[] = [];
  private readonly shared: SharedEntries;
  private readonly policies: ManagedPolicy[] = [];
  private readonly groups: Group[] = [];
  private readonly awsPolicies = new Map<string, ManagedPolicy>();
  private readonly missingAttached = new MissingReferences(
    (arn) => `policy ${arn}`,
    (principals) =>
      `it is attached to ${principals} but no file that was read holds it, so it is not assessed`,
  );
  private readonly missingBoundaries = new MissingReferences(
    (arn) => `policy ${arn}`,
    (principals) =>
      `it is the permissions boundary of ${principals} but no file that was read holds it, so its limits are not known`,
  );

  constructor({ draft, file }: FinishedDraft, shared: SharedEntries) {
    this.draft = draft;
    this.file = file;
    this.shared = shared;
  }

  /** The policies, to which principals of all drafts may refer. */
  makePolicies(): void {
    for (const { what, place, reason } of this.draft.problems)
      this.problems.push({ what, where: placeText(place), reason });
    for (const draft of this.draft.policies) {
      const policy = this.managedPolicy(draft);
      this.policies.push(policy);
      this.shared.policies.set(draft, policy);
    }
  }

  /** The groups, in which users of all drafts may be. */
  makeGroups(): void {
    for (const draft of this.draft.principals) {
      if (draft.type !== 'group') continue;
      const group: Group = this.placed(draft, { ...this.fields(draft), type: 'group' });
      this.groups.push(group);
      this.shared.groups.set(draft, group);
    }
  }

  finish(): DeclaredAccount {
    const { principals, jurisdiction } = this.draft;
    const users = principals
      .filter(({ type }) => type === 'user')
      .map((draft): User =>
        this.placed(draft, {
          ...this.fields(draft),
          type: 'user',
          groups: [...draft.groups].flatMap((group) => this.shared.groups.get(group) ?? []),
        }),
      );
    const roles = principals
      .filter(({ type }) => type === 'role')
      .map((draft): Role =>
        this.placed(draft, {
          ...this.fields(draft),
          type: 'role',
          trustPolicy:
            draft.trust === null ? null : this.document(draft.trust, `trust policy of role ${draft.name}`),
          lastUsed: null,
          instanceProfiles: draft.instanceProfiles,
        }),
      );
    const resourcePolicies = this.draft.resourcePolicies.map((draft) => this.resourcePolicy(draft));
    return {
      account: {
        accountId: jurisdiction.isAccountKnown ? jurisdiction.accountId : null,
        partition: jurisdiction.partition,
        principalsByAccount: new Map(),
        users,
        groups: this.groups,
        roles,
        managedPolicies: [...this.policies, ...this.awsPolicies.values()],
        resourcePolicies,
        problems: [
          ...this.problems,
          ...this.missingAttached.problems(),
          ...this.missingBoundaries.problems(),
        ],
      },
      documents: this.documents,
      principals: this.principals,
      namesFiles: true,
      notes: draftNotes(this.draft, this.file),
    };
  }

  private resourcePolicy({
    name,
    arn,
    type,
    document,
    blocksPublicAccess,
  }: DraftResourcePolicy): AccountResourcePolicy {
    const { accountId, isAccountKnown, partition } = this.draft.jurisdiction;
    const stored = this.document(document, `resource policy of ${name}`);
    const ofArn = arn?.split(':')[4] ?? '';
    // A made-up account stands in a policy only where the file names its own; a written id may be that one or another.
    const isOwn = isAccountKnown || (stored.parsed.ok && namesAccount(document.json, accountId));
    const ofPolicy = stored.parsed.ok ? accountOfResourcePolicy(stored.parsed.document) : null;
    return {
      name,
      arn,
      type,
      accountId: /^\d{12}$/.test(ofArn) ? ofArn : isOwn ? accountId : ofPolicy,
      partition,
      document: stored,
      blocksPublicAccess,
    };
  }

  private placed<P extends Principal>(draft: DraftPrincipal, principal: P): P {
    this.principals.set(principal, draft.place);
    return principal;
  }

  private fields(draft: DraftPrincipal): Omit<Group, 'type'> {
    const { name, arn, path, tags, place } = draft;
    const boundary = draft.boundary === null ? null : this.boundary(draft.boundary);
    return {
      id: placeId(place),
      name,
      arn,
      accountId: this.draft.jurisdiction.accountId,
      partition: this.draft.jurisdiction.partition,
      path,
      createDate: null,
      inlinePolicies: draft.inline.map((inline) => ({
        name: inline.name,
        document: this.document(inline.document, `inline policy ${inline.name} of ${draft.type} ${name}`),
      })),
      attachedPolicies: this.attached(draft.attached),
      permissionsBoundary: boundary,
      tags,
    };
  }

  private attached(references: readonly PolicyReference[]): readonly ManagedPolicy[] {
    const attached = new Set<ManagedPolicy>();
    const missing = new Set<string>();
    for (const reference of references) {
      const policy = this.resolve(reference);
      if (policy !== null) attached.add(policy);
      else if (!missing.has(reference.arn)) {
        missing.add(reference.arn);
        this.missingAttached.note(reference.arn, () => placeText(reference.place));
      }
    }
    return [...attached];
  }

  private boundary(reference: PolicyReference): User['permissionsBoundary'] {
    const policy = this.resolve(reference);
    if (policy === null) this.missingBoundaries.note(reference.arn, () => placeText(reference.place));
    return { arn: reference.arn, policy };
  }

  private resolve(reference: PolicyReference): ManagedPolicy | null {
    const draft = isOfFile(reference)
      ? reference
      : (this.draft.policyOfArn(reference.arn) ?? this.shared.policyOfArn(reference.arn));
    if (draft !== undefined) return this.shared.policies.get(draft) ?? null;
    return this.awsPolicy(reference.arn, reference.place);
  }

  /** One of AWS's own policies, where its document is known. */
  private awsPolicy(arn: string, place: Place): ManagedPolicy | null {
    const known = this.awsPolicies.get(arn);
    if (known !== undefined) return known;
    const name = FULL_ARN_OF_AWS.exec(arn)?.[1];
    const json = name === undefined ? undefined : AWS_POLICIES.get(name);
    if (name === undefined || json === undefined) return null;
    const policy = barePolicy(
      { id: arn, name, arn, path: '/' },
      this.document({ json, place }, `policy ${name}`),
      true,
    );
    this.awsPolicies.set(arn, policy);
    return policy;
  }

  private managedPolicy({ name, arn, path, document, place }: DraftPolicy): ManagedPolicy {
    const stored = document === null ? null : this.document(document, `policy ${name}`);
    return barePolicy({ id: placeId(place), name, arn, path }, stored, false);
  }

  /** Equal documents are read once but stay apart: each has a place of its own. */
  private document(draft: DraftDocument, what: string): StoredDocument {
    const known = this.shared.stored.get(draft);
    if (known !== undefined) return known;
    const { json, place } = draft;
    const document = placedDocument(this.shared.store.add(json));
    this.documents.set(document, place);
    this.shared.stored.set(draft, document);
    if (!document.parsed.ok)
      this.problems.push({ what, where: placeText(place), reason: document.parsed.reason });
    return document;
  }
}

/** Names a resource among those of all files. */
function placeId({ file, address, line, column }: Place): string {
  return `${file} ${address ?? `${line}:${column}`}`;
}
