import { IndexSet } from '../../catalog/index-set.js';
import type { EscalationAnalysis } from '../../escalation/graph/analyse-escalation.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';

/** What a principal can act as, and whose permissions that lets it rewrite. */
interface Powers {
  readonly acts: IndexSet;
  readonly writes: IndexSet;
  /** Whether it is or becomes administrator without anybody else. */
  readonly isAdministrator: boolean;
}

/**
 * Tells which doors make an administrator together: whoever can be both rewrites by the one the permissions of the
 * other.
 */
export class JointAdministrators {
  private readonly analysis: EscalationAnalysis;
  private readonly doors: readonly number[];
  private readonly powersByVerdict = VERDICTS.map(() => new Map<number, Powers>());
  private readonly writers: readonly (readonly number[])[];

  /** @param doors - numbers of the roles that are doors */
  constructor(analysis: EscalationAnalysis, doors: readonly number[]) {
    this.analysis = analysis;
    this.doors = doors;
    this.writers = VERDICTS.map((_, layer) =>
      doors.filter((door) => !this.powers(door, layer).writes.isEmpty),
    );
  }

  /** For each verdict the doors with which a principal is administrator though neither is so alone. */
  with(principal: number): readonly (readonly number[])[] {
    return VERDICTS.map((_, layer) => {
      const own = this.powers(principal, layer);
      if (own.isAdministrator) return [];
      const others = own.writes.isEmpty ? (this.writers[layer] ?? []) : this.doors;
      return others.filter((door) => {
        const other = this.powers(door, layer);
        if (door === principal || other.isAdministrator) return false;
        return own.writes.intersects(other.acts) || other.writes.intersects(own.acts);
      });
    });
  }

  private powers(principal: number, layer: number): Powers {
    return memoised(this.powersByVerdict[layer] ?? new Map<number, Powers>(), principal, () => {
      const { graph, search } = this.analysis;
      const surest = search.surestVerdict(principal);
      const isAdministrator = surest !== null && VERDICTS.indexOf(surest) <= layer;
      const become = search.layers[layer]?.closure[principal] ?? IndexSet.empty;
      const acts = become.union(IndexSet.of([principal]));
      const writes = acts.indexes().map((number) => {
        const { open, conditional } = graph.nodes[number]?.rewritable ?? NOBODY;
        return VERDICTS[layer] === 'confirmed' ? open : open.union(conditional);
      });
      return { acts, writes: isAdministrator ? IndexSet.empty : IndexSet.unionOf(writes), isAdministrator };
    });
  }
}

const NOBODY = { open: IndexSet.empty, conditional: IndexSet.empty };
