import type { IndexSet } from '../catalog/index-set.js';
import type { EscalationAnalysis } from '../escalation/graph/analyse-escalation.js';
import type { Hop } from '../escalation/graph/chain.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { hopEvidence } from '../escalation/graph/hop-evidence.js';
import { hopName, liftedInWords } from '../escalation/graph/hop-name.js';
import { outsiderChains } from '../escalation/graph/outsider-chain.js';
import { VERDICTS } from '../escalation/graph/verdict.js';
import { isOpenToTenants } from '../risks/web-identities.js';
import type {
  AssessedAdministrator,
  AssessedChain,
  AssessedEscalation,
  AssessedHop,
  BecomableSets,
  PolicyStatements,
} from './assessment.js';
import { indexRuns } from './index-runs.js';
import type { PolicyNumbering } from './policy-table.js';

/** The part of the Assessment on who can become whom. */
export function assessedEscalation(
  { graph, search }: EscalationAnalysis,
  policyNumberOf: PolicyNumbering,
  isLeftOut: (principal: number) => boolean,
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
  for (const { outsider, role, entry, chain, verdict } of outsiderChains(graph, search, isOpenToTenants)) {
    if (isLeftOut(role)) continue;
    const first = hops.addEntry(role, entry);
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
  addEntry(to: number, verdict: AssessedHop['verdict']): number {
    return this.numbered(`- ${to} ${verdict}`, () => ({
      from: null,
      to,
      path: 'assume role',
      name: hopName('assume role'),
      verdict,
      makesAdministrator: false,
      statements: [],
      trust: [],
      conditions: [],
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
      const text = indexRuns(set);
      number = this.numbersByText.get(text) ?? this.texts.push(text) - 1;
      this.numbersByText.set(text, number);
      this.numbers.set(set, number);
    }
    return number;
  }
}
