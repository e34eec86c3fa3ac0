import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import { attainableBy } from './attainable.js';
import { Capabilities, CHOOSING_VERSION } from './capabilities.js';
import { ceilingOf, holdsEverything, type Fullness } from './ceiling.js';
import { edgeAfter, type Edge } from './edge.js';
import { freedFrom, type LiftedStage } from './freeing-itself.js';
import { FreeingOthers, rewritableAsItIs, type FreedOthers } from './freeing-others.js';
import { gained, type Gained } from './gaining.js';
import { edgesOfJoining, edgesOfTakingUp } from './joined-groups.js';
import { memoised } from './grouped.js';
import { stepsNeeded } from './needed-steps.js';
import { newPrincipalEdges } from './new-principals.js';
import { OlderVersions } from './older-versions.js';
import { edgesAbroad, outwardEdges, ownEdges } from './path-edges.js';
import type { Population } from './population.js';
import { PUTTING_INTO_GROUP, usersPutIntoGroups } from './putting-into-groups.js';
import type { Standing } from './standing.js';
import { bothReach, eitherReaches, reached, reachesNothing, type Targets } from './targets.js';
import { ASSUMING } from './trust-statements.js';
import { leastSure, type Verdict } from './verdict.js';

/** Why a principal counts as administrator. */
export interface Administrator {
  /** `holds everything`, or `grants itself everything` by the edge given. */
  readonly kind: 'holds everything' | 'grants itself everything';
  readonly verdict: Verdict;
  readonly edge: Edge | null;
  /** Whether its organisation's policies keep something from it all the same. */
  readonly withinGuardrails: boolean;
}

/** A principal of the graph with everything that starts at it. */
export interface GraphNode {
  readonly capabilities: Capabilities;
  /** What it could do after each step of taking off what holds it back: with a policy goes what that allows. */
  readonly lifted: readonly LiftedStage[];
  /** What it could do after giving itself what it can, though that is not everything; null where that changes nothing. */
  readonly gained: Gained | null;
  readonly administrator: Administrator | null;
  /** What it could do before it gave itself everything, for the reasons of that: nothing else starts there. */
  readonly beforeGrant: Pick<GraphNode, 'lifted' | 'gained'> | null;
  /** Of those who hold everything only such as lead into other accounts: those at home would say nothing. */
  readonly edges: readonly Edge[];
  /** Principals it can rewrite the permissions of and that could then do everything. */
  readonly rewritable: Targets;
  /** Those of them whose policies it writes. */
  readonly written: Targets;
  /** Those to whom it gives everything otherwise, by the way that does it. */
  readonly freed: readonly FreedOthers[];
  /** Those whose policies it writes to some effect only after something has been taken off them, by the way of that. */
  readonly unlocked: readonly FreedOthers[];
}

/** Who can become whom. */
export interface EscalationGraph {
  readonly population: Population;
  readonly nodes: readonly GraphNode[];
}

/** Draws every edge between the principals. */
export function escalationGraph(
  population: Population,
  accesses: readonly EffectiveAccess[],
  reader: EffectiveAccessReader,
): EscalationGraph {
  const heldBackByBoundary = gradedSet(accesses, (access) =>
    access.boundary === 'none'
      ? 'closed'
      : holdsEverything({ ...access, boundary: 'none', reach: access.granted }),
  );
  const standing: Standing = {
    reader,
    holdEverything: gradedSet(accesses, holdsEverything),
    ceilings: gradedSet(accesses, ceilingOf),
    attaining: gradedSet(accesses, (access, self) => attainableBy(access, self, population, reader)),
    heldBackByBoundary,
    canAssumeRoles: rolesAssumed(accesses, population),
    freeing: new FreeingOthers(accesses, population, reader, heldBackByBoundary),
    olderVersions: new OlderVersions(accesses, population, reader),
  };
  const nodes = accesses.map((access, self) =>
    graphNode(new Capabilities(access, self, population), standing),
  );
  return { population, nodes };
}

/** Asked of few: roles that are passed so that a service assumes others with them. */
function rolesAssumed(
  accesses: readonly EffectiveAccess[],
  population: Population,
): Standing['canAssumeRoles'] {
  const known = new Map<number, boolean>();
  return (principal) =>
    memoised(known, principal, () => {
      const access = accesses[principal];
      return (
        access !== undefined &&
        !reachesNothing(new Capabilities(access, principal, population).targets(ASSUMING))
      );
    });
}

/** A node at which nothing starts. */
export function nodeWithoutEdges(capabilities: Capabilities, written: Targets): GraphNode {
  return {
    capabilities,
    lifted: [],
    gained: null,
    administrator: null,
    beforeGrant: null,
    edges: [],
    rewritable: written,
    written,
    freed: [],
    unlocked: [],
  };
}

function graphNode(capabilities: Capabilities, standing: Standing): GraphNode {
  const { access, self, population } = capabilities;
  const { holdEverything, attaining } = standing;
  const none = nodeWithoutEdges(capabilities, attaining);
  if (holdEverything.open.has(self))
    return {
      ...none,
      administrator: administratorOf(access, 'holds everything', 'confirmed', null),
      edges: edgesAbroad(capabilities),
    };
  const freeing = freedFrom(capabilities, standing);
  const asItIs = ownEdges(capabilities, standing);
  const rewriting = [...asItIs, ...freeing.flatMap(({ own }) => own)];
  const isSure = rewriting.some(({ targets, verdict }) => verdict === 'confirmed' && targets.has(self));
  const gaining = isSure ? null : gainedBy(capabilities, standing, asItIs);
  const making = isSure
    ? []
    : [...newPrincipalEdges(access, self, population), ...freeing.flatMap((each) => each.making())];
  const own = [...rewriting, ...making, ...(gaining?.own ?? [])];
  const [grant = null] = own.filter(({ targets }) => targets.has(self)).sort(bySureness);
  const lifted = freeing.map(({ stage }) => stage);
  if (grant?.verdict === 'confirmed')
    return {
      ...none,
      administrator: administratorOf(access, 'grants itself everything', 'confirmed', grant),
      beforeGrant: { lifted, gained: gaining?.gained ?? null },
      edges: [...own, ...edgesAbroad(capabilities)],
    };
  const holding = holdEverything.conditional.has(self);
  const administrator = holding
    ? administratorOf(access, 'holds everything', 'conditional', null)
    : grant?.verdict === 'conditional'
      ? administratorOf(access, 'grants itself everything', 'conditional', grant)
      : null;
  const writable = capabilities.rewritable();
  const written = bothReach(writable, attaining);
  const freed = reachingSomeone([
    ...standing.freeing.freedBy(capabilities),
    { action: CHOOSING_VERSION, onBoundary: false, targets: standing.olderVersions.givenBy(capabilities) },
    { action: PUTTING_INTO_GROUP, onBoundary: false, targets: usersPutIntoGroups(capabilities, standing) },
  ]);
  const unlocked = reachingSomeone(
    standing.freeing
      .unlockedBy(capabilities)
      .map((each) => ({ ...each, targets: bothReach(each.targets, writable) })),
  );
  const outward = outwardEdges(capabilities, standing);
  return {
    capabilities,
    lifted,
    gained: gaining?.gained ?? null,
    administrator,
    beforeGrant: null,
    edges: [
      ...own,
      ...outward,
      ...freeing.flatMap(({ outward: onward }) => onward()),
      ...(gaining?.outward([...making, ...outward]) ?? []),
    ],
    rewritable: lifted
      .map((stage) => stage.written)
      .reduce(eitherReaches, rewritableAsItIs(written, [...freed, ...unlocked])),
    written,
    freed,
    unlocked,
  };
}

function reachingSomeone(freed: readonly FreedOthers[]): readonly FreedOthers[] {
  return freed.filter(({ targets }) => !reachesNothing(targets));
}

/**
 * What a principal gains that can give itself more, but not everything; null where there is nothing of that. The edges
 * to others depend on those that it has without.
 *
 * @param asItIs - by which it gives itself everything without
 */
function gainedBy(
  capabilities: Capabilities,
  standing: Standing,
  asItIs: readonly Edge[],
): {
  readonly gained: Gained;
  readonly own: readonly Edge[];
  readonly outward: (before: readonly Edge[]) => readonly Edge[];
} | null {
  const change = gained(capabilities, standing);
  if (change === null) return null;
  const { access, self, population } = change.capabilities;
  const after = (each: Edge) => edgeAfter(each, stepsNeeded(change.steps, each, self, access.catalog));
  if (reached(standing.ceilings).has(self)) {
    const more = (edgesOf: (of: Capabilities) => readonly Edge[], others: readonly Edge[]) =>
      edgesOfTakingUp(edgesOf, others, change);
    return {
      gained: change,
      own: more((of) => ownEdges(of, standing), asItIs),
      outward: (before) => {
        const added = more((of) => outwardEdges(of, standing), before);
        return [...added, ...edgesOfJoining([...before, ...added], change, standing)];
      },
    };
  }
  return {
    gained: change,
    own: [...ownEdges(change.capabilities, standing), ...newPrincipalEdges(access, self, population)].map(
      after,
    ),
    outward: () => outwardEdges(change.capabilities, standing).map(after),
  };
}

function administratorOf(
  access: EffectiveAccess,
  kind: Administrator['kind'],
  verdict: Verdict,
  edge: Edge | null,
): Administrator {
  const withinGuardrails = access.guardrails.some(
    ({ reach }) => !reach.unrestricted.includes(access.catalog.all),
  );
  return { kind, verdict, edge, withinGuardrails };
}

function gradedSet(
  accesses: readonly EffectiveAccess[],
  judge: (access: EffectiveAccess, principal: number) => Fullness,
): Targets {
  const members = { open: [] as number[], conditional: [] as number[] };
  accesses.forEach((access, index) => {
    const fullness = judge(access, index);
    if (fullness !== 'closed') members[fullness].push(index);
  });
  return { open: IndexSet.of(members.open), conditional: IndexSet.of(members.conditional) };
}

function bySureness(a: Edge, b: Edge): number {
  if (a.verdict === b.verdict) return a.after.length - b.after.length;
  return leastSure([a.verdict, b.verdict]) === b.verdict ? -1 : 1;
}
