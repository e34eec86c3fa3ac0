import type { IndexSet } from '../../catalog/index-set.js';
import type { EscalationAnalysis } from '../../escalation/graph/analyse-escalation.js';
import { becomeClosure } from '../../escalation/graph/become-closure.js';
import { reached } from '../../escalation/graph/targets.js';
import { ASSUMING } from '../../escalation/graph/trust-statements.js';

/**
 * Whom each principal can become at home, for each verdict. In the graph no way leads on from those who surely are
 * administrators, because they are where ways end; out of the account, it counts which roles they can assume.
 */
export function homeClosures({ graph, search }: EscalationAnalysis): readonly (readonly IndexSet[])[] {
  const assumed = graph.nodes.map(({ administrator, capabilities }) =>
    administrator?.verdict === 'confirmed' ? capabilities.targets(ASSUMING) : null,
  );
  return search.layers.map(({ next, verdict }) =>
    becomeClosure(
      next.map((set, number) => {
        const targets = assumed[number] ?? null;
        if (targets === null) return [set];
        return [set, verdict === 'confirmed' ? targets.open : reached(targets)];
      }),
    ),
  );
}
