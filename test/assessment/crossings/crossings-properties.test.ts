import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import { CrossingCollector } from '../../../src/assessment/crossings/crossing-collector.js';
import { findCrossings } from '../../../src/assessment/crossings/find-crossings.js';
import { findAccountCrossings } from '../../../src/assessment/crossings/find-account-crossings.js';
import { IndexSet } from '../../../src/catalog/index-set.js';
import {
  analyseEscalation,
  type EscalationAnalysis,
} from '../../../src/escalation/graph/analyse-escalation.js';
import { reached } from '../../../src/escalation/graph/targets.js';
import { VERDICTS } from '../../../src/escalation/graph/verdict.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import { ACCOUNT_IDS, randomOrganization, type RandomOrganization } from './random-organizations.js';

interface Read {
  readonly joint: EscalationAnalysis;
  readonly alone: readonly EscalationAnalysis[];
  readonly crossings: readonly string[];
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
  const rows = findCrossings(collector, ACCOUNT_IDS, { catalog, organizationPolicies: organization });
  const crossings = rows.flatMap(
    ({ principals, accounts: into, from, role, verdict, administrator, standing }) => {
      expect(principals.first).toHaveLength(principals.count);
      return principals.first.flatMap((arn) =>
        into.flatMap((account) => {
          const id = ACCOUNT_IDS[account] ?? '';
          const isReturn = from.length === 1 && into.length === 1 && from[0] === account;
          if (arn.includes(`:${id}:`) && !isReturn) return [];
          return `${arn} (${standing}) -> ${id} ${role} ${verdict} ${administrator?.verdict ?? ''}`;
        }),
      );
    },
  );
  return { joint: analyse(...parsed), alone, crossings: crossings.sort() };
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
            if (role.accountId === start.accountId) {
              if (number === offset + own || administrator !== null) return [];
              const atHome = VERDICTS.findIndex((_, each) =>
                jointReach(analysis, each, own).has(number - offset),
              );
              if (atHome >= 0 && atHome <= layer) return [];
            }
            const name = `${role.path}${role.name}`.slice(1);
            return [`${start.arn} (${standing}) -> ${role.accountId ?? ''} ${name} ${VERDICTS[layer] ?? ''}`];
          });
      });
    })
    .sort();
}

describe('crossings', () => {
  it('are those that the analysis of all accounts together finds', () => {
    let count = 0;
    fc.assert(
      fc.property(randomOrganization, (drawn) => {
        const found = read(drawn);
        const rows = found.crossings.map((row) => row.split(' ').slice(0, -1).join(' '));
        count += rows.length;
        expect(rows).toEqual(expected(found));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 100) },
    );
    expect(count).toBeGreaterThan(300);
  }, 600_000);
});
