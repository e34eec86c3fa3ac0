import { shortestHops, type AdministratorSearch } from '../escalation/graph/administrator-search.js';
import { chokePoints } from '../escalation/graph/choke-points.js';
import { waysIn } from '../escalation/graph/ways-in.js';
import type { Chain, Hop } from '../escalation/graph/chain.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { entryEvidence } from '../escalation/graph/entry-evidence.js';
import { memoised } from '../escalation/graph/grouped.js';
import { hopEvidence } from '../escalation/graph/hop-evidence.js';
import type { HopStatement } from '../escalation/graph/hop-statement.js';
import { ASSUME_THE_ROLE, hopName, preparationInWords } from '../escalation/graph/hop-name.js';
import { outsiderChains, outsiderChainsTo, type OutsiderChain } from '../escalation/graph/outsider-chain.js';
import { leastSure, VERDICTS, type Verdict } from '../escalation/graph/verdict.js';
import { IndexSet } from '../catalog/index-set.js';
import { isOpenToTenants } from '../risks/web-identities.js';

/** Who can become whom, as the `paths` command prints it. Principals are named by their ARNs. */
export interface PathsReport {
  /** The shortest first; only starts that get there. */
  readonly paths: readonly PathReport[];
  /** Those among the starts who need no path. */
  readonly administrators: readonly AdministratorReport[];
  /** What to change so that nobody else becomes administrator; null where the question was another one. */
  readonly chokePoints: ChokePointReport | null;
}

/** Statements without which nobody else becomes administrator. */
export interface ChokePointReport {
  readonly statements: readonly StatementReport[];
  /** No set smaller than this can do. */
  readonly atLeast: number;
  /** Whether the set is known to be as small as can be. */
  readonly isSmallest: boolean;
  /** Whether every way was looked at; in large accounts some ways may be left. */
  readonly isComplete: boolean;
}

/** A way from one principal to another, or to administrator. */
export interface PathReport {
  /** An ARN; for someone outside the input what the trust policy names: `*`, an account, an identity provider. */
  readonly from: string;
  /** An ARN, or `administrator`. */
  readonly to: string;
  readonly verdict: Verdict;
  readonly hops: readonly HopReport[];
}

/** A step of a way. */
export interface HopReport {
  readonly from: string;
  /** An ARN; `administrator` where permissions are rewritten. */
  readonly to: string;
  /** Where permissions are rewritten: whose. */
  readonly via: string | null;
  /** Id of an escalation path, `assume role`, `rewrite permissions`, `new role`, `new user`, `new group` or `new member`. */
  readonly path: string;
  /** What the path does, in words. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly statements: readonly StatementReport[];
  readonly conditions: readonly string[];
  readonly needs: readonly string[];
  /** Restrictions that are taken off first, in words. */
  readonly lifts: readonly string[];
  /** What the principal gives itself first, in words. */
  readonly gains: readonly string[];
}

/** A statement that a step rests on. */
export interface StatementReport {
  readonly policyType: 'inline' | 'attached' | 'trust policy';
  readonly policy: string;
  /** ARN of the principal that has the policy, of the group where it comes through one. */
  readonly holder: string;
  /** Sid, or index where it has none. */
  readonly statement: string | number;
  readonly effect: 'Allow' | 'Deny';
}

/** Somebody who needs nobody else to be administrator. */
export interface AdministratorReport {
  readonly principal: string;
  readonly kind: 'holds everything' | 'grants itself everything';
  readonly verdict: Verdict;
  /** The step by which it grants itself everything; null where it holds everything. */
  readonly by: HopReport | null;
  /** Whether its organisation's policies keep something from it. */
  readonly withinGuardrails: boolean;
}

/** Which paths to report; without `to`, those to administrator. */
export interface PathsQuery {
  /** Without it, all but groups and service-linked roles. */
  readonly from?: IndexSet;
  /** Starts outside the input, as trust policies name them; without it and without `from`, all. */
  readonly outsiders?: ReadonlySet<string>;
  readonly to?: number;
}

/** Answers a question about paths. */
export function pathsReport(
  graph: EscalationGraph,
  search: AdministratorSearch,
  { from, outsiders, to }: PathsQuery = {},
): PathsReport {
  const writer = new PathWriter(graph);
  // Nobody acts as a service-linked role but the service.
  const starts = (from ?? IndexSet.range(0, graph.nodes.length).minus(graph.population.serviceLinked))
    .indexes()
    .filter((start) => graph.population.principals[start]?.type !== 'group');
  const isWanted = (name: string) =>
    from === undefined ? outsiders?.has(name) !== false : outsiders?.has(name) === true;
  const goal = to === undefined ? 'administrator' : arnOf(graph, to);
  const chainOf = (start: number) =>
    to === undefined ? search.chainFrom(start) : chainBetween(search, start, to);
  const fromOutside =
    to === undefined
      ? outsiderChains(graph, search, isOpenToTenants)
      : from !== undefined && outsiders === undefined
        ? []
        : outsiderChainsTo(graph, to, isOpenToTenants, chainOf);
  const paths = [
    ...starts.flatMap((start) => writer.path(chainOf(start), goal) ?? []),
    ...fromOutside
      .filter(({ outsider }) => isWanted(outsider.name))
      .map((chain) => writer.outsiderPath(chain, goal)),
  ];
  const administrators = starts
    .filter((start) => graph.nodes[start]?.administrator !== null)
    .map((start) => writer.administrator(start));
  return {
    paths: paths.sort(
      (a, b) => a.hops.length - b.hops.length || VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict),
    ),
    administrators,
    chokePoints: from === undefined && to === undefined ? writer.chokePoints(search, isWanted, starts) : null,
  };
}

function chainBetween({ layers }: AdministratorSearch, from: number, to: number): Chain | null {
  for (const layer of layers) {
    const hops = shortestHops(layer, from, to);
    if (hops.length > 0) return { from, to, hops, verdict: leastSure(hops.map(({ edge }) => edge.verdict)) };
  }
  return null;
}

function arnOf({ population }: EscalationGraph, index: number): string {
  return population.principals[index]?.arn ?? '';
}

/** Puts chains into words and ARNs. */
class PathWriter {
  private readonly graph: EscalationGraph;
  /** Long chains that end alike share their steps. */
  private readonly hops = new Map<Hop, HopReport>();

  constructor(graph: EscalationGraph) {
    this.graph = graph;
  }

  path(chain: Chain | null, to: string): PathReport | null {
    if (chain === null) return null;
    return {
      from: arnOf(this.graph, chain.from),
      to,
      verdict: chain.verdict,
      hops: chain.hops.map((hop) => this.hop(hop)),
    };
  }

  outsiderPath({ outsider, role, entry, chain, verdict }: OutsiderChain, to: string): PathReport {
    const { statements, conditions } = entryEvidence(outsider, role, entry);
    const first: HopReport = {
      from: outsider.name,
      to: arnOf(this.graph, role),
      via: null,
      path: 'assume role',
      name: ASSUME_THE_ROLE,
      verdict: entry,
      statements: statements.map((statement) => this.statement(statement)),
      conditions,
      needs: [],
      lifts: [],
      gains: [],
    };
    const rest = chain?.hops.map((hop) => this.hop(hop)) ?? [];
    return { from: outsider.name, to, verdict, hops: [first, ...rest] };
  }

  administrator(index: number): AdministratorReport {
    const administrator = this.graph.nodes[index]?.administrator;
    const edge = administrator?.edge ?? null;
    return {
      principal: arnOf(this.graph, index),
      kind: administrator?.kind ?? 'holds everything',
      verdict: administrator?.verdict ?? 'confirmed',
      by: edge === null ? null : this.hop({ from: index, to: index, edge }),
      withinGuardrails: administrator?.withinGuardrails ?? false,
    };
  }

  chokePoints(
    search: AdministratorSearch,
    isWanted: (outsider: string) => boolean,
    starts: readonly number[],
  ): ChokePointReport {
    const outsiders = waysIn(this.graph, search, ({ name }) => isWanted(name));
    const found = chokePoints(this.graph, search, outsiders, new Set(starts));
    return { ...found, statements: found.statements.map((each) => this.statement(each)) };
  }

  private hop(hop: Hop): HopReport {
    return memoised(this.hops, hop, () => this.report(hop));
  }

  private report(hop: Hop): HopReport {
    const { edge } = hop;
    const { statements, conditions } = hopEvidence(this.graph, hop);
    const rewrites = edge.outcome === 'administrator';
    return {
      from: arnOf(this.graph, hop.from),
      to: rewrites ? 'administrator' : arnOf(this.graph, hop.to),
      via: rewrites ? arnOf(this.graph, hop.to) : null,
      path: edge.path,
      name: hopName(this.graph, hop),
      verdict: edge.verdict,
      statements: statements.map((statement) => this.statement(statement)),
      conditions,
      needs: edge.needs,
      lifts: preparationInWords(edge, 'takes off'),
      gains: preparationInWords(edge, 'gains'),
    };
  }

  private statement({ statement, source, holder }: HopStatement): StatementReport {
    const { sid, index, effect } = statement;
    return {
      policyType: source?.kind ?? 'trust policy',
      policy: source?.name ?? `trust policy of ${this.graph.population.principals[holder]?.name ?? ''}`,
      holder: source?.group?.arn ?? arnOf(this.graph, holder),
      statement: sid ?? index,
      effect,
    };
  }
}
