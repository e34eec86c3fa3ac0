import type { DocumentReader } from '../../access/document-reader.js';
import type { Actor } from '../../access/principal-context.js';
import type { EffectiveAccess } from '../../access/effective-access.js';
import { layersOf } from '../../access/effective-access.js';
import type { ManagedPolicy } from '../../account/account.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { IndexSet } from '../../catalog/index-set.js';
import { reaches } from '../../policy/reach.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import table from './attachable-policies.json' with { type: 'json' };
import type { Truth } from '../../policy/truth.js';
import { append, memoised } from './grouped.js';
import { statementWithKey, truthWithKey } from './statement-with-key.js';
import { eitherReaches, NO_TARGETS, type Targets } from './targets.js';

/** What can have managed policies. */
type Holder = 'user' | 'group' | 'role';

/** Actions that attach a managed policy, of whose requests `iam:PolicyARN` says which one, with what they attach it to. */
export const ATTACHING: ReadonlyMap<string, Holder> = new Map([
  ['iam:AttachGroupPolicy', 'group'],
  ['iam:AttachRolePolicy', 'role'],
  ['iam:AttachUserPolicy', 'user'],
]);
const POLICY = 'iam:policyarn';
const MAKING = ['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];

/** Which managed policies make an administrator of whoever they are attached to. */
export class AttachablePolicies {
  private readonly policies: readonly ManagedPolicy[];
  private readonly documents: DocumentReader;
  private readonly known = new Map<string, readonly string[]>();
  /** By the choices that they are none of. */
  private readonly knownOthers = new WeakMap<readonly string[], readonly ManagedPolicy[]>();

  constructor(policies: readonly ManagedPolicy[], documents: DocumentReader) {
    this.policies = policies;
    this.documents = documents;
  }

  /** ARNs of those that somebody can choose from who attaches one by an action: AWS's own, and those of the account. */
  choices(
    { accountId, partition }: Pick<Actor, 'accountId' | 'partition'>,
    action: string,
  ): readonly string[] {
    const holder = ATTACHING.get(action);
    if (holder === undefined) return [];
    return memoised(this.known, `${holder} ${partition}:${accountId ?? ''}`, () => [
      ...awsManaged(partition),
      ...this.policies
        .filter(
          (policy) =>
            isOf(policy, accountId) && this.makesAdministrator(policy, { accountId, partition }, holder),
        )
        .map(({ arn }) => arn),
    ]);
  }

  /** Those in the input that are no choices, though somebody could attach them by an action. */
  others(actor: Pick<Actor, 'accountId' | 'partition'>, action: string): readonly ManagedPolicy[] {
    const choices = this.choices(actor, action);
    return memoised(this.knownOthers, choices, () => {
      const chosen = new Set(choices);
      return this.policies.filter(
        (policy) => (policy.isAwsManaged || isOf(policy, actor.accountId)) && !chosen.has(policy.arn),
      );
    });
  }

  /** ARNs of those that keep nothing for good from whoever has them for a permissions boundary. */
  harmlessBoundaries({ accountId, partition }: Pick<Actor, 'accountId' | 'partition'>): readonly string[] {
    return memoised(this.known, `boundaries ${partition}:${accountId ?? ''}`, () => [
      ...awsManaged(partition),
      ...this.policies
        .filter((policy) => isOf(policy, accountId) && this.keepsNothing(policy, { accountId, partition }))
        .map(({ arn }) => arn),
    ]);
  }

  /** Whether a version of a policy that is not in force would keep nothing from whoever has it for a permissions boundary. */
  hasHarmlessVersion({ versions }: ManagedPolicy, actor: Pick<Actor, 'accountId' | 'partition'>): boolean {
    return versions.some(({ isDefault, document }) => !isDefault && this.keepsNothing({ document }, actor));
  }

  /** Whether a boundary is none for whoever has every permission besides, who may take it off otherwise. */
  private keepsNothing(
    policy: Pick<ManagedPolicy, 'document'>,
    actor: Pick<Actor, 'accountId' | 'partition'>,
  ): boolean {
    const left = this.unrestricted(policy, actor);
    const { catalog } = this.documents;
    return left.includes(catalog.all) || left.includes(catalog.setOf(table.takingOffBoundaries));
  }

  private givesEverything(
    policy: Pick<ManagedPolicy, 'document'>,
    actor: Pick<Actor, 'accountId' | 'partition'>,
  ): boolean {
    return this.unrestricted(policy, actor).includes(this.documents.catalog.all);
  }

  private unrestricted(
    { document }: Pick<ManagedPolicy, 'document'>,
    actor: Pick<Actor, 'accountId' | 'partition'>,
  ): IndexSet {
    return document?.parsed.ok === true
      ? this.documents.read(document.parsed.document, actor).reach.unrestricted
      : IndexSet.empty;
  }

  private makesAdministrator(
    policy: ManagedPolicy,
    actor: Pick<Actor, 'accountId' | 'partition'>,
    holder: Holder,
  ): boolean {
    const { catalog } = this.documents;
    return (
      this.givesEverything(policy, actor) ||
      catalog.setOf(table.sufficientActions[holder]).intersects(this.unrestricted(policy, actor))
    );
  }
}

function awsManaged(partition: string): readonly string[] {
  return table.names.map((name) => `arn:${partition === '' ? 'aws' : partition}:iam::aws:policy/${name}`);
}

function isOf({ arn, isAwsManaged }: ManagedPolicy, accountId: string | null): boolean {
  return !isAwsManaged && (accountId === null || arn.split(':')[4] === accountId);
}

/** Whether which policy is attached decides over any statement of a principal about an action. */
export function choosesPolicy(access: EffectiveAccess, action: string): boolean {
  return (
    ATTACHING.has(action) &&
    [access, ...layersOf(access)].some((layer) =>
      [...layer.allows, ...layer.denies].some(({ conditions }) => conditions.some(isAboutPolicy)),
    )
  );
}

/** Policies sorted into those that no statement of a principal tells apart: each list is attached to the same. */
export function alikeToAttach(
  access: EffectiveAccess,
  policies: readonly ManagedPolicy[],
): readonly (readonly ManagedPolicy[])[] {
  const tests = [access, ...layersOf(access)].flatMap(({ allows, denies }) =>
    [...allows, ...denies].flatMap(({ conditions, variablesKnown }) =>
      conditions.filter(isAboutPolicy).map((test) => ({ test, variablesKnown })),
    ),
  );
  const sorted = new Map<string, ManagedPolicy[]>();
  for (const policy of policies) {
    const truths = tests.map(({ test, variablesKnown }) => truthOnPolicy(test, policy.arn, variablesKnown));
    append(sorted, truths.join(), policy);
  }
  return [...sorted.values()];
}

/** The same documents are held by many who may attach the same policies. */
const truths = new WeakMap<ConditionTest, Map<string, Truth>>();

function truthOnPolicy(test: ConditionTest, arn: ManagedPolicy['arn'], variablesKnown: boolean): Truth {
  const ofTest = memoised(truths, test, () => new Map<string, Truth>());
  return memoised(ofTest, arn, () => truthWithKey(test, POLICY, [arn], variablesKnown));
}

/** Whether a principal could write an administrator's policy itself, under a name that may be attached. */
export function canMakePolicy({ catalog, reach }: EffectiveAccess): boolean {
  return MAKING.some((action) => reaches(reach, catalog.actionIndex(action) ?? -1));
}

/** The statement as it applies to attaching one policy: without its tests of the policy, or not at all. */
export function statementForPolicy(entry: StatementReading, arn: string): readonly StatementReading[] {
  return statementWithKey(entry, POLICY, [arn]);
}

/**
 * What some policy of a list can be attached to.
 *
 * @param attach - what statements reach that are read by the filter it is given
 */
export function reachedByAttaching(
  choices: readonly string[],
  attach: (filter: (entry: StatementReading) => readonly StatementReading[]) => Targets,
): Targets {
  return choices
    .map((arn) => attach((entry) => statementForPolicy(entry, arn)))
    .reduce(eitherReaches, NO_TARGETS);
}

/** The statement as it applies to attaching some policy that makes an administrator. */
export function statementForAttaching(
  entry: StatementReading,
  access: EffectiveAccess,
  choices: readonly string[],
): readonly StatementReading[] {
  if (!entry.conditions.some(isAboutPolicy)) return [entry];
  const applied = choices.map((arn) => statementForPolicy(entry, arn)).find((list) => list.length > 0);
  return applied ?? (canMakePolicy(access) ? [entry] : []);
}

function isAboutPolicy({ key }: ConditionTest): boolean {
  return key.toLowerCase() === POLICY;
}
