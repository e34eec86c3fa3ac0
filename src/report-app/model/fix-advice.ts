import type {
  AssessedPolicy,
  AssessedPrincipal,
  Assessment,
  Finding,
  JsonValue,
} from '../../assessment/assessment.js';
import { countOf, startingSmall } from '../../output/html-wording.js';
import { outsiderWay } from '../../output/outsider-way.js';
import { actionIndexes } from './action-set.js';
import { trustedName } from './trusted-name.js';
import HELPFUL_KEYS from './helpful-keys.json' with { type: 'json' };
import { isList, statementLabel, statementsOf } from './print-document.js';

/** Actions and patterns that are named; the others are counted. */
const NAMED = 4;
const KEYS_AT_MOST = 3;
/** Services are meant to assume such roles: what can be mended is what the role may do. */
const MEANT_TO_BE_ASSUMED = 'AssumableByComputeService';

/** What to change so that exactly this finding goes away, as sentences made from its own evidence. */
export function fixAdvice(assessment: Assessment, finding: Finding): readonly string[] {
  const { subject } = finding;
  if (subject.type === 'principal') {
    const way = outsiderWay(assessment, finding);
    const { role } = assessment.principals[subject.principal] ?? {};
    return way === null
      ? []
      : trustAdvice(
          documentOf(assessment, role?.trustPolicy),
          { ...finding, grantedBy: way.statements },
          'trust policy',
        ).map((sentence) => `${sentence} Name whom it is meant for, or add a condition that says so.`);
  }
  if (subject.type === 'trust-policy') {
    const { role } = assessment.principals[subject.principal] ?? {};
    return trustAdvice(documentOf(assessment, role?.trustPolicy), finding, 'trust policy');
  }
  if (subject.type === 'resource-policy') {
    const resource = assessment.resourcePolicies?.[subject.resourcePolicy];
    return trustAdvice(documentOf(assessment, resource?.document), finding, 'policy of the resource');
  }
  const policy = assessment.policies[subject.policy];
  const document = documentOf(assessment, policy?.document);
  const actions = actionNames(assessment, finding);
  return [
    ...whereToChange(assessment, subject.policy),
    ...finding.grantedBy.flatMap((index) => statementAdvice(document, index, actions)),
    ...narrowingAdvice(assessment, finding, document),
    ...keyAdvice(actions, finding),
  ];
}

/**
 * The first thing to change for a finding, where its kind is not explained beside it: a trust policy is mended as its
 * kind says.
 */
export function firstAdvice(assessment: Assessment, finding: Finding): string | null {
  const [first] = fixAdvice(assessment, finding);
  if (first === undefined) return null;
  const { subject, kind } = finding;
  const isOfKind = subject.type === 'trust-policy' || subject.type === 'resource-policy';
  if (!isOfKind || kind === MEANT_TO_BE_ASSUMED) return first;
  const fix = assessment.kinds.find(({ id }) => id === kind)?.fix ?? '';
  return `${first} ${/^.*?\.(?=\s|$)/s.exec(fix)?.[0] ?? ''}`.trimEnd();
}

function whereToChange({ policies, principals }: Assessment, index: number): readonly string[] {
  const policy = policies[index];
  if (policy === undefined) return [];
  // What stands in a file is not deployed yet, or attached elsewhere: that nobody has it there says little.
  if (policy.attachedTo.length === 0)
    return policy.source === undefined
      ? ['Nobody in the input has the policy: delete it if nothing else needs it.']
      : [];
  return policy.type === 'aws-managed'
    ? [
        `AWS keeps this policy, so that it cannot be changed: detach it from ${holdersInWords(principals, policy)}, and attach a policy of your own with only what they use.`,
      ]
    : [];
}

/** `1 user, 1 group and 2 roles`: to those it is attached, and a group's members are others than these. */
function holdersInWords(principals: readonly AssessedPrincipal[], { attachedTo }: AssessedPolicy): string {
  return (['user', 'group', 'role'] as const)
    .map((type) => ({ type, count: attachedTo.filter((holder) => principals[holder]?.type === type).length }))
    .filter(({ count }) => count > 0)
    .map(({ type, count }) => countOf(count, type))
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
}

/** What to do with the Action or NotAction of a statement. */
function statementAdvice(document: JsonValue, index: number, actions: readonly string[]): readonly string[] {
  const label = statementLabel(document, index);
  if (listOf(document, index, 'NotAction').length > 0)
    return [`${label} allows everything but what its NotAction names: list in Action what is used instead.`];
  const written = listOf(document, index, 'Action');
  const patterns = written.filter((pattern) => /[*?]/.test(pattern) && covers(pattern, actions));
  const literal = written.filter((pattern) => !/[*?]/.test(pattern) && covers(pattern, actions));
  return [
    ...(patterns.includes('*')
      ? [`${label} allows every action: list in its place those that are used.`]
      : patterns.length > 0
        ? [`In ${startingSmall(label)}, write the actions that are used in place of ${named(patterns)}.`]
        : []),
    ...(literal.length > 0
      ? [
          `Take ${named(literal)} out of ${startingSmall(label)} unless ${literal.length === 1 ? 'it is' : 'they are'} needed there.`,
        ]
      : []),
  ];
}

/** Where Resource is open, which resources to name. */
function narrowingAdvice(
  { narrowings, resourceTypes }: Assessment,
  { actionSet, grantedBy, reach }: Finding,
  document: JsonValue,
): readonly string[] {
  const [types = '', without = ''] = (narrowings[actionSet ?? -1] ?? '').split('!');
  if (reach === 'scoped')
    return ['It reaches only the resources that the statement names: check that each of them is meant.'];
  const spares = grantedBy.some((index) => listOf(document, index, 'NotResource').length > 0);
  const names = types.split(',').flatMap((type) => (type === '' ? [] : (resourceTypes[Number(type)] ?? [])));
  return [
    ...(spares
      ? ['Name in Resource what it is for: NotResource leaves open all that it does not name.']
      : []),
    ...(names.length > 0
      ? [
          `In place of ${spares ? 'NotResource' : '"*"'}, Resource can name ARNs of the ${names.length === 1 ? 'type' : 'types'} ${names.join(', ')}.`,
        ]
      : []),
    ...(without === ''
      ? []
      : [
          `${countOf(Number(without), 'of its actions works', 'of its actions work')} on no resource that could be named: only leaving out or a condition limits that.`,
        ]),
  ];
}

/** Condition keys that AWS checks for its actions and that it does not use yet. */
function keyAdvice(actions: readonly string[], { conditionKeys = [] }: Finding): readonly string[] {
  const held = new Set(actions);
  return HELPFUL_KEYS.flatMap(([names = '', key = '', to = '']) => {
    const about = names.split(' ').filter((name) => held.has(name));
    return about.length === 0 || conditionKeys.includes(key)
      ? []
      : [`A condition on ${key} limits ${about.join(' and ')} to ${to}.`];
  }).slice(0, KEYS_AT_MOST);
}

function trustAdvice(
  document: JsonValue,
  { kind, grantedBy, trusted = [], services = [] }: Finding,
  where: string,
): readonly string[] {
  const who = [...trusted.map(trustedName), ...services];
  if (kind === MEANT_TO_BE_ASSUMED)
    return [`Keep the policies of the role to what the code that runs on ${named(who)} calls.`];
  return grantedBy.map((index) => {
    const label = statementLabel(document, index);
    return `Change ${startingSmall(label)} of the ${where}${who.length === 0 ? '' : `, which lets in ${named(who)}`}.`;
  });
}

function actionNames({ actions, actionSets }: Assessment, { actionSet }: Finding): readonly string[] {
  return actionSet === undefined
    ? []
    : actionIndexes(actionSets[actionSet] ?? '').flatMap((action) => actions[action] ?? []);
}

function documentOf({ documents }: Assessment, index: number | null | undefined): JsonValue {
  return index == null ? null : (documents[index] ?? null);
}

/** The strings of a member of a statement, which may be one or a list. */
function listOf(document: JsonValue, index: number, member: string): readonly string[] {
  const statement = statementsOf(document)[index] ?? null;
  if (typeof statement !== 'object' || statement === null || isList(statement)) return [];
  const value = statement[member] ?? [];
  return (isList(value) ? value : [value]).filter((each) => typeof each === 'string');
}

/** Whether a pattern is about any of some actions; of a finding without actions all are. */
function covers(pattern: string, actions: readonly string[]): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${escaped}$`, 'i');
  return actions.length === 0 || actions.some((action) => expression.test(action));
}

function named(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
