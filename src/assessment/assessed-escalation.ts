/** Kind of an IAM principal that holds policies. */
export type PrincipalType = 'user' | 'group' | 'role';

/** Statements of one policy. */
export interface PolicyStatements {
  /** Index into `policies`. */
  readonly policy: number;
  readonly statements: readonly number[];
}

/**
 * Who can become whom. Principals are indexes into `principals` and, from its length on, into `otherPrincipals`;
 * excluded ones start no chain.
 */
export interface AssessedEscalation {
  readonly administrators: readonly AssessedAdministrator[];
  /** The surest and shortest way to administrator of everyone who has one, the surest and shortest first. */
  readonly chains: readonly AssessedChain[];
  /** Steps that chains are made of. */
  readonly hops: readonly AssessedHop[];
  /** Whom each principal can become in any number of steps; null for nobody else. */
  readonly becomes: readonly (BecomableSets | null)[];
  /** Sets of indexes into `principals`, in the form of `actionSets`. */
  readonly principalSets: readonly string[];
  /** Which reads of data and credentials each principal is left with; null for none. */
  readonly dataReached: readonly (ReachedData | null)[];
  /** Principals of other accounts that were scanned together with this one; absent where none comes up. */
  readonly otherPrincipals?: readonly OtherPrincipal[];
  /** What would have to change so that nobody else can become administrator; null where there is too much to try. */
  readonly chokePoints: AssessedChokePoints | null;
}

/** A principal of another account, whose policies are in the Assessment of that account. */
export interface OtherPrincipal {
  readonly name: string;
  readonly type: PrincipalType;
  readonly arn: string;
  readonly accountId: string | null;
}

/** Indexes into `actionSets`; each absent where it would be empty. */
export interface ReachedData {
  /** On everything and unconditionally. */
  readonly unrestricted?: number;
  readonly conditional?: number;
  readonly scoped?: number;
  /** To any extent, by those it can certainly become, and not by itself. */
  readonly asOthers?: number;
}

/** Statements whose removal leaves nobody who is no administrator a way to become one. */
export interface AssessedChokePoints {
  readonly statements: readonly {
    /** Index into `policies`; null for the trust policy of `holder`. */
    readonly policy: number | null;
    /** A principal: whose way it is taken from, or whose trust policy it is. */
    readonly holder: number;
    readonly statement: number;
    /** Name of the policy, where it stands in another account; `policy` is null then. */
    readonly elsewhere?: string;
  }[];
  /** No smaller set can do: so many ways share no statement. */
  readonly atLeast: number;
  readonly isSmallest: boolean;
  /** Whether every way was looked at. */
  readonly isComplete: boolean;
}

/** How sure a step or a chain is. */
export type EscalationVerdict = 'confirmed' | 'conditional' | 'possible';

/** A principal that holds every action on everything, or can give it to itself. */
export interface AssessedAdministrator {
  readonly principal: number;
  readonly kind: 'holds everything' | 'grants itself everything';
  readonly verdict: EscalationVerdict;
  /** Index into `hops` of the step by which it grants itself everything. */
  readonly hop?: number;
  /** Whether its organisation's policies keep something from it all the same. */
  readonly withinGuardrails: boolean;
}

/** The surest and shortest way of somebody to administrator. */
export interface AssessedChain {
  /** The principal it starts at; null for someone outside the input. */
  readonly from: number | null;
  /** Who that is: `*`, an account, an identity provider, as the trust policy names it. */
  readonly outsider?: string;
  readonly verdict: EscalationVerdict;
  /** Indexes into `hops`. */
  readonly hops: readonly number[];
}

/** One step of a chain: who becomes whom, by which statements, and what must be so. */
export interface AssessedHop {
  /** Null for someone outside the input. */
  readonly from: number | null;
  readonly to: number;
  /** Id of an escalation path, `assume role`, `rewrite permissions`, `new role`, `new user`, `new group`, `new member`, or an action. */
  readonly path: string;
  /** What is done, in words. */
  readonly name: string;
  readonly verdict: EscalationVerdict;
  /** Whether the permissions of `to` are rewritten to give everything. */
  readonly makesAdministrator: boolean;
  /** Statements of identity policies. */
  readonly statements: readonly PolicyStatements[];
  /** Statements of identity policies of another account. */
  readonly elsewhere?: readonly {
    /** Name of the policy. */
    readonly policy: string;
    readonly statements: readonly number[];
  }[];
  /** Statements of the trust policy of `to`. */
  readonly trust: readonly number[];
  readonly conditions: readonly string[];
  readonly needs: readonly string[];
  /** Restrictions that are taken off first, in words. */
  readonly lifts: readonly string[];
  /** What the principal gives itself first, in words. */
  readonly gains: readonly string[];
}

/** Indexes into `principalSets`, each with those of the surer verdicts; absent where there is none. */
export interface BecomableSets {
  readonly confirmed?: number;
  readonly conditional?: number;
  readonly possible?: number;
}
