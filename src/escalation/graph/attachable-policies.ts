import type { DocumentReader } from '../../access/document-reader.js';
import type { Actor } from '../../access/principal-context.js';
import type { EffectiveAccess } from '../../access/effective-access.js';
import { layersOf } from '../../access/effective-access.js';
import type { ManagedPolicy } from '../../account/account.js';
import { evaluateTest } from '../../policy/evaluate-conditions.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { reaches } from '../../policy/reach.js';
import { withConditions, type StatementReading } from '../../policy/statement-reading.js';
import table from './attachable-policies.json' with { type: 'json' };
import { memoised } from './grouped.js';

/** Actions that attach a managed policy, of whose requests `iam:PolicyARN` says which one. */
export const ATTACHING: ReadonlySet<string> = new Set([
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
]);
const MAKING = ['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];

/** Which managed policies make an administrator of whoever they are attached to. */
export class AttachablePolicies {
  private readonly policies: readonly ManagedPolicy[];
  private readonly documents: DocumentReader;
  private readonly known = new Map<string, readonly string[]>();

  constructor(policies: readonly ManagedPolicy[], documents: DocumentReader) {
    this.policies = policies;
    this.documents = documents;
  }

  /** ARNs of those that somebody can choose from: AWS's own, and those of the account. */
  choices({ accountId, partition }: Pick<Actor, 'accountId' | 'partition'>): readonly string[] {
    return memoised(this.known, `${partition}:${accountId ?? ''}`, () => [
      ...table.names.map((name) => `arn:${partition === '' ? 'aws' : partition}:iam::aws:policy/${name}`),
      ...this.policies
        .filter(
          (policy) => isOf(policy, accountId) && this.makesAdministrator(policy, { accountId, partition }),
        )
        .map(({ arn }) => arn),
    ]);
  }

  private makesAdministrator(
    { document }: ManagedPolicy,
    actor: Pick<Actor, 'accountId' | 'partition'>,
  ): boolean {
    if (document?.parsed.ok !== true) return false;
    const { unrestricted } = this.documents.read(document.parsed.document, actor).reach;
    const { catalog } = this.documents;
    return (
      unrestricted.includes(catalog.all) || catalog.setOf(table.sufficientActions).intersects(unrestricted)
    );
  }
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

/** Whether a principal could write an administrator's policy itself, under a name that may be attached. */
export function canMakePolicy({ catalog, reach }: EffectiveAccess): boolean {
  return MAKING.some((action) => reaches(reach, catalog.actionIndex(action) ?? -1));
}

/** The statement as it applies to attaching one policy: without its tests of the policy, or not at all. */
export function statementForPolicy(entry: StatementReading, arn: string): readonly StatementReading[] {
  const open: ConditionTest[] = [];
  for (const test of entry.conditions) {
    const truth = isAboutPolicy(test)
      ? evaluateTest(test, { value: (key) => (isPolicyKey(key) ? [arn] : undefined) }, entry.variablesKnown)
      : 'unknown';
    if (truth === 'fails') return [];
    if (truth === 'unknown') open.push(test);
  }
  return [open.length === entry.conditions.length ? entry : withConditions(entry, open)];
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
  return isPolicyKey(key);
}

function isPolicyKey(key: string): boolean {
  return key.toLowerCase() === 'iam:policyarn';
}
