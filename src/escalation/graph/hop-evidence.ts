import { layersOf } from '../../access/effective-access.js';
import type { PolicyLayer } from '../../access/policy-layer.js';
import { conditionText, denialText, eitherText } from '../../policy/condition-text.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { escalationPathsOf } from '../escalation-paths.js';
import {
  statementsAboutAction,
  statementsOnBoundary,
  statementsOnPolicy,
  statementsOnTarget,
  statementsPuttingInForce,
  type ActionStatement,
} from './action-statements.js';
import { targetKind, WRITING_POLICIES, type Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import { isNewRoleGuarded, isOnNewPrincipal, statementsOnNewPrincipal } from './new-principals.js';
import { WRITING_TRUST } from './once-trusted.js';
import type { Hop } from './chain.js';
import type { Edge, Preparation } from './edge.js';
import { edgeActions } from './edge-actions.js';
import type { EscalationGraph, GraphNode } from './escalation-graph.js';
import { wayKey, type FreedOthers, type Way } from './freeing-others.js';
import type { GainingStep } from './gaining-step.js';
import { isOfStoredVersion, type HopStatement } from './hop-statement.js';
import { placesOfLifting, stageBefore } from './places-of-lifting.js';
import { joined, PlacesByTarget, placesOf } from './statement-places.js';
import type { Targets } from './targets.js';
import { REWRITING } from './rewriting.js';
import { trustEvidence } from './trust-evidence.js';
import { ASSUMING, SENDING_ACTIONS } from './trust-statements.js';
import { askedOfUnknownBoundary } from './unknown-boundary.js';

export interface HopEvidence {
  readonly statements: readonly HopStatement[];
  /** What must be so for the hop to work, in words: a test, or `unless` and the tests of a Deny. */
  readonly conditions: readonly string[];
}

/** Lists of statements of which one each must stand. */
export type HopRequirements = readonly (readonly HopStatement[])[];

/**
 * What a hop to each target of an edge needs of statements: one of each list must stand. Taking away all of one list
 * closes the hop. What is the same for all targets is worked out once.
 */
export function hopRequirements(
  { nodes, population }: EscalationGraph,
  from: number,
  edge: Edge,
): (target: number) => HopRequirements {
  const node = nodes[from];
  if (node === undefined) return () => [];
  const means = meansOf(node, edge);
  const { capabilities, service } = means;
  const allowsOf = new Map<string, PlacesByTarget>();
  const behind = (way: Way) => new PlacesByTarget(statementsBehind(means, 'Allow', way), capabilities);
  const preparing = [placesOfLifting(edge, node), ...gainingSteps(node, edge).map(placesOfGaining)];
  return (target) => {
    const groups = means.waysTo(target);
    const uses = (action: string) => groups.some((ways) => ways.some((way) => way.action === action));
    const trust = trustEvidence(population, { from, to: target, edge }, service, uses);
    const anyOf = (ways: readonly Way[], otherwise: readonly HopStatement[]) =>
      ways.reduce(
        (list, way) => joined(memoised(allowsOf, wayKey(way), () => behind(way)).on(target), list),
        otherwise,
      );
    // By the sufficient ones it needs no Allow of its own.
    const needed = [
      ...groups.map((ways) =>
        anyOf(ways, ways.some(({ action }) => action === ASSUMING) ? trust.sufficient : []),
      ),
      ...trust.sending.map((action) => anyOf([onItself(action)], trust.sufficient)),
      trust.statements,
      ...preparing,
    ];
    return needed.filter((list) => list.length > 0 && !list.some(isOfStoredVersion));
  };
}

/** The statements and conditions that a hop rests on. */
export function hopEvidence({ nodes, population }: EscalationGraph, hop: Hop): HopEvidence {
  const node = nodes[hop.from];
  if (node === undefined) return { statements: [], conditions: [] };
  const means = meansOf(node, hop.edge);
  const { service } = means;
  const asked = means.waysTo(hop.to).flat();
  const trust = trustEvidence(population, hop, service, (action) =>
    asked.some((way) => way.action === action),
  );
  const ways = distinct([...asked, ...trust.sending.map(onItself)]);
  const found = [
    ...hop.edge.after
      .filter(({ kind }) => kind === 'takes off')
      .flatMap((step) => statementsOfTakingOff(node.capabilities, step, hop.from)),
    ...gainingSteps(node, hop.edge).flatMap(statementsOfGaining),
    ...ways.flatMap((way) => statementsFor(means, way, hop.to)),
    ...statementsOfOpening(means, asked, hop.to),
  ];
  const places = found.flatMap((each) => each.places).filter((place) => !isOfStoredVersion(place));
  const statements = unique([...places, ...trust.statements]);
  const conditions =
    hop.edge.verdict === 'confirmed'
      ? []
      : [
          ...found.flatMap(({ conditions: texts }) => texts),
          ...trust.conditions,
          ...askedOfUnknownBoundary(means.capabilities),
        ];
  return { statements, conditions: [...new Set(conditions)] };
}

/** By what an edge is gone. */
interface Means extends Ground {
  /** The ways that lead to a target: one of each list is needed. */
  readonly waysTo: (target: number) => readonly (readonly Way[])[];
}

/** Whose statements an edge rests on, and what they are about. */
interface Ground {
  readonly capabilities: Capabilities;
  /** As of the edge. */
  readonly path: string;
  /** The service that a role is passed to. */
  readonly service: string | null;
  /** Whether what is allowed is what the principal wrote itself. */
  readonly wroteOwn: boolean;
}

function groundOf(capabilities: Capabilities, path: string): Ground {
  return { capabilities, path, service: null, wroteOwn: false };
}

function isAfterGaining({ after }: Edge): boolean {
  return after.some(({ kind }) => kind === 'gains');
}

function gainingSteps(node: GraphNode, edge: Edge): readonly GainingStep[] {
  const { gained } = node.beforeGrant ?? node;
  return gained?.steps.filter((step) => edge.after.includes(step)) ?? [];
}

function statementsOfGaining(step: GainingStep): readonly Found[] {
  const { by, action, means } = step;
  return (means[0]?.on.indexes() ?? []).flatMap((target) =>
    foundAmong(by, layersOf(by.access), action, (effect) =>
      statementsOnTarget(statementsGaining(step, effect, action), target),
    ),
  );
}

function statementsGaining(
  { by, policy }: GainingStep,
  effect: 'Allow' | 'Deny',
  action: string,
): readonly ActionStatement[] {
  return policy === null
    ? statementsAboutAction(by, effect, action, null)
    : statementsPuttingInForce(by, effect, action, policy);
}

/** The statements of all ways to gain the same: one of them must stand. */
function placesOfGaining(step: GainingStep): readonly HopStatement[] {
  const { by, means } = step;
  const places = means.flatMap(({ action, on }) => {
    const statements = new PlacesByTarget(statementsGaining(step, 'Allow', action), by);
    return on.indexes().flatMap((target) => statements.on(target));
  });
  return [...new Set(places)];
}

function meansOf(node: GraphNode, edge: Edge): Means {
  const { capabilities } = node;
  const { gained } = node.beforeGrant ?? node;
  const hasGained = isAfterGaining(edge);
  const row = escalationPathsOf(capabilities.access.catalog).get(edge.path);
  const all = edgeActions(edge, row).map((action) => [onItself(action)]);
  return {
    capabilities: (hasGained ? gained : stageBefore(edge, node))?.capabilities ?? capabilities,
    path: edge.path,
    wroteOwn: hasGained && gained?.wroteOwn === true,
    waysTo: edge.path === REWRITING ? waysToRewrite(node, edge) : () => all,
    service: row?.passedTo ?? null,
  };
}

/** An edge that needs something taken off first stands for writing policies: any other way is there without. */
function waysToRewrite(node: GraphNode, { after }: Edge): Means['waysTo'] {
  return after.length > 0 ? () => [WRITING_POLICIES.map(onItself)] : (target) => rewritingOf(node, target);
}

/** The ways that give a target everything: any one, or one that takes something off it and one that writes. */
function rewritingOf({ written, freed, unlocked }: GraphNode, target: number): readonly (readonly Way[])[] {
  const otherwise = waysAmong(freed, target);
  const writing = WRITING_POLICIES.map(onItself);
  if (isAmong(written, target)) return [distinct([...writing, ...otherwise])];
  return otherwise.length > 0 ? [otherwise] : [waysAmong(unlocked, target), writing];
}

function waysAmong(freed: readonly FreedOthers[], target: number): readonly Way[] {
  return freed.filter(({ targets }) => isAmong(targets, target));
}

function distinct(ways: readonly Way[]): readonly Way[] {
  return [...new Map(ways.map((way) => [wayKey(way), way])).values()];
}

function onItself(action: string): Way {
  return { action, onBoundary: false };
}

function isAmong({ open, conditional }: Targets, target: number): boolean {
  return open.has(target) || conditional.has(target);
}

/** The statements for what takes something off, which may be a change of a policy that it has for its boundary only. */
function statementsOfTakingOff(
  capabilities: Capabilities,
  { action, path, policy }: Preparation,
  self: number,
): readonly Found[] {
  if (policy === null) return statementsFor(groundOf(capabilities, path), onItself(action), self);
  return foundAmong(capabilities, layersOf(capabilities.access), action, (effect) =>
    statementsOnPolicy(capabilities, effect, action, policy),
  );
}

/** Where a resource control policy is about a role, whoever writes its trust policy has to assume it by itself. */
function statementsOfOpening(ground: Ground, ways: readonly Way[], target: number): readonly Found[] {
  const { capabilities, path } = ground;
  if (!ways.some(({ action }) => WRITING_TRUST.includes(action))) return [];
  const isGuarded = isOnNewPrincipal(path, ASSUMING)
    ? isNewRoleGuarded(capabilities, path)
    : capabilities.population.trust.guarded.has(target);
  if (!isGuarded) return [];
  const denying = statementsBehind(ground, 'Deny', onItself(ASSUMING));
  return foundAmong(capabilities, layersOf(capabilities.access), ASSUMING, (effect) =>
    effect === 'Allow' ? [] : statementsOnTarget(denying, target),
  );
}

interface Found {
  readonly places: readonly HopStatement[];
  readonly conditions: readonly string[];
}

/** The Allow statements for a way, the unconditional ones if there are any, and the Deny statements that put it under a condition. */
function statementsFor(ground: Ground, way: Way, target: number): readonly Found[] {
  return foundAmong(ground.capabilities, layersBinding(ground, way), way.action, (effect) =>
    statementsOnTarget(statementsBehind(ground, effect, way), target),
  );
}

/** Of assuming a role that is there, the resource control policies are those of its account: trust evidence has them. */
function layersBinding({ capabilities, path }: Ground, { action }: Way): readonly PolicyLayer[] {
  const layers = layersOf(capabilities.access);
  return ON_ROLE_ASSUMED.has(action) && !isOnNewPrincipal(path, action)
    ? layers.filter(({ kind }) => kind !== 'resourceControlPolicy')
    : layers;
}

const ON_ROLE_ASSUMED: ReadonlySet<string> = new Set([ASSUMING, ...SENDING_ACTIONS]);

function foundAmong(
  capabilities: Capabilities,
  layers: readonly PolicyLayer[],
  action: string,
  about: (effect: 'Allow' | 'Deny') => readonly StatementReading[],
): readonly Found[] {
  const allows = about('Allow');
  const free = allows.filter(({ limits }) => limits.length === 0);
  const denies = about('Deny').filter(({ denial }) => denial?.kind === 'conditional');
  const limited = allows.filter(({ limits }) => limits.length > 0);
  const isFree = free.length > 0 && (limited.length === 0 || sufficesWithout(capabilities, action));
  return [
    {
      places: (isFree ? free : allows).flatMap((entry) => placesOf(entry, capabilities)),
      conditions: isFree ? [] : eitherText(limited.map(limitsInWords)),
    },
    ...denies.map((entry) => ({
      places: placesOf(entry, capabilities),
      conditions: [denialText(entry.conditions)],
    })),
    {
      places: [],
      conditions: conditionsOfLayers(layers, capabilities.access.catalog.actionIndex(action) ?? -1),
    },
  ];
}

/** Whether no condition need hold: on a principal one statement is enough, on resources of several types it may not be. */
function sufficesWithout(capabilities: Capabilities, action: string): boolean {
  const index = capabilities.access.catalog.actionIndex(action);
  return index === undefined || targetKind(action) !== null || capabilities.needsNoCondition(index);
}

/** What the boundary and the guardrails ask for an action wherever they allow it, and how a Deny among them depends. */
function conditionsOfLayers(layers: readonly PolicyLayer[], action: number): readonly string[] {
  const isAbout = ({ actions }: StatementReading) => actions.has(action);
  return layers.flatMap(({ allows, denies }) => {
    const about = allows.filter(isAbout);
    const denying = denies.filter((entry) => isAbout(entry) && entry.denial?.kind === 'conditional');
    return [...eitherText(about.map(limitsInWords)), ...denying.map((entry) => denialText(entry.conditions))];
  });
}

function limitsInWords({ limits }: StatementReading): readonly string[] {
  return limits.map(conditionText);
}

/** The statements about a way: for a principal that does not exist yet the same, whatever the target. */
function statementsBehind(
  { capabilities, path, service, wroteOwn }: Ground,
  effect: 'Allow' | 'Deny',
  { action, onBoundary }: Way,
): readonly ActionStatement[] {
  if (wroteOwn && effect === 'Allow') return [];
  if (onBoundary) return statementsOnBoundary(capabilities, effect, action);
  return isOnNewPrincipal(path, action)
    ? statementsOnNewPrincipal(capabilities, path, effect, action).map((entry) => () => entry)
    : statementsAboutAction(capabilities, effect, action, service);
}

function unique(statements: readonly HopStatement[]): readonly HopStatement[] {
  const known = new Map<HopStatement['statement'], Set<HopStatement['source']>>();
  return statements.filter(({ statement, source }) => {
    const sources = memoised(known, statement, () => new Set());
    const isNew = !sources.has(source);
    sources.add(source);
    return isNew;
  });
}
