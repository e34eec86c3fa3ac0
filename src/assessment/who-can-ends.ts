import { IndexSet } from '../catalog/index-set.js';
import type { Capabilities } from '../escalation/graph/capabilities.js';
import { edge, edgesTo, type Edge } from '../escalation/graph/edge.js';
import {
  nodeWithoutEdges,
  type EscalationGraph,
  type GraphNode,
} from '../escalation/graph/escalation-graph.js';
import { append } from '../escalation/graph/grouped.js';
import { NO_TARGETS, reached, within } from '../escalation/graph/targets.js';
import { leastSure, type Verdict } from '../escalation/graph/verdict.js';
import { isGiven, type WhoCanAnswer } from './who-can-answer.js';

/** Where the ways end that are looked for on behalf of a question. */
export interface WhoCanEnds {
  /**
   * The principals, with the steps that the graph leaves out since they lead on from an administrator, and after them,
   * as nodes of their own, those who can be given everything, as they are then.
   */
  readonly graph: EscalationGraph;
  /** Whose node one is. */
  readonly principalOf: (node: number) => number;
  /** Nodes of those who can. */
  readonly able: IndexSet;
  /** Nodes of those who can under conditions. */
  readonly perhaps: IndexSet;
}

type Decision = WhoCanAnswer['decision'];

/** What is asked of each principal. */
export interface EndsAsked {
  /** What it can as it is; null for those who cannot be asked. */
  readonly decisions: readonly (Decision | null)[];
  /** What it can do at all once it holds everything; null for a number that nobody has. */
  readonly holdingEverything: (number: number) => Capabilities | null;
  /** Whether it can then what the question asks. */
  readonly decisionFor: (capabilities: Capabilities) => Decision;
}

/** A principal as it is once it holds everything. */
interface Raised {
  readonly node: number;
  readonly principal: number;
  readonly decision: Decision;
  readonly edges: readonly Edge[];
  readonly capabilities: Capabilities;
}

/**
 * Finds the ends of ways to somebody who can: those who can as they are, and those who can once they have been given
 * everything, by somebody else or by themselves. An administrator that cannot, because the policy of the resource or
 * one of the organisation names others, makes itself one of them.
 */
export function whoCanEnds(graph: EscalationGraph, asked: EndsAsked): WhoCanEnds {
  const { decisions } = asked;
  const numbersOf = (wanted: Decision) =>
    decisions.flatMap((decision, number) => (decision === wanted ? [number] : []));
  const [able, perhaps] = [numbersOf('allowed'), numbersOf('conditional')];
  const given = IndexSet.of([...able, ...perhaps]);
  const unable = graph.nodes.filter((_, number) => decisions[number] !== 'allowed');
  const joining = joiningOf(graph);
  const raised = raisedOf(toBeRaised(unable, joining), joining, graph, given, asked);
  const raisedTo = (wanted: Decision) => raised.filter(({ decision }) => decision === wanted);
  const nodeOf = new Map(raised.map(({ principal, node }) => [principal, node]));
  const principalsOf = (list: readonly Raised[]) => IndexSet.of(list.map(({ principal }) => principal));
  const surely = principalsOf(raisedTo('allowed'));
  const somehow = surely.union(principalsOf(raisedTo('conditional')));
  const nodes = graph.nodes.map((node, number): GraphNode => {
    if (decisions[number] === 'allowed') return node;
    const open = node.rewritable.open.intersect(surely);
    return {
      ...node,
      edges: [...node.edges, ...edgesToRaised(node, nodeOf), ...edgesOfHolder(node, given)],
      rewritable: { open, conditional: reached(node.rewritable).intersect(somehow).minus(open) },
    };
  });
  return {
    graph: {
      population: graph.population,
      nodes: [
        ...nodes,
        ...raised.map(({ capabilities, edges }) => ({
          ...nodeWithoutEdges(capabilities, NO_TARGETS),
          edges,
        })),
      ],
    },
    principalOf: (node) => raised[node - graph.nodes.length]?.principal ?? node,
    able: IndexSet.of([...able, ...raisedTo('allowed').map(({ node }) => node)]),
    perhaps: IndexSet.of([...perhaps, ...raisedTo('conditional').map(({ node }) => node)]),
  };
}

/** The users who can join each group, at once or after others: what it is given, they have. */
function joiningOf(graph: EscalationGraph): ReadonlyMap<number, IndexSet> {
  const { users } = graph.population;
  const joining = new Map<number, number[]>();
  for (const user of users.indexes()) {
    let joined = IndexSet.empty;
    for (let level = groupsJoined(graph, IndexSet.of([user])); !level.isEmpty;) {
      joined = joined.union(level);
      level = groupsJoined(graph, level).minus(joined);
    }
    for (const group of joined.indexes()) append(joining, group, user);
  }
  return new Map([...joining].map(([group, members]) => [group, IndexSet.of(members)]));
}

/** The groups that some join in one step; a group stands for whoever has joined it. */
function groupsJoined({ nodes, population }: EscalationGraph, members: IndexSet): IndexSet {
  const targets = members
    .indexes()
    .flatMap((member) => nodes[member]?.edges ?? [])
    .flatMap((each) => (each.outcome === 'become' ? [each.targets] : []));
  return IndexSet.unionOf(targets).intersect(population.groups);
}

/** Whom some can give everything, and whoever can join such groups. */
function toBeRaised(nodes: readonly GraphNode[], joining: ReadonlyMap<number, IndexSet>): IndexSet {
  const given = IndexSet.unionOf(
    nodes.flatMap(({ capabilities, edges, rewritable }) => [
      reached(rewritable),
      ...edges.flatMap(({ outcome, targets }) => {
        if (outcome !== 'administrator') return [];
        return targets.intersects(capabilities.population.groups)
          ? [targets, capabilities.itself]
          : [targets];
      }),
    ]),
  );
  return IndexSet.unionOf([
    given,
    ...[...joining].flatMap(([group, users]) => (given.has(group) ? [users] : [])),
  ]);
}

/** Those of some to whom it is of use, or to whoever acts as them, that they hold everything. */
function raisedOf(
  numbers: IndexSet,
  joining: ReadonlyMap<number, IndexSet>,
  graph: EscalationGraph,
  given: IndexSet,
  { holdingEverything, decisionFor }: EndsAsked,
): readonly Raised[] {
  const { groups } = graph.population;
  const raised: Raised[] = [];
  const decisions = new Map<number, Decision>();
  for (const principal of [...numbers.minus(groups).indexes(), ...numbers.intersect(groups).indexes()]) {
    const capabilities = holdingEverything(principal);
    if (capabilities === null) continue;
    const members = joining.get(principal)?.indexes() ?? [];
    const decision = groups.has(principal)
      ? decisionOfMembers(members.map((user) => decisions.get(user) ?? 'implicitlyDenied'))
      : decisionFor(capabilities);
    decisions.set(principal, decision);
    const edges = decision === 'allowed' ? [] : edgesAtHome(capabilities, given, 'confirmed');
    if (isGiven({ decision }) || edges.length > 0)
      raised.push({ node: graph.nodes.length + raised.length, principal, decision, edges, capabilities });
  }
  return raised;
}

/** What is sure of whoever joins a group, if not all who can do so have the same. */
function decisionOfMembers(decisions: readonly Decision[]): Decision {
  if (!decisions.some((decision) => isGiven({ decision }))) return 'implicitlyDenied';
  return decisions.every((decision) => decision === 'allowed') ? 'allowed' : 'conditional';
}

/**
 * The edges by which a node makes somebody an administrator, as edges to that administrator. What it gives a group that
 * nobody can join, it has itself, as a member.
 */
function edgesToRaised(
  { edges, capabilities: { self, population } }: GraphNode,
  nodeOf: ReadonlyMap<number, number>,
): readonly Edge[] {
  return edges.flatMap((each): Edge[] => {
    if (each.outcome !== 'administrator') return [];
    const targets = each.targets
      .indexes()
      .flatMap(
        (number) => nodeOf.get(number) ?? (population.groups.has(number) ? nodeOf.get(self) : null) ?? [],
      );
    return targets.length === 0
      ? []
      : [edge(each.path, each.verdict, 'become', IndexSet.of(targets), each.needs, each.after, each.further)];
  });
}

function edgesOfHolder({ administrator, capabilities }: GraphNode, given: IndexSet): readonly Edge[] {
  return administrator?.kind === 'holds everything'
    ? edgesAtHome(capabilities, given, administrator.verdict)
    : [];
}

/** How somebody who has everything becomes others of its account: by a key for a user, by a new trust policy for a role. */
function edgesAtHome(capabilities: Capabilities, given: IndexSet, verdict: Verdict): readonly Edge[] {
  const edges = [
    ...edgesTo(within(capabilities.targets('iam:CreateAccessKey'), given), 'iam-002', 'become'),
    ...edgesTo(within(capabilities.targets('iam:UpdateAssumeRolePolicy'), given), 'iam-012', 'become'),
  ];
  return edges.map(({ path, verdict: own, targets, needs }) =>
    edge(path, leastSure([own, verdict]), 'become', targets, needs),
  );
}
