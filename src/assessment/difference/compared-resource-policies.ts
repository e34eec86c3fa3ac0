import { IndexSet } from '../../catalog/index-set.js';
import { append } from '../../escalation/graph/grouped.js';
import type { ResourcePolicy, ResourceRiskKind } from '../../risks/risk-kind.js';
import type { RiskChange } from './access-difference.js';

/**
 * Who is let into a resource by one policy and not by the other, or may do more by it, as far as a scan would find it.
 * Those who gained the same stand together.
 */
export function openingsOnlyIn(
  policy: ResourcePolicy | null,
  other: ResourcePolicy | null,
  kinds: readonly ResourceRiskKind[],
): readonly RiskChange[] {
  if (policy === null) return [];
  const { catalog } = policy;
  return kinds.flatMap((kind): readonly RiskChange[] => {
    const before = other === null ? null : actionsByTrusted(kind, other);
    const gained = new Map<string, string[]>();
    for (const [trusted, actions] of actionsByTrusted(kind, policy)) {
      const more = actions.minus(before?.get(trusted) ?? IndexSet.empty);
      if (!more.isEmpty) append(gained, more.indexes().join(' '), trusted);
    }
    const { id, title, severity } = kind;
    return Array.from(gained, ([actions, trusted]) => ({
      kind: id,
      title,
      severity,
      actions: actions.split(' ').map((action) => catalog.actionName(Number(action))),
      paths: [],
      services: [],
      trusted,
    }));
  });
}

/** A finding is about all statements together, so each is judged apart: not all whom it names may do all it names. */
function actionsByTrusted(kind: ResourceRiskKind, policy: ResourcePolicy): ReadonlyMap<string, IndexSet> {
  const { document } = policy;
  const denies = document.statements.filter(({ effect }) => effect === 'Deny');
  const found = new Map<string, IndexSet>();
  for (const statement of document.statements) {
    if (statement.effect === 'Deny') continue;
    const alone = { ...document, statements: [statement, ...denies] };
    for (const { extended, trusted, actions } of kind.assess({ ...policy, document: alone })) {
      if (extended) continue;
      for (const name of trusted) found.set(name, (found.get(name) ?? IndexSet.empty).union(actions));
    }
  }
  return found;
}
