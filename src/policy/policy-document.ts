/** A policy document in one normal form: lists everywhere, every element named by its place. */
export interface PolicyDocument {
  /** `2012-10-17`, or `2008-10-17` where the document says so or says nothing. Policy variables need the former. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly id: string | null;
  readonly statements: readonly Statement[];
}

/** One statement of a policy document. */
export interface Statement {
  /** Place in the document's list of statements, from 0. */
  readonly index: number;
  /** Null where it is empty, too. */
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Action patterns; empty where the statement has NotAction instead. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[] | null;
  /** Resource patterns; null where the statement has NotResource, or neither (trust policies). */
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  /** Who the statement is about, in resource-based and trust policies. */
  readonly principals: PrincipalElement | null;
  readonly notPrincipals: PrincipalElement | null;
  readonly conditions: readonly ConditionTest[];
}

/** The Principal element: `anyone` stands for the bare `"*"`; the rest by the key it stood under. */
export interface PrincipalElement {
  readonly anyone: boolean;
  readonly aws: readonly string[];
  readonly service: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUser: readonly string[];
}

/** One test of a condition block: an operator, a key, and the values any of which satisfies it. */
export interface ConditionTest {
  /** Operator without qualifier and suffix, in AWS's spelling: `StringEquals`. */
  readonly operator: ConditionOperator;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
  /** The key as written. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The operators of conditions, without their prefixes for sets and `IfExists`. */
export type ConditionOperator =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike'
  | 'NumericEquals'
  | 'NumericNotEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateNotEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'ArnEquals'
  | 'ArnLike'
  | 'ArnNotEquals'
  | 'ArnNotLike'
  | 'Null';
