import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import { CrossingCollector } from '../../../src/assessment/crossings/crossing-collector.js';
import { findWays } from '../../../src/assessment/crossings/find-crossings.js';
import { findAccountCrossings } from '../../../src/assessment/crossings/find-account-crossings.js';
import { IndexSet } from '../../../src/catalog/index-set.js';
import {
  analyseEscalation,
  type EscalationAnalysis,
} from '../../../src/escalation/graph/analyse-escalation.js';
import { reached } from '../../../src/escalation/graph/targets.js';
import { VERDICTS } from '../../../src/escalation/graph/verdict.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import sentUnderTags from './sent-under-tags.json' with { type: 'json' };
import oneKind from './one-kind-two-verdicts.json' with { type: 'json' };
import { ACCOUNT_IDS, randomOrganization, type RandomOrganization } from './random-organizations.js';

interface Read {
  readonly joint: EscalationAnalysis;
  readonly alone: readonly EscalationAnalysis[];
  /** `principal (standing) -> account role verdict`, in order. */
  readonly crossings: readonly string[];
  /** How surely principals become administrator by crossing, by ARN. */
  readonly administrators: ReadonlyMap<string, number>;
}

/** Everyone whom principals can become, layer by layer, those who are administrators too. */
function jointReach({ graph, search }: EscalationAnalysis, layer: number, start: number): IndexSet {
  const seen = new Set<number>();
  const queue = [start];
  for (const node of queue) {
    const assumed = graph.nodes[node]?.capabilities.targets('sts:AssumeRole');
    const next = [
      ...(search.layers[layer]?.next[node]?.indexes() ?? []),
      ...(assumed === undefined ? [] : (layer === 0 ? assumed.open : reached(assumed)).indexes()),
    ];
    for (const target of next) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return IndexSet.of([...seen]);
}

function read({ accounts, policies }: RandomOrganization): Read {
  const organization = policies === null ? null : parseOrganizationPolicies(policies);
  const parsed = accounts.map((account) => parseAuthorizationDetails(account));
  const analyse = (...some: typeof parsed) =>
    analyseEscalation(some, new DocumentReader(catalog), organization);
  const alone = parsed.map((account) => analyse(account));
  const collector = new CrossingCollector();
  parsed.forEach((account, place) => {
    const analysis = alone[place];
    if (analysis === undefined) return;
    const found = findAccountCrossings(account, ACCOUNT_IDS[place] ?? '', analysis, () => false);
    // As it comes back from a file.
    collector.add(JSON.parse(JSON.stringify(found)) as typeof found);
  });
  const {
    ways,
    doors: doorsByPort,
    sources,
  } = findWays(collector, { catalog, organizationPolicies: organization });
  const surest = new Map<string, number>();
  const administrators = new Map<string, number>();
  for (const { way, entries, standing, doors, jointly } of ways) {
    for (const { place, group } of entries) {
      expect(group.first).toHaveLength(group.count);
      for (const [layer, set] of doors.entries()) {
        for (const port of set.indexes()) {
          const found = doorsByPort.get(port);
          if (found === undefined || (sources.population.placeOf(port) === place) !== (way === 'back'))
            continue;
          const { role, door } = found;
          const alone = door.administrator === undefined ? 3 : VERDICTS.indexOf(door.administrator.verdict);
          const together = jointly.findIndex((each) => each.has(port));
          const becomes = Math.min(Math.max(alone, layer), together < 0 ? 3 : together);
          for (const arn of group.first) {
            const name = sources.population.fullArn(arn, place);
            const key = `${name} (${standing}) -> ${role.accountId ?? ''} ${role.path}${role.name}`;
            if (way !== 'back') surest.set(key, Math.min(surest.get(key) ?? 3, layer));
            administrators.set(name, Math.min(administrators.get(name) ?? 3, becomes));
          }
        }
      }
    }
  }
  const crossings = [...surest].map(([key, layer]) => `${key} ${VERDICTS[layer] ?? ''}`).sort();
  return { joint: analyse(...parsed), alone, crossings, administrators };
}

/** For each verdict, the roles that are assumed from another account than their own on the ways of a principal. */
function entered({ joint }: Read, start: number): readonly IndexSet[] {
  const { graph } = joint;
  const { principals } = graph.population;
  return VERDICTS.map((_, layer) => {
    const callers = [start, ...jointReach(joint, layer, start).indexes()];
    const roles = callers.flatMap((caller) => {
      const assumed = graph.nodes[caller]?.capabilities.targets('sts:AssumeRole');
      const lifted = graph.nodes[caller]?.edges.filter(
        ({ path, verdict }) => path === 'assume role' && VERDICTS.indexOf(verdict) <= layer,
      );
      const targets = [
        ...(assumed === undefined ? [] : (layer === 0 ? assumed.open : reached(assumed)).indexes()),
        ...(lifted ?? []).flatMap((edge) => edge.targets.indexes()),
      ];
      return targets.filter((target) => principals[target]?.accountId !== principals[caller]?.accountId);
    });
    return IndexSet.of(roles);
  });
}

/** What the crossings are by the analysis of all accounts together. */
function expected(found: Read): readonly string[] {
  const { joint, alone } = found;
  const { principals } = joint.graph.population;
  let first = 0;
  return alone
    .flatMap((analysis) => {
      const { graph, search } = analysis;
      const offset = first;
      first += graph.nodes.length;
      return graph.nodes.flatMap(({ administrator }, own): readonly string[] => {
        const start = principals[offset + own];
        if (start === undefined || start.type === 'group') return [];
        const standing =
          administrator !== null
            ? 'administrator'
            : search.routes[own] == null
              ? 'neither'
              : 'can become administrator';
        const byLayer = entered(found, offset + own);
        return IndexSet.unionOf(byLayer)
          .indexes()
          .flatMap((number) => {
            const role = principals[number];
            const layer = byLayer.findIndex((set) => set.has(number));
            if (role === undefined) return [];
            // Who comes back into the own account is told only where that makes an administrator.
            if (role.accountId === start.accountId) return [];
            const name = `${role.path}${role.name}`;
            return [`${start.arn} (${standing}) -> ${role.accountId ?? ''} ${name} ${VERDICTS[layer] ?? ''}`];
          });
      });
    })
    .sort();
}

/** How surely principals become administrator, at home or by crossing, who are none. */
function administratorsOf({ alone, administrators }: Read): readonly string[] {
  return alone.flatMap(({ graph, search }) =>
    graph.nodes.flatMap(({ administrator }, own) => {
      const start = graph.population.principals[own];
      if (administrator !== null || start === undefined || start.type === 'group') return [];
      const route = search.routes[own] ?? null;
      const atHome = route === null ? 3 : VERDICTS.indexOf(route.verdict);
      return [`${start.arn} ${Math.min(atHome, administrators.get(start.arn) ?? 3)}`];
    }),
  );
}

function jointAdministrators({ joint: { graph, search } }: Read): readonly string[] {
  return graph.nodes.flatMap(({ administrator }, number) => {
    const start = graph.population.principals[number];
    if (administrator !== null || start === undefined || start.type === 'group') return [];
    const route = search.routes[number] ?? null;
    return [`${start.arn} ${route === null ? 3 : VERDICTS.indexOf(route.verdict)}`];
  });
}

describe('crossings, found from what is kept of each account', () => {
  it('are those that the analysis of all accounts together finds', () => {
    let count = 0;
    fc.assert(
      fc.property(randomOrganization, (drawn) => {
        const found = read(drawn);
        count += found.crossings.length;
        expect(found.crossings).toEqual(expected(found));
        expect(administratorsOf(found)).toEqual(jointAdministrators(found));
      }),
      { numRuns: 100 },
    );
    expect(count).toBeGreaterThan(100);
  }, 600_000);

  it('are so where what must be sent along is allowed under a tag, which nobody changes from another account', () => {
    const found = read(sentUnderTags);
    expect(found.crossings).toEqual(expected(found));
    expect(found.crossings.filter((each) => each.includes('-> 333344445555 /team/three'))).toEqual([]);
  });

  it('are so where kinds of leavers reach each other as surely as not, but doors less surely', () => {
    const found = read(oneKind);
    expect(found.crossings).toEqual(expected(found));
    expect(found.crossings).toContain(
      'arn:aws:iam::222233334444:role/one (neither) -> 111122223333 /one conditional',
    );
  });
});
