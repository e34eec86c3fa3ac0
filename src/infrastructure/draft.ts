import type { Place } from './place.js';

/** A document on its way into an account. */
export interface DraftDocument {
  readonly json: unknown;
  /** Where the resource stands that holds it, with its statements. */
  readonly place: Place;
}

/** A managed policy that a file declares. */
export interface DraftPolicy {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  /** Null where it is not known, which is a problem of its own. */
  readonly document: DraftDocument | null;
  readonly place: Place;
}

/** The policy of a resource that a file declares. */
export interface DraftResourcePolicy {
  /** Its address or logical id. */
  readonly name: string;
  readonly arn: string | null;
  /** Service prefix and kind. */
  readonly type: string;
  readonly document: DraftDocument;
  readonly blocksPublicAccess: boolean;
}

/** What is attached: a policy of the file, or the ARN of one that may stand elsewhere. */
export type PolicyReference = DraftPolicy | { readonly arn: string; readonly place: Place };

/** A user, group or role while what a file says of it is gathered. */
export interface DraftPrincipal {
  readonly type: 'user' | 'group' | 'role';
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly place: Place;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Whether the file declares it; otherwise it only says what is attached to it. */
  readonly isDeclared: boolean;
  trust: DraftDocument | null;
  readonly inline: { readonly name: string; readonly document: DraftDocument }[];
  readonly attached: PolicyReference[];
  boundary: PolicyReference | null;
  readonly groups: Set<DraftPrincipal>;
  readonly instanceProfiles: unknown[];
}

/** A part of a file that was left out, with its place. */
export interface DraftProblem {
  readonly what: string;
  readonly place: Place;
  readonly reason: string;
}

/** Whether a reference is to a policy of the file. */
export function isOfFile(reference: PolicyReference): reference is DraftPolicy {
  return 'document' in reference;
}
