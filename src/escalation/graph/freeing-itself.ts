import { IndexSet } from '../../catalog/index-set.js';
import { Capabilities, WRITING_POLICIES } from './capabilities.js';
import { ceilingOf, holdsEverything, type Fullness } from './ceiling.js';
import { edge, edgeAfter, surenessOf, type Edge } from './edge.js';
import { lifted, type Lifted, type LiftingStep } from './lifting.js';
import { stepsFreeing, stepsNeeded } from './needed-steps.js';
import { newPrincipalEdges } from './new-principals.js';
import { outwardEdges, ownEdges } from './path-edges.js';
import type { Population } from './population.js';
import type { Standing } from './standing.js';
import { bothReach, conditionally, type Targets } from './targets.js';
import { leastSure } from './verdict.js';

/** What a principal can do after it took off something that holds it back. */
export interface LiftedStage {
  readonly capabilities: Capabilities;
  readonly steps: readonly LiftingStep[];
  /** Those whose policies it writes then. */
  readonly written: Targets;
  /** The steps that it needs for that. */
  readonly stepsToWrite: readonly LiftingStep[];
}

/** What a principal gains by each step of taking off what holds it back; none where there is nothing that it could take off. */
export function freedFrom({ access, self, population }: Capabilities, standing: Standing): readonly Freed[] {
  if (access.boundary === 'none' && access.denies.length === 0) return [];
  return lifted(access, self, population, standing.reader).map((stage) =>
    freedAt(stage, self, population, standing),
  );
}

/** What a principal gains by one step of taking off what holds it back, after those before it. */
export interface Freed {
  readonly stage: LiftedStage;
  readonly own: readonly Edge[];
  /** By which it makes somebody else. */
  readonly making: () => readonly Edge[];
  readonly outward: () => readonly Edge[];
}

function freedAt(change: Lifted, self: number, population: Population, standing: Standing): Freed {
  const { steps } = change;
  const last = steps.at(-1);
  const capabilities = new Capabilities(change.access, self, population);
  const ceiling = ceilingOf(change.access);
  const freed = {
    ...standing,
    ceilings: withSelf(standing.ceilings, self, ceiling),
    attaining: ceiling === 'open' ? withSelf(standing.attaining, self, ceiling) : standing.attaining,
  };
  // An edge that does not need the last step is there without.
  const after = (each: Edge): readonly Edge[] => {
    const needed = stepsNeeded(steps, each, self, change.access.catalog);
    return needed.at(-1) === last ? [edgeAfter(each, needed)] : [];
  };
  return {
    stage: stageAfter(change, capabilities, standing),
    own: [...liftingEdge(change, self), ...ownEdges(capabilities, freed).flatMap(after)],
    making: () => newPrincipalEdges(change.access, self, population).flatMap(after),
    outward: () => outwardEdges(capabilities, freed).flatMap(after),
  };
}

/** What a principal can do after some steps, and whose policies it writes then. */
function stageAfter(
  { access: { catalog }, steps }: Lifted,
  capabilities: Capabilities,
  { attaining }: Standing,
): LiftedStage {
  const written = bothReach(capabilities.rewritable(), attaining);
  const stepsToWrite = stepsFreeing(steps, catalog.setOf(WRITING_POLICIES), catalog);
  const isSure = surenessOf(stepsToWrite) === 'confirmed';
  return { capabilities, steps, written: isSure ? written : conditionally(written), stepsToWrite };
}

/** Taking off a restriction is itself the last step where everything is held without it. */
function liftingEdge({ access, steps }: Lifted, self: number): readonly Edge[] {
  const fullness = holdsEverything(access);
  const last = steps.at(-1);
  if (fullness === 'closed' || last === undefined) return [];
  const verdicts = steps.map(({ verdict }) => verdict);
  return [
    edge(
      last.path,
      leastSure([...verdicts, fullness === 'open' ? 'confirmed' : 'conditional']),
      'administrator',
      IndexSet.of([self]),
      [],
      steps,
    ),
  ];
}

function withSelf({ open, conditional }: Targets, self: number, fullness: Fullness): Targets {
  const myself = IndexSet.of([self]);
  return {
    open: fullness === 'open' ? open.union(myself) : open.minus(myself),
    conditional: fullness === 'conditional' ? conditional.union(myself) : conditional.minus(myself),
  };
}
