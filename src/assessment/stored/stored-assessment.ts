import type {
  AssessedAdministrator,
  AssessedEscalation,
  AssessedHop,
  AssessedPolicy,
  AssessedPrincipal,
  Assessment,
  EscalationPathDescription,
  Finding,
} from '../assessment.js';

/**
 * The Assessment as the findings file holds it: the same in less space. Members that are null, false or an empty list
 * are left out where they are optional here, the names of actions are packed, and sets of services stand in a table.
 */
export interface StoredAssessment extends Omit<
  Assessment,
  'format' | 'actions' | 'escalationPaths' | 'policies' | 'principals' | 'escalation' | 'findings'
> {
  readonly format: 'cloudsplaining-findings';
  /** The words that names of actions are made of, separated by spaces. */
  readonly actionWords: string;
  /**
   * By service prefix, the names of the actions that findings mention, in ascending order. A name begins with a
   * digit: how many words it shares with the start of the name before it. The numbers of its other words follow, each
   * as a letter (`a` to `z` are 0 to 25, `A` to `Z` 26 to 51), before which the marks `!#$%()*+-./:;=?@[]^_{|}~` stand
   * for the fifty-twos: `!a` is 52, `#c` 106; of several marks each counts as many times more as there are marks.
   */
  readonly actions: Readonly<Record<string, string>>;
  /** Sets of indexes into the keys of `services`, in the form of `actionSets`. */
  readonly serviceSets: readonly string[];
  readonly escalationPaths: readonly StoredEscalationPath[];
  readonly policies: readonly StoredPolicy[];
  readonly principals: readonly StoredPrincipal[];
  readonly escalation: StoredEscalation;
  readonly findings: readonly StoredFinding[];
}

/** An object that may leave out some of its members. */
type LeavingOut<T, Key extends keyof T> = Omit<T, Key> & Partial<Pick<T, Key>>;

/** Members of policies that are null, false or an empty list where they are left out. */
export type OptionalOfPolicy =
  | 'arn'
  | 'document'
  | 'defaultVersionId'
  | 'attachmentCount'
  | 'createDate'
  | 'attachedTo'
  | 'heldByComputeRole'
  | 'excludedBy'
  | 'unknownActions';
/**
 * `updateDate` is left out where it is `createDate`, and `versions` where there is only that of `defaultVersionId`, made
 * at `updateDate`.
 */
/** `path` and `isAttachable` are left out where they are `/` and true of a managed policy, and null of an inline one. */
export type StoredPolicy = LeavingOut<
  AssessedPolicy,
  OptionalOfPolicy | 'updateDate' | 'versions' | 'path' | 'isAttachable'
>;

/** Members of principals that are null or an empty list where they are left out; `path` is `/`. */
export type OptionalOfPrincipal =
  | 'path'
  | 'managedBy'
  | 'createDate'
  | 'policies'
  | 'groups'
  | 'permissionsBoundary'
  | 'tags'
  | 'excludedBy'
  | 'role';
/** `accountId` is left out where it is that of `account`. */
export type StoredPrincipal = LeavingOut<AssessedPrincipal, OptionalOfPrincipal | 'accountId'>;

/** Members of escalation paths that are null or an empty list where they are left out; `category` is `new-passrole`. */
export type OptionalOfPath = 'legacyName' | 'category' | 'sameActionsAs';
/** `link` is left out where it is the path's own page in the catalogue of paths, `https://pathfinding.cloud/paths/ID`. */
export type StoredEscalationPath = Omit<
  EscalationPathDescription,
  OptionalOfPath | 'link' | 'requiredActions'
> &
  Partial<Pick<EscalationPathDescription, OptionalOfPath | 'link'>> & {
    /** Indexes of actions; the name of one that no finding mentions. */
    readonly requiredActions: readonly (number | string)[];
  };

/** Members of steps that are null, false or an empty list where they are left out. */
export type OptionalOfHop =
  'from' | 'makesAdministrator' | 'statements' | 'trust' | 'conditions' | 'needs' | 'lifts' | 'gains';
/** A step of a chain as the findings file has it. */
export type StoredHop = LeavingOut<AssessedHop, OptionalOfHop>;

/** Members of administrators that are false where they are left out. */
export type OptionalOfAdministrator = 'withinGuardrails';
/** An administrator as the findings file has it. */
export type StoredAdministrator = LeavingOut<AssessedAdministrator, OptionalOfAdministrator>;

/** Members of findings that are `unrestricted`, false or an empty list where they are left out. */
export type OptionalOfFinding = 'reach' | 'counted' | 'grantedBy';
/** A finding as the findings file has it. */
export type StoredFinding = Omit<Finding, OptionalOfFinding | 'subject'> &
  Partial<Pick<Finding, OptionalOfFinding>> & {
    /** The subject, one of four: an index into `policies`. */
    readonly policy?: number;
    /** The subject, one of four: index into `principals` of the role whose trust policy it is. */
    readonly trustPolicy?: number;
    /** The subject, one of four: an index into `resourcePolicies`. */
    readonly resourcePolicy?: number;
    /** The subject, one of four: an index into `principals`. */
    readonly principal?: number;
    /** Index into `serviceSets`, instead of `services`, where the table of services has them all. */
    readonly serviceSet?: number;
  };

/** Who can become whom, as the findings file has it. */
export type StoredEscalation = Omit<AssessedEscalation, 'administrators' | 'hops'> & {
  readonly administrators: readonly StoredAdministrator[];
  readonly hops: readonly StoredHop[];
};
