import type { PolicyDocument } from '../policy-document.js';

/** A policy under the name by which results refer to it. */
export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The organisation policies attached at one place; null where it is not known which. */
export interface EvaluationLevel {
  readonly level: string;
  readonly policies: readonly NamedDocument[] | null;
}

/** A request as AWS would see it. */
export interface EvaluatedRequest {
  /** ARN of a user, role, session or root; a service (`lambda.amazonaws.com`); an identity provider; `*` for nobody in particular. */
  readonly principal: string;
  readonly action: string;
  readonly resource: { readonly arn: string; readonly accountId: string | null };
  /** Values by key in lower case; null for a key that is known to be absent. */
  readonly context: ReadonlyMap<string, readonly string[] | null>;
  /** Whether every key that is not in the context is absent; otherwise it is unknown. */
  readonly contextIsComplete: boolean;
  /** What the values of keys begin with of which no more is known, by key in lower case. */
  readonly beginnings?: ReadonlyMap<string, string>;
  /** Prefixes, in lower case, of keys all of which are in the context, so that those that are not are absent. */
  readonly completePrefixes?: readonly string[];
  /** Keys in lower case of which nothing is known, even if the context is complete. */
  readonly unknownKeys?: readonly string[];
  /**
   * Whether the caller may choose what it can of the rest: conditions that limit no attacker then hold, and Deny statements
   * that one keeps clear of fail.
   */
  readonly isChosenByCaller?: boolean;
  /** The organisation's management account, which its policies do not bind; null if it is not known. */
  readonly managementAccount: string | null;
}

/** Everything that decides a request. A list of levels that is null is left out of account. */
export interface EvaluationInput {
  readonly request: EvaluatedRequest;
  readonly identityPolicies: readonly NamedDocument[];
  readonly permissionsBoundaries: readonly NamedDocument[];
  readonly sessionPolicies: readonly NamedDocument[];
  /** The policy of the resource, the trust policy of a role, the key policy of a key; null if there is none, or none is known. */
  readonly resourcePolicy: PolicyDocument | null;
  /**
   * True where a resource policy is missing because nobody knows it: the trust policy of a role that is assumed, the
   * policy of a resource of another account.
   */
  readonly isResourcePolicyUnknown?: boolean;
  readonly serviceControlPolicies: readonly EvaluationLevel[] | null;
  readonly resourceControlPolicies: readonly EvaluationLevel[] | null;
  readonly endpointPolicies: readonly NamedDocument[];
}
