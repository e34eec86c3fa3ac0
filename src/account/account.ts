import type { PolicyDocument } from '../policy/policy-document.js';

/** One account's IAM as the engine sees it: every reference resolved, every document read once. */
export interface Account {
  readonly accountId: string | null;
  readonly partition: string;
  /** Number of principals by account id. */
  readonly principalsByAccount: ReadonlyMap<string, number>;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
  readonly managedPolicies: readonly ManagedPolicy[];
  /** Policies of resources, as far as the input has any; left out where it has none. */
  readonly resourcePolicies?: readonly AccountResourcePolicy[];
  /** What the input held that could not be read, each isolated. */
  readonly problems: readonly AccountProblem[];
}

/** A part of the input that was left out of the account. */
export interface AccountProblem {
  /** What it concerns, in words: `policy deploy-artifacts`. */
  readonly what: string;
  /** JSON path in the input. */
  readonly where: string;
  /** One sentence. */
  readonly reason: string;
}

/** A document together with the text it was read from; equal documents are one object. */
export interface StoredDocument {
  /** The document as it stood in the input (decoded where it was URL-encoded). */
  readonly json: unknown;
  /** `JSON.stringify` of it: the identity of the document, written to output as it is. */
  readonly text: string;
  /** What the policy language makes of it; a sentence saying why not where it is malformed. */
  readonly parsed:
    | { readonly ok: true; readonly document: PolicyDocument }
    | { readonly ok: false; readonly reason: string };
}

interface PrincipalBase {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string | null;
  readonly partition: string;
  readonly path: string;
  readonly createDate: string | null;
  readonly inlinePolicies: readonly InlinePolicy[];
  /** Managed policies attached, in the order of the input; those missing from the file are problems. */
  readonly attachedPolicies: readonly ManagedPolicy[];
  readonly permissionsBoundary: { readonly arn: string; readonly policy: ManagedPolicy | null } | null;
  /** Policies and groups that it has and the input does not hold, in words; left out where there are none. */
  readonly missing?: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** A user, with the groups it is in. */
export interface User extends PrincipalBase {
  readonly type: 'user';
  readonly groups: readonly Group[];
}

/** A group of users. */
export interface Group extends PrincipalBase {
  readonly type: 'group';
}

/** A role, with the policy that says who may assume it. */
export interface Role extends PrincipalBase {
  readonly type: 'role';
  readonly trustPolicy: StoredDocument | null;
  readonly lastUsed: { readonly date: string | null; readonly region: string | null } | null;
  /** Entries of InstanceProfileList as they stood in the input. */
  readonly instanceProfiles: readonly unknown[];
}

/** Whoever can have policies. */
export type Principal = User | Group | Role;

/** A policy that stands in its principal and has no ARN. */
export interface InlinePolicy {
  readonly name: string;
  readonly document: StoredDocument;
}

/** A policy with an ARN, of the account or of AWS, in all the versions that the input holds. */
export interface ManagedPolicy {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly isAwsManaged: boolean;
  readonly defaultVersionId: string | null;
  /** The version in force; null where none is marked as default or its document is missing. */
  readonly document: StoredDocument | null;
  readonly versions: readonly ManagedPolicyVersion[];
  readonly attachmentCount: number | null;
  readonly isAttachable: boolean | null;
  readonly createDate: string | null;
  readonly updateDate: string | null;
}

/** The policy of one resource: a bucket, a queue, a key. */
export interface AccountResourcePolicy {
  /** What it is called in the input: an ARN, or the address in a file. */
  readonly name: string;
  /** Of the resource; null where it is not known. */
  readonly arn: string | null;
  /** Service prefix and kind, `s3:bucket`; null where it is not known. */
  readonly type: string | null;
  /** The account that the resource is in; null where it is not known. */
  readonly accountId: string | null;
  readonly partition: string;
  readonly document: StoredDocument;
  /** Whether the resource is kept from being public whatever its policy says. */
  readonly blocksPublicAccess: boolean;
}

/** One version of a managed policy. */
export interface ManagedPolicyVersion {
  readonly versionId: string;
  readonly isDefault: boolean;
  readonly createDate: string | null;
  readonly document: StoredDocument | null;
}
