import type { EffectiveAccess } from '../../access/effective-access.js';
import { conditionText, denialText } from '../../policy/condition-text.js';
import type { Statement } from '../../policy/policy-document.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { escalationPathsOf } from '../escalation-paths.js';
import { statementsAboutAction, statementsOnTarget } from './action-statements.js';
import type { Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import { isAboutNewPrincipal, statementsOnNewPrincipal } from './new-principals.js';
import type { Hop } from './chain.js';
import type { Edge } from './edge.js';
import type { EscalationGraph, GraphNode } from './escalation-graph.js';
import type { HopStatement } from './hop-statement.js';
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
  const { capabilities, isOfRow, actions, service } = meansOf(node, edge);
  if (isAboutNewPrincipal(edge)) {
    const needed = actions.map((action) =>
      statementsOnNewPrincipal(capabilities, edge.path, 'Allow', action).flatMap((entry) =>
        placesOf(entry, capabilities),
      ),
    );
    return () => needed;
  }
  const lists = actions.map((action) => ({
    allows: statementsAboutAction(capabilities, 'Allow', action, service),
    isAssuming: action === 'sts:AssumeRole',
  }));
  return (target) => {
    const trust = trustEvidence(population, { from, to: target, edge }, service, actions);
    const allowing = lists.map(({ allows, isAssuming }) => [
      ...statementsOnTarget(allows, target).flatMap((entry) => placesOf(entry, capabilities)),
      // By these it needs no Allow of its own.
      ...(isAssuming ? trust.sufficient : []),
    ]);
    // Any one of the actions that rewrite permissions will do; of a row all are needed.
    const needed = isOfRow ? allowing : [allowing.flat()];
    return [...needed, trust.statements].filter((list) => list.length > 0);
  };
}

/** The statements and conditions that a hop rests on. */
export function hopEvidence({ nodes, population }: EscalationGraph, hop: Hop): HopEvidence {
  const node = nodes[hop.from];
  if (node === undefined) return { statements: [], conditions: [] };
  const { capabilities, actions, service } = meansOf(node, hop.edge);
  const found = [
    ...hop.edge.after.flatMap(({ action }) => statementsFor(node.capabilities, action, hop.from, null)),
    ...actions.flatMap((action) =>
      isAboutNewPrincipal(hop.edge)
        ? deciding(capabilities, (effect) =>
            statementsOnNewPrincipal(capabilities, hop.edge.path, effect, action),
          )
        : statementsFor(capabilities, action, hop.to, service),
    ),
  ];
  const trust = trustEvidence(population, hop, service, actions);
  const statements = unique([...found.flatMap((each) => each.places), ...trust.statements]);
  const conditions =
    hop.edge.verdict === 'confirmed'
      ? []
      : [...found.flatMap(({ conditions: texts }) => texts), ...trust.conditions];
  return { statements, conditions: [...new Set(conditions)] };
}

/** By what an edge is gone. */
interface Means {
  readonly capabilities: Capabilities;
  /** Whether a row of the catalogue tells the actions. */
  readonly isOfRow: boolean;
  readonly actions: readonly string[];
  /** The service that a role is passed to. */
  readonly service: string | null;
}

function meansOf({ capabilities, lifted }: GraphNode, edge: Edge): Means {
  const row = escalationPathsOf(capabilities.access.catalog).get(edge.path);
  return {
    capabilities: edge.after.length > 0 ? (lifted ?? capabilities) : capabilities,
    isOfRow: row !== undefined,
    actions: [...(row?.requiredActions ?? freeActions(edge)), ...edge.further],
    service: row?.passedTo ?? null,
  };
}

function freeActions({ path }: Edge): readonly string[] {
  if (path === 'assume role') return ['sts:AssumeRole'];
  if (isAboutNewPrincipal({ path })) return [];
  return path === 'rewrite permissions' ? REWRITING_ACTIONS : [path];
}

interface Found {
  readonly places: readonly HopStatement[];
  readonly conditions: readonly string[];
}

/** The Allow statements for an action, the unconditional ones if there are any, and the Deny statements that put it under a condition. */
function statementsFor(
  capabilities: Capabilities,
  action: string,
  target: number,
  service: string | null,
): readonly Found[] {
  return deciding(capabilities, (effect) =>
    statementsOnTarget(statementsAboutAction(capabilities, effect, action, service), target),
  );
}

function deciding(
  capabilities: Capabilities,
  about: (effect: 'Allow' | 'Deny') => readonly StatementReading[],
): readonly Found[] {
  const allows = about('Allow');
  const free = allows.filter(({ limits }) => limits.length === 0);
  const denies = about('Deny').filter(({ denial }) => denial?.kind === 'conditional');
  return [
    ...(free.length > 0 ? free : allows).map((entry) => ({
      places: placesOf(entry, capabilities),
      conditions: entry.limits.map(conditionText),
    })),
    ...denies.map((entry) => ({
      places: placesOf(entry, capabilities),
      conditions: [denialText(entry.conditions)],
    })),
  ];
}

/** The same for the same statement of the same principal. */
const places = new WeakMap<EffectiveAccess, Map<Statement, readonly HopStatement[]>>();

/** Where a statement stands: policies with the same document, of the principal itself or its groups, share statements. */
function placesOf({ statement }: StatementReading, { access, self }: Capabilities): readonly HopStatement[] {
  const ofAccess = memoised(places, access, () => new Map<Statement, readonly HopStatement[]>());
  return memoised(ofAccess, statement, () => {
    const sources = access.sources.filter(({ document }) => document.statements.includes(statement));
    return sources.map((source) => ({ statement, source, holder: self }));
  });
}

function unique(statements: readonly HopStatement[]): readonly HopStatement[] {
  return statements.filter(
    (one, position) =>
      statements.findIndex((other) => other.statement === one.statement && other.source === one.source) ===
      position,
  );
}
