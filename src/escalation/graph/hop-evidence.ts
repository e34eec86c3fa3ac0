import type { EffectiveAccess } from '../../access/effective-access.js';
import { conditionText, denialText } from '../../policy/condition-text.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { escalationPathsOf } from '../escalation-paths.js';
import { statementForService } from '../passed-to-service.js';
import { areAbout, isAbout } from './action-targets.js';
import { targetKind, type Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import { ATTACHING, statementForAttaching } from './attachable-policies.js';
import type { Hop } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
import type { Population } from './population.js';
import type { HopStatement } from './hop-statement.js';
import { onTargets } from './statement-on-targets.js';
import { trustEvidence } from './trust-evidence.js';

export interface HopEvidence {
  readonly statements: readonly HopStatement[];
  /** What must be so for the hop to work, in words: a test, or `unless` and the tests of a Deny. */
  readonly conditions: readonly string[];
}

const REWRITING_ACTIONS = [
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:AttachUserPolicy',
  'iam:PutGroupPolicy',
  'iam:AttachGroupPolicy',
  'iam:CreatePolicyVersion',
];

/**
 * What a hop needs of statements: one of each list must stand. Taking away all of one list closes the hop.
 */
export function hopRequirements(graph: EscalationGraph, hop: Hop): readonly (readonly HopStatement[])[] {
  const node = graph.nodes[hop.from];
  if (node === undefined) return [];
  const row = escalationPathsOf(node.capabilities.access.catalog).get(hop.edge.path);
  const service = row?.passedTo ?? null;
  const actions = [...(row?.requiredActions ?? freeActions(hop)), ...hop.edge.further];
  const capabilities = hop.edge.after.length > 0 ? (node.lifted ?? node.capabilities) : node.capabilities;
  const trust = trustEvidence(graph.population, hop, service, actions);
  const allowing = (action: string) => [
    ...allowsFor(capabilities, action, hop.to, service).map(
      (entry) => found(entry, [], capabilities.access, hop.from).held,
    ),
    // By these it needs no Allow of its own.
    ...(action === 'sts:AssumeRole' ? trust.sufficient : []),
  ];
  // Any one of the actions that rewrite permissions will do; of a row all are needed.
  const needed = row === undefined ? [actions.flatMap(allowing)] : actions.map(allowing);
  return [...needed, trust.statements].filter((list) => list.length > 0);
}

/** The statements and conditions that a hop rests on. */
export function hopEvidence({ nodes, population }: EscalationGraph, hop: Hop): HopEvidence {
  const node = nodes[hop.from];
  if (node === undefined) return { statements: [], conditions: [] };
  const row = escalationPathsOf(node.capabilities.access.catalog).get(hop.edge.path);
  const actions = [...(row?.requiredActions ?? freeActions(hop)), ...hop.edge.further];
  const capabilities = hop.edge.after.length > 0 ? (node.lifted ?? node.capabilities) : node.capabilities;
  const found = [
    ...hop.edge.after.flatMap(({ action }) => statementsFor(node.capabilities, action, hop.from, null)),
    ...actions.flatMap((action) => statementsFor(capabilities, action, hop.to, row?.passedTo ?? null)),
  ];
  const trust = trustEvidence(population, hop, row?.passedTo ?? null, actions);
  const statements = unique([...found.map(({ held }) => held), ...trust.statements]);
  const conditions =
    hop.edge.verdict === 'confirmed'
      ? []
      : [...found.flatMap(({ conditions: texts }) => texts), ...trust.conditions];
  return { statements, conditions: [...new Set(conditions)] };
}

function freeActions({ edge }: Hop): readonly string[] {
  if (edge.path === 'assume role') return ['sts:AssumeRole'];
  return edge.path === 'rewrite permissions' ? REWRITING_ACTIONS : [edge.path];
}

interface Found {
  readonly held: HopStatement;
  readonly conditions: readonly string[];
}

/** The Allow statements for an action, the unconditional ones if there are any, and the Deny statements that put it under a condition. */
function statementsFor(
  capabilities: Capabilities,
  action: string,
  target: number,
  service: string | null,
): readonly Found[] {
  const { access, self } = capabilities;
  const allows = allowsFor(capabilities, action, target, service);
  const free = allows.filter(({ limits }) => limits.length === 0);
  const denies = applyingTo(access.denies, capabilities, action, target, service).filter(
    ({ denial }) => denial?.kind === 'conditional',
  );
  return [
    ...(free.length > 0 ? free : allows).map((entry) =>
      found(entry, entry.limits.map(conditionText), access, self),
    ),
    ...denies.map((entry) => found(entry, [denialText(entry.conditions)], access, self)),
  ];
}

function allowsFor(
  capabilities: Capabilities,
  action: string,
  target: number,
  service: string | null,
): readonly StatementReading[] {
  return applyingTo(capabilities.access.allows, capabilities, action, target, service);
}

/** The statements about an action on a target, as they apply where the role is passed to a service. */
function applyingTo(
  entries: readonly StatementReading[],
  { access, population }: Capabilities,
  action: string,
  target: number,
  service: string | null,
): readonly StatementReading[] {
  const index = access.catalog.actionIndex(action);
  if (index === undefined) return [];
  return aboutAction(entries, access, population, action, index, service)
    .filter((entry) => concernsTarget(entry, access, population, action, index, target))
    .flatMap((entry) =>
      onTargets(entry, access, index, population.arns)
        .filter(({ targets }) => targets.has(target) || targetKind(action) === 'policy')
        .slice(0, 1)
        .map((applied) => applied.entry),
    );
}

/** By the lists of statements themselves: one list is asked for the same action once for every target of an edge. */
const ABOUT_ACTIONS = new WeakMap<readonly StatementReading[], Map<string, readonly StatementReading[]>>();

/** The statements about an action, whatever it is used on. */
function aboutAction(
  entries: readonly StatementReading[],
  access: EffectiveAccess,
  population: Population,
  action: string,
  index: number,
  service: string | null,
): readonly StatementReading[] {
  let known = ABOUT_ACTIONS.get(entries);
  if (known === undefined) {
    known = new Map();
    ABOUT_ACTIONS.set(entries, known);
  }
  return memoised(known, `${action} ${service}`, () =>
    entries
      .filter((entry) => entry.actions.has(index))
      .flatMap((entry) =>
        action === 'iam:PassRole' && service !== null ? statementForService(entry, service) : [entry],
      )
      .flatMap((entry) =>
        ATTACHING.has(action)
          ? statementForAttaching(entry, access, population.attachable.choices(access.actor))
          : [entry],
      ),
  );
}

function found(
  { statement }: StatementReading,
  conditions: readonly string[],
  access: EffectiveAccess,
  holder: number,
): Found {
  const source = access.sources.find(({ document }) => document.statements.includes(statement)) ?? null;
  return { held: { statement, source, holder }, conditions };
}

function concernsTarget(
  entry: StatementReading,
  access: EffectiveAccess,
  population: Population,
  action: string,
  index: number,
  target: number,
): boolean {
  switch (targetKind(action)) {
    case null:
      return action === 'iam:PassRole'
        ? isAbout(entry, access, population.arns, target)
        : entry.actions.has(index);
    case 'policy':
      return areAbout(entry, access, population.policyArns, population.customerPoliciesOf(target));
    case 'group': {
      const groups = population.groupsOf.get(target)?.indexes() ?? [];
      return [target, ...groups].some((group) => isAbout(entry, access, population.arns, group));
    }
    default:
      return isAbout(entry, access, population.arns, target);
  }
}

function unique(statements: readonly HopStatement[]): readonly HopStatement[] {
  return statements.filter(
    (one, position) =>
      statements.findIndex((other) => other.statement === one.statement && other.source === one.source) ===
      position,
  );
}
