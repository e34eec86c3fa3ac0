import type { SourceLocation } from './source-location.js';

/** Where a policy stands. */
export type PolicyType = 'customer-managed' | 'inline' | 'aws-managed';

/** A policy, and who has it. Inline policies with the same document are one. */
export interface AssessedPolicy {
  /** PolicyId of a managed policy, SHA-256 of the document for an inline policy. */
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
  readonly arn: string | null;
  readonly path: string | null;
  /** Index into `documents` of the version in force; null where the policy has no readable document. */
  readonly document: number | null;
  /** Versions of a managed policy, newest first as in the input; empty for inline policies. */
  readonly versions: readonly AssessedPolicyVersion[];
  readonly defaultVersionId: string | null;
  readonly attachmentCount: number | null;
  readonly isAttachable: boolean | null;
  readonly createDate: string | null;
  readonly updateDate: string | null;
  /** Indexes into `principals` of those that hold the policy directly. */
  readonly attachedTo: readonly number[];
  /** Number of principals that hold it, members of groups included. */
  readonly principalsReached: number;
  /** Whether a role that compute services can assume holds it. */
  readonly heldByComputeRole: boolean;
  /** The rule that excluded it, null where it was assessed. */
  readonly excludedBy: string | null;
  /** Action names that the catalogue does not know, as written. */
  readonly unknownActions: readonly string[];
  /** Where it stands, in files that have lines worth telling; absent for accounts. */
  readonly source?: SourceLocation;
}

/** One version of a managed policy. */
export interface AssessedPolicyVersion {
  readonly versionId: string;
  readonly isDefault: boolean;
  readonly createDate: string | null;
  readonly document: number | null;
}

/** The policy of one resource. */
export interface AssessedResourcePolicy {
  /** The ARN of the resource, its address in a file, or the name of the file. */
  readonly name: string;
  /** Of the resource; null where it is not known. */
  readonly arn: string | null;
  /** Service prefix and kind, `s3:bucket`; null where it is not known. */
  readonly resourceType: string | null;
  readonly accountId: string | null;
  /** Index into `documents`; null where the document cannot be read. */
  readonly document: number | null;
  /** Whether a block on public access keeps everyone out who is not let in by name. */
  readonly blocksPublicAccess: boolean;
  /** The rule that excluded it, null where it was assessed. */
  readonly excludedBy: string | null;
  /** Where it stands, as a policy's `source`. */
  readonly source?: SourceLocation;
}
