import type { IndexSet } from '../catalog/index-set.js';
import type { Chain, Hop } from '../escalation/graph/chain.js';
import { append, memoised } from '../escalation/graph/grouped.js';
import type { Outsider } from '../escalation/graph/outsider-collector.js';
import { entryEvidence } from '../escalation/graph/entry-evidence.js';
import { hopEvidence } from '../escalation/graph/hop-evidence.js';
import { ASSUME_THE_ROLE, hopName, preparationInWords } from '../escalation/graph/hop-name.js';
import { outsiderChains } from '../escalation/graph/outsider-chain.js';
import { chokePoints } from '../escalation/graph/choke-points.js';
import { waysIn } from '../escalation/graph/ways-in.js';
import { VERDICTS } from '../escalation/graph/verdict.js';
import { isOpenToTenants } from '../risks/web-identities.js';
import type { AccountView } from './account-view.js';
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

/**
 * The part of the Assessment on who can become whom.
 *
 * @param isLeftOut - whether a principal, by its number among all that were analysed, is excluded
 */
export function assessedEscalation(
  view: AccountView,
  policyNumberOf: PolicyNumbering,
  isLeftOut: (principal: number) => boolean,
  actionTable: ActionTable,
): AssessedEscalation {
  const { graph, search, accesses } = view.analysis;
  const hops = new HopTable(view, policyNumberOf);
  const mayStart = (number: number) =>
    !isLeftOut(number) && graph.population.principals[number]?.type !== 'group';
  const starts = view.ownOf(graph.nodes).flatMap((_, own) => {
    const number = view.joint(own);
    return mayStart(number) ? [number] : [];
  });
  const administrators = starts.flatMap((principal): AssessedAdministrator[] => {
    const found = graph.nodes[principal]?.administrator ?? null;
    if (found === null) return [];
    const { kind, verdict, edge, withinGuardrails } = found;
    const hop = edge === null ? {} : { hop: hops.add({ from: principal, to: principal, edge }) };
    return [{ principal: view.numberOf(principal), kind, verdict, ...hop, withinGuardrails }];
  });
  const concerned = [...starts, ...view.startsElsewhere.filter(mayStart)];
  const chains: AssessedChain[] = concerned.flatMap((start) => {
    const chain = search.chainFrom(start);
    return chain === null
      ? []
      : [
          {
            from: view.numberOf(start),
            verdict: chain.verdict,
            hops: chain.hops.map((hop) => hops.add(hop)),
          },
        ];
  });
  const fromOutside = outsiderChains(graph, search, isOpenToTenants, ({ role, chain }) =>
    concerns(view, role, chain),
  );
  for (const way of fromOutside) {
    const { outsider, chain, verdict } = way;
    if (isLeftOut(way.role)) continue;
    const first = hops.addEntry(outsider, way.role, way.entry);
    const rest = chain?.hops.map((hop) => hops.add(hop)) ?? [];
    chains.push({ from: null, outsider: outsider.name, verdict, hops: [first, ...rest] });
  }
  const sets = new PrincipalSetTable(view);
  const becomes = view.ownOf(graph.nodes).map((_, own): BecomableSets | null => {
    const found: [string, number][] = search.layers.flatMap((layer) => {
      const set = layer.closure[view.joint(own)];
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
    dataReached: view.ownOf(
      reachedData(accesses, graph.nodes, search.layers[0], actionTable, (number) => view.isOwn(number)),
    ),
    ...(view.others.length === 0 ? {} : { otherPrincipals: view.others }),
    chokePoints:
      chains.length > MOST_CHAINS_FOR_CHOKE_POINTS
        ? null
        : assessedChokePoints(view, concerned, isLeftOut, policyNumberOf),
  };
}

/** Whether a way from outside, by a role and on from it, is one of the account. */
function concerns(view: AccountView, role: number, chain: Chain | null): boolean {
  return view.isOwn(role) || view.isConcerned(chain?.hops ?? []);
}

function assessedChokePoints(
  view: AccountView,
  starts: readonly number[],
  isLeftOut: (principal: number) => boolean,
  policyNumberOf: PolicyNumbering,
): AssessedChokePoints {
  const { graph, search } = view.analysis;
  const outsiders = waysIn(
    graph,
    search,
    (_, role) => !isLeftOut(role) && concerns(view, role, search.chainFrom(role)),
  );
  const { statements, ...answer } = chokePoints(graph, search, outsiders, new Set(starts));
  return {
    ...answer,
    statements: statements.map(({ statement, source, holder }) => ({
      policy: source === null || !view.isOwn(holder) ? null : policyNumberOf(source),
      holder: view.numberOf(holder),
      statement: statement.index,
      ...(source === null || view.isOwn(holder) ? {} : { elsewhere: source.name }),
    })),
  };
}

/** Every step once, however many chains go by it. */
class HopTable {
  readonly hops: AssessedHop[] = [];
  private readonly view: AccountView;
  private readonly policyNumberOf: PolicyNumbering;
  private readonly numbers = new Map<string, number>();
  /** Long chains that end alike share their steps. */
  private readonly numbersOfHops = new Map<Hop, number>();

  constructor(view: AccountView, policyNumberOf: PolicyNumbering) {
    this.view = view;
    this.policyNumberOf = policyNumberOf;
  }

  add(hop: Hop): number {
    return memoised(this.numbersOfHops, hop, () => this.find(hop));
  }

  private find(hop: Hop): number {
    const { from, to, edge } = hop;
    return this.numbered(
      `${from} ${to} ${edge.path} ${edge.outcome} ${edge.after.map(({ what }) => what).join()}`,
      () => {
        const { statements, conditions } = hopEvidence(this.view.analysis.graph, hop);
        const trust = statements
          .filter(({ source }) => source === null)
          .map(({ statement }) => statement.index);
        const byPolicy = new Map<number | null, number[]>();
        const elsewhere = new Map<string, number[]>();
        for (const { source, statement, holder } of statements) {
          if (source === null) continue;
          if (!this.view.isOwn(holder)) append(elsewhere, source.name, statement.index);
          else append(byPolicy, this.policyNumberOf(source), statement.index);
        }
        return {
          from: this.view.numberOf(from),
          to: this.view.numberOf(to),
          path: edge.path,
          name: hopName(this.view.analysis.graph, hop),
          verdict: edge.verdict,
          makesAdministrator: edge.outcome === 'administrator',
          statements: [...byPolicy].flatMap(([policy, indexes]): PolicyStatements[] =>
            policy === null ? [] : [{ policy, statements: indexes }],
          ),
          ...(elsewhere.size === 0
            ? {}
            : {
                elsewhere: [...elsewhere].map(([policy, indexes]) => ({ policy, statements: indexes })),
              }),
          trust,
          conditions,
          needs: edge.needs,
          lifts: preparationInWords(edge, 'takes off'),
          gains: preparationInWords(edge, 'gains'),
        };
      },
    );
  }

  /** The step by which someone outside assumes a role. */
  addEntry(outsider: Outsider, to: number, verdict: AssessedHop['verdict']): number {
    return this.numbered(`${outsider.name} ${to} ${verdict}`, () => {
      const { statements, conditions } = entryEvidence(outsider, to, verdict);
      return {
        from: null,
        to: this.view.numberOf(to),
        path: 'assume role',
        name: ASSUME_THE_ROLE,
        verdict,
        makesAdministrator: false,
        statements: [],
        trust: statements.map(({ statement }) => statement.index),
        conditions,
        needs: [],
        lifts: [],
        gains: [],
      };
    });
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
  private readonly view: AccountView;

  constructor(view: AccountView) {
    this.view = view;
  }

  add(set: IndexSet): number {
    let number = this.numbers.get(set);
    if (number === undefined) {
      const text = indexRunsText(this.view.setOf(set));
      number = this.numbersByText.get(text) ?? this.texts.push(text) - 1;
      this.numbersByText.set(text, number);
      this.numbers.set(set, number);
    }
    return number;
  }
}
