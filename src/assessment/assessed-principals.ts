import type { PrincipalType } from './assessed-escalation.js';
import type { JsonValue } from './json-value.js';
import type { SourceLocation } from './source-location.js';

/** A user, group or role, and what it has. */
export interface AssessedPrincipal {
  readonly id: string;
  readonly name: string;
  readonly type: PrincipalType;
  readonly arn: string;
  readonly accountId: string | null;
  readonly path: string;
  /** Who keeps it, where that is not the account: permission sets of IAM Identity Center appear as roles. */
  readonly managedBy: 'IAM Identity Center' | null;
  readonly createDate: string | null;
  /** Indexes into `policies`: inline and attached, not those of groups. */
  readonly policies: readonly number[];
  /** What this principal calls an inline policy, where that is not the `name` of the entry it shares with others. */
  readonly inlineNames?: readonly { readonly policy: number; readonly name: string }[];
  /** Indexes into `principals` of a user's groups. */
  readonly groups: readonly number[];
  /** Index into `policies`, or null where the boundary is not in the file or there is none. */
  readonly permissionsBoundary: { readonly arn: string; readonly policy: number | null } | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly excludedBy: string | null;
  /** For roles only. */
  readonly role: AssessedRole | null;
  /** Where it stands, as a policy's `source`. */
  readonly source?: SourceLocation;
}

/** What only roles have. */
export interface AssessedRole {
  /** Index into `documents` of the trust policy; null where it is missing or malformed. */
  readonly trustPolicy: number | null;
  /** Indexes into `trustSentences`: the trust policy in words, one sentence for each statement. */
  readonly trustInWords: readonly number[];
  readonly lastUsed: { readonly date: string | null; readonly region: string | null } | null;
  /** The entries of InstanceProfileList as they stood in the input. */
  readonly instanceProfiles: readonly JsonValue[];
  /** Where the trust policy stands, as a policy's `source`. */
  readonly trustSource?: SourceLocation;
}
