import { layersOf, type EffectiveAccess } from '../access/effective-access.js';
import type { PolicyLayer } from '../access/policy-layer.js';
import { isFixedByTarget, isTagOfTarget } from '../escalation/graph/target-facts.js';
import { targetKind, type Capabilities } from '../escalation/graph/capabilities.js';
import type { Catalog } from '../catalog/catalog.js';
import { typesOf } from '../catalog/resource-type.js';
import { conditionText, denialText, eitherText } from '../policy/condition-text.js';
import type { Statement } from '../policy/policy-document.js';
import { reaches } from '../policy/reach.js';
import type { Decision } from '../policy/request/evaluation.js';
import { refuserOf } from '../policy/request/refusals.js';
import type { StatementReading } from '../policy/statement-reading.js';
import { freeGrants, isAllDenied, layersElsewhere, type BearingStatements } from './free-grants.js';
import { namedResources } from './named-resources.js';
import { isGiven, namedSource, type WhoCanAnswer } from './who-can-answer.js';

/** Whether a principal can use an action on any resource, and on which. */
export function answerOnAnyResource(capabilities: Capabilities, action: string): WhoCanAnswer {
  const answer = unlessRefused(onAnyResource(capabilities.access, action), action);
  if (action.toLowerCase() !== 'sts:assumerole')
    return answer.decision === 'conditional' ? onKnownTargets(capabilities, action, answer) : answer;
  // Which roles trust the principal is in the input, so they can be named.
  const { open, conditional } = capabilities.targets('sts:AssumeRole');
  const roles = open.isEmpty ? conditional : open;
  if (roles.isEmpty) return answer;
  const { principals } = capabilities.population;
  const resources = roles.indexes().map((role) => principals[role]?.arn ?? '');
  return { ...answer, decision: open.isEmpty ? 'conditional' : 'allowed', notes: [], resources };
}

/** The answer without the resources that only AWS changes, whatever policies allow. */
function unlessRefused(answer: WhoCanAnswer, action: string): WhoCanAnswer {
  const left = answer.resources.filter((resource) => refuserOf(action, resource) === null);
  if (left.length === answer.resources.length) return answer;
  if (left.length > 0) return { ...answer, resources: left };
  const [first = ''] = answer.resources;
  return {
    ...answer,
    decision: 'implicitlyDenied',
    conditions: [],
    resources: [],
    notes: [`${refuserOf(action, first) ?? ''} does not allow it`],
  };
}

/** Conditions on whom the action is used on are decided where the input holds all who could be. */
function onKnownTargets(capabilities: Capabilities, action: string, answer: WhoCanAnswer): WhoCanAnswer {
  const { access } = capabilities;
  const { catalog } = access;
  const index = catalog.actionIndex(action);
  const name = index === undefined ? action : catalog.actionName(index);
  const layers = layersOf(access);
  const tests = (entries: readonly StatementReading[]) =>
    entries.some(
      ({ actions, conditions }) =>
        index !== undefined &&
        actions.has(index) &&
        conditions.some(({ key }) => isFixedByTarget(key, name) && !isTagOfTarget(key)),
    );
  const denies = [...access.denies, ...layers.flatMap((layer) => layer.denies)];
  const askedFor = tests(access.allows) || layers.some(({ allows }) => tests(allows));
  if ((!askedFor && !tests(denies)) || !['user', 'role', 'group'].includes(targetKind(name) ?? ''))
    return answer;
  const { open, conditional } = capabilities.usableOn(name);
  if (!open.isEmpty) return { ...answer, decision: 'allowed', conditions: [] };
  if (!conditional.isEmpty) return answer;
  const nobody = `no ${targetKind(name) ?? 'principal'} of the input`;
  return {
    ...answer,
    decision: askedFor ? 'implicitlyDenied' : 'explicitlyDenied',
    conditions: [],
    resources: [],
    notes: [...answer.notes, askedFor ? `${nobody} meets its conditions` : `${nobody} is spared by the Deny`],
  };
}

function onAnyResource(access: EffectiveAccess, action: string): WhoCanAnswer {
  const { catalog, allows, denies } = access;
  const index = catalog.actionIndex(action) ?? -1;
  const granting = allows.filter((entry) => canBear(entry, catalog, index));
  const layers = layersOf(access);
  const denying = [...denies, ...layers.flatMap((layer) => layer.denies)].filter((entry) =>
    canBear(entry, catalog, index),
  );
  const free = freeGrants(access, index, { granting, denying });
  const conditional = denying.filter(({ denial }) => denial?.kind === 'conditional');
  const conditions = [
    ...new Set([
      ...limitsOf(granting),
      ...layers.flatMap((layer) => limitsOfLayer(layer, index)),
      ...conditional.map((entry) => denialText(entry.conditions)),
    ]),
  ];
  const isConditional = conditions.length > 0;
  const isDenied = isAllDenied(access, index, { granting, denying });
  const elsewhere = layersElsewhere(access, index, granting);
  const decision =
    elsewhere.length > 0
      ? 'implicitlyDenied'
      : anyDecision(access, index, { granting, denying, free, isConditional, isDenied });
  const given = isGiven({ decision });
  const bearing =
    decision === 'allowed' && free.length > 0
      ? free
      : given
        ? granting
        : decision === 'explicitlyDenied'
          ? denying
          : [];
  const resources = given ? namedResources(bearing, access, index) : [];
  if (given && resources.length === 0) return NOTHING_IN_COMMON;
  return {
    decision,
    statements: [...bearing, ...(given ? conditional : [])].map((entry) => statementOf(entry, access)),
    conditions: decision === 'conditional' ? conditions : [],
    notes: given
      ? []
      : [
          ...layers
            .filter((layer) => !reaches(layer.reach, index))
            .map(({ kind, name }) => `${kind} ${name} does not allow it`),
          ...elsewhere.map(({ kind, name }) => `${kind} ${name} allows it on other resources only`),
        ],
    resources,
  };
}

const NOTHING_IN_COMMON: WhoCanAnswer = {
  decision: 'implicitlyDenied',
  statements: [],
  conditions: [],
  notes: ['the policies that must all allow it do so on no resource in common'],
  resources: [],
};

/** Whether a statement is about an action and about some resource that the action can be used on. */
function canBear({ actions, coverage }: StatementReading, catalog: Catalog, action: number): boolean {
  if (!actions.has(action)) return false;
  if (coverage.everything) return true;
  const types = typesOf(catalog.requirement(action));
  return types.length === 0 ? coverage.wildcard : types.some((type) => coverage.touched.has(type));
}

function statementOf(
  { statement }: StatementReading,
  access: EffectiveAccess,
): WhoCanAnswer['statements'][number] {
  const source = access.sources.find(({ document }) => document.statements.includes(statement));
  return {
    ...(source === undefined
      ? policyOfLayer(statement, layersOf(access))
      : { policyType: 'identity', policy: namedSource(source).name }),
    statement: statement.sid ?? statement.index,
    effect: statement.effect,
    matched: true,
    reason: 'it matches the action',
  };
}

/** The policy of a layer that a statement stands in, named as in decisions of single requests. */
function policyOfLayer(
  statement: Statement,
  layers: readonly PolicyLayer[],
): Pick<WhoCanAnswer['statements'][number], 'policyType' | 'policy'> {
  for (const { kind, name: level, policies } of layers) {
    const policy = policies.find(({ document }) => document.statements.includes(statement));
    if (policy === undefined) continue;
    const policyType = LAYER_TYPES[kind];
    return {
      policyType,
      policy: policyType === 'permissionsBoundary' ? policy.name : `${level}: ${policy.name}`,
    };
  }
  throw new Error('a statement that decides stands in a policy of the principal');
}

const LAYER_TYPES = {
  permissionsBoundary: 'permissionsBoundary',
  serviceControlPolicy: 'serviceControl',
  resourceControlPolicy: 'resourceControl',
} as const;

interface AnyResource extends BearingStatements {
  readonly free: readonly StatementReading[];
  /** Whether anything that bears on the action has conditions. */
  readonly isConditional: boolean;
  /** Whether Deny statements leave nothing of what is granted. */
  readonly isDenied: boolean;
}

function anyDecision(
  { reach }: EffectiveAccess,
  action: number,
  { granting, denying, free, isConditional, isDenied }: AnyResource,
): Decision {
  if (reach.unrestricted.has(action)) return 'allowed';
  // What is given on everything under conditions may be given on something without any.
  if (reaches(reach, action) && !isDenied)
    return free.length > 0 || !isConditional ? 'allowed' : 'conditional';
  const denied = isDenied || (granting.length > 0 && denying.some(({ denial }) => denial?.kind === 'always'));
  return denied ? 'explicitlyDenied' : 'implicitlyDenied';
}

function limitsOf(granting: readonly StatementReading[]): readonly string[] {
  // What is granted without any may be what a Deny takes away.
  const limited = granting.filter(({ limits }) => limits.length > 0);
  return eitherText(limited.map(({ limits }) => limits.map(conditionText))).map((text) => `if ${text}`);
}

function limitsOfLayer({ allows, reach }: PolicyLayer, action: number): readonly string[] {
  return reach.unrestricted.has(action) ? [] : limitsOf(allows.filter(({ actions }) => actions.has(action)));
}
