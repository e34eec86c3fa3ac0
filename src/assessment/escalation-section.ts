import type { IndexSet } from '../catalog/index-set.js';
import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import type { AdministratorSearch } from '../escalation/graph/administrator-search.js';
import type { Hop } from '../escalation/graph/chain.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { hopEvidence } from '../escalation/graph/hop-evidence.js';
import { hopName, liftedInWords } from '../escalation/graph/hop-name.js';
import { outsiderChains, type OutsiderChain } from '../escalation/graph/outsider-chain.js';
import { chokePoints } from '../escalation/graph/choke-points.js';
import { VERDICTS } from '../escalation/graph/verdict.js';
import { isOpenToTenants } from '../risks/web-identities.js';
import type { ActionTable } from './action-table.js';
import type {
  AssessedAdministrator,
  AssessedChain,
  AssessedChokePoints,
  AssessedEscalation,
  AssessedHop,
  BecomableSets,
  PolicyStatements,
} from './assessment.js';
import { reachedData } from './reached-data.js';
import { indexRunsText } from './index-runs.js';
import type { PolicyNumbering } from './policy-table.js';

/** From more chains than these on, choke points are left to those who ask for them: they would take longer than the rest. */
const MOST_CHAINS_FOR_CHOKE_POINTS = 200;

/** The part of the Assessment on who can become whom. */
export function assessedEscalation(
  { graph, search, accesses }: EscalationAnalysis,
  policyNumberOf: PolicyNumbering,
  isLeftOut: (principal: number) => boolean,
  actionTable: ActionTable,
): AssessedEscalation {
  const hops = new HopTable(graph, policyNumberOf);
  const starts = graph.nodes.flatMap((_, number) =>
    isLeftOut(number) || graph.population.principals[number]?.type === 'group' ? [] : [number],
  );
  const administrators = starts.flatMap((principal): AssessedAdministrator[] => {
    const found = graph.nodes[principal]?.administrator ?? null;
    if (found === null) return [];
    const { kind, verdict, edge, withinGuardrails } = found;
    const hop = edge === null ? {} : { hop: hops.add({ from: principal, to: principal, edge }) };
    return [{ principal, kind, verdict, ...hop, withinGuardrails }];
  });
  const chains: AssessedChain[] = starts.flatMap((from) => {
    const chain = search.chainFrom(from);
    return chain === null
      ? []
      : [{ from, verdict: chain.verdict, hops: chain.hops.map((hop) => hops.add(hop)) }];
  });
  for (const way of outsiderChains(graph, search, isOpenToTenants)) {
    const { outsider, chain, verdict } = way;
    if (isLeftOut(way.role)) continue;
    const first = hops.addEntry(way);
    const rest = chain?.hops.map((hop) => hops.add(hop)) ?? [];
    chains.push({ from: null, outsider: outsider.name, verdict, hops: [first, ...rest] });
  }
  const sets = new PrincipalSetTable();
  const becomes = graph.nodes.map((_, number): BecomableSets | null => {
    const found: [string, number][] = search.layers.flatMap((layer) => {
      const set = layer.closure[number];
      return set === undefined || set.isEmpty ? [] : [[layer.verdict, sets.add(set)]];
    });
    return found.length === 0 ? null : Object.fromEntries(found);
  });
  return {
    administrators,
    chains: chains.sort(
      (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.hops.length - b.hops.length,
    ),
    hops: hops.hops,
    becomes,
    principalSets: sets.texts,
    dataReached: reachedData(accesses, search.layers[0], actionTable),
    chokePoints:
      chains.length > MOST_CHAINS_FOR_CHOKE_POINTS
        ? null
        : assessedChokePoints(graph, search, policyNumberOf),
  };
}

function assessedChokePoints(
  graph: EscalationGraph,
  search: AdministratorSearch,
  policyNumberOf: PolicyNumbering,
): AssessedChokePoints {
  const { statements, ...answer } = chokePoints(graph, search);
  return {
    ...answer,
    statements: statements.map(({ statement, source, holder }) => ({
      policy: source === null ? null : policyNumberOf(source),
      holder,
      statement: statement.index,
    })),
  };
}

/** Every step once, however many chains go by it. */
class HopTable {
  readonly hops: AssessedHop[] = [];
  private readonly graph: EscalationGraph;
  private readonly policyNumberOf: PolicyNumbering;
  private readonly numbers = new Map<string, number>();

  constructor(graph: EscalationGraph, policyNumberOf: PolicyNumbering) {
    this.graph = graph;
    this.policyNumberOf = policyNumberOf;
  }

  add(hop: Hop): number {
    const { from, to, edge } = hop;
    return this.numbered(`${from} ${to} ${edge.path} ${edge.outcome} ${edge.after.length}`, () => {
      const { statements, conditions } = hopEvidence(this.graph, hop);
      const trust = statements
        .filter(({ source }) => source === null)
        .map(({ statement }) => statement.index);
      const byPolicy = new Map<number, number[]>();
      for (const { source, statement } of statements) {
        const policy = source === null ? null : this.policyNumberOf(source);
        if (policy !== null) byPolicy.set(policy, [...(byPolicy.get(policy) ?? []), statement.index]);
      }
      return {
        from,
        to,
        path: edge.path,
        name: hopName(edge.path),
        verdict: edge.verdict,
        makesAdministrator: edge.outcome === 'administrator',
        statements: [...byPolicy].map(([policy, indexes]): PolicyStatements => ({
          policy,
          statements: indexes,
        })),
        trust,
        conditions,
        needs: edge.needs,
        lifts: liftedInWords(edge),
      };
    });
  }

  /** The step by which someone outside assumes a role. */
  addEntry({ role: to, entry: verdict, conditions }: OutsiderChain): number {
    return this.numbered(`- ${to} ${verdict} ${conditions.join('\n')}`, () => ({
      from: null,
      to,
      path: 'assume role',
      name: hopName('assume role'),
      verdict,
      makesAdministrator: false,
      statements: [],
      trust: [],
      conditions,
      needs: [],
      lifts: [],
    }));
  }

  private numbered(key: string, make: () => AssessedHop): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.hops.push(make()) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

/** Every distinct set of principals once. */
class PrincipalSetTable {
  readonly texts: string[] = [];
  private readonly numbers = new Map<IndexSet, number>();
  private readonly numbersByText = new Map<string, number>();

  add(set: IndexSet): number {
    let number = this.numbers.get(set);
    if (number === undefined) {
      const text = indexRunsText(set);
      number = this.numbersByText.get(text) ?? this.texts.push(text) - 1;
      this.numbersByText.set(text, number);
      this.numbers.set(set, number);
    }
    return number;
  }
}
