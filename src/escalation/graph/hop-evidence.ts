import type { EffectiveAccess } from '../../access/effective-access.js';
import { conditionText, denialText } from '../../policy/condition-text.js';
import type { Statement } from '../../policy/policy-document.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { escalationPathsOf } from '../escalation-paths.js';
import { statementsOn } from './action-statements.js';
import type { Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import type { Hop } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
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
    ...statementsOn(capabilities, 'Allow', action, hop.to, service).map((entry) => held(entry, capabilities)),
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
  const allows = statementsOn(capabilities, 'Allow', action, target, service);
  const free = allows.filter(({ limits }) => limits.length === 0);
  const denies = statementsOn(capabilities, 'Deny', action, target, service).filter(
    ({ denial }) => denial?.kind === 'conditional',
  );
  return [
    ...(free.length > 0 ? free : allows).map((entry) => ({
      held: held(entry, capabilities),
      conditions: entry.limits.map(conditionText),
    })),
    ...denies.map((entry) => ({
      held: held(entry, capabilities),
      conditions: [denialText(entry.conditions)],
    })),
  ];
}

/** The same for the same statement of the same principal. */
const places = new WeakMap<EffectiveAccess, Map<Statement, HopStatement>>();

function held({ statement }: StatementReading, { access, self }: Capabilities): HopStatement {
  const ofAccess = memoised(places, access, () => new Map<Statement, HopStatement>());
  return memoised(ofAccess, statement, () => {
    const source = access.sources.find(({ document }) => document.statements.includes(statement)) ?? null;
    return { statement, source, holder: self };
  });
}

function unique(statements: readonly HopStatement[]): readonly HopStatement[] {
  return statements.filter(
    (one, position) =>
      statements.findIndex((other) => other.statement === one.statement && other.source === one.source) ===
      position,
  );
}
