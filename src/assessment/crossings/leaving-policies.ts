import { layersOf, type EffectiveAccess } from '../../access/effective-access.js';
import type { EscalationAnalysis } from '../../escalation/graph/analyse-escalation.js';
import { surenessOf } from '../../escalation/graph/edge.js';
import { isTagOfTarget } from '../../escalation/graph/target-facts.js';
import { ASSUMING } from '../../escalation/graph/trust-statements.js';
import type { Verdict } from '../../escalation/graph/verdict.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { assumingActions, assumingPolicies, type PolicyJson } from './assuming-statements.js';

/** What the policies of a principal say of assuming roles of other accounts. */
export interface LeavingPolicies {
  readonly policies: readonly PolicyJson[];
  readonly boundary: PolicyJson | 'unknown' | null;
  /** How sure it is of what it must take off or gain first. */
  readonly after: Verdict;
}

/** How a principal's policies may let it assume roles of other accounts: as they are, and after what it can take off or gain. */
export function leavingPolicies(
  { graph }: Pick<EscalationAnalysis, 'graph'>,
  principal: number,
  accountId: string,
): readonly LeavingPolicies[] {
  const node = graph.nodes[principal];
  if (node === undefined) return [];
  const { access } = node.capabilities;
  const asTheyAre = policiesOf(access, accountId, 'confirmed');
  const prepared = [...node.lifted, ...(node.gained === null ? [] : [node.gained])].flatMap((each) =>
    policiesOf(each.capabilities.access, accountId, surenessOf(each.steps)),
  );
  return [...asTheyAre, ...prepared];
}

function policiesOf(access: EffectiveAccess, accountId: string, after: Verdict): readonly LeavingPolicies[] {
  const action = access.catalog.actionIndex(ASSUMING);
  if (action === undefined) return [];
  const isAbout = ({ actions }: StatementReading) => actions.has(action);
  // Resource control policies are those of the role's account.
  const layers = layersOf(access).filter(({ kind }) => kind !== 'resourceControlPolicy');
  if (!access.allows.some((entry) => isAbout(entry) && mayBeElsewhere(entry, accountId))) return [];
  if (!layers.every(({ allows }) => allows.some(isAbout))) return [];
  const decisive = access.catalog.setOf(assumingActions(false));
  const testsTags = [access, ...layers].some(({ allows, denies }) =>
    [...allows, ...denies].some(
      ({ actions, conditions }) =>
        actions.intersects(decisive) && conditions.some(({ key }) => isTagOfTarget(key)),
    ),
  );
  const actions = assumingActions(testsTags);
  return [
    {
      policies: assumingPolicies(
        access.sources.map(({ stored }) => stored),
        actions,
      ),
      boundary: boundaryOf(access, actions),
      after,
    },
  ];
}

function boundaryOf(
  { boundary, actor }: EffectiveAccess,
  actions: readonly string[],
): LeavingPolicies['boundary'] {
  if (boundary === 'none') return null;
  const document = boundary === 'unknown' ? null : (actor.permissionsBoundary?.policy?.document ?? null);
  return (document === null ? undefined : assumingPolicies([document], actions)[0]) ?? 'unknown';
}

/** Whether a statement may be about roles of other accounts. */
function mayBeElsewhere({ coverage }: StatementReading, accountId: string): boolean {
  return (
    coverage.everything ||
    coverage.inverted ||
    coverage.patterns.some(({ text }) => text.split(':')[4] !== accountId)
  );
}
