import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { Strategy } from './change.js';
import { companionOf } from './companion-risk.js';
import { escalationLimits, escalationRemovals } from './escalation-limits.js';
import type { Circumstances, JudgedDocument, Risk } from './judged-document.js';
import { limitActions, type Limits, type Writing } from './limit-actions.js';
import { writeOutServices } from './write-out-services.js';

/** From what reads best to what is shortest. */
export const WRITINGS: readonly Writing[] = [
  { spelling: 'names', types: 'all' },
  { spelling: 'beginnings', types: 'all' },
  { spelling: 'beginnings', types: 'required' },
];

/** Ways to do one thing, from what reads best to what is shortest. */
export interface Ways {
  readonly strategies: readonly Strategy[];
  /** Whether it helps only where the policy keeps within the length that AWS allows. */
  readonly mustFit: boolean;
  /** What they remove besides the risk. */
  readonly companion: Risk | null;
}

/** Changes of an identity policy that may remove a risk, the mildest first, each in several ways of writing. */
export function identityStrategies(
  judged: JudgedDocument,
  risk: Risk,
  circumstances: Circumstances,
): readonly Ways[] {
  const { catalog } = circumstances;
  if (risk.kind === 'ServiceWildcard') {
    const spellings = ['names', 'beginnings'] as const;
    const strategies = spellings.map(
      (spelling) => () => writeOutServices(judged, risk, spelling, circumstances),
    );
    return [{ strategies, mustFit: false, companion: null }];
  }
  const limiting = (limits: Limits, companion: Risk | null = null): Ways => ({
    strategies: WRITINGS.map((writing) => () => limitActions(judged, limits, writing, circumstances)),
    // A long list of what is left out would only say that the policy should be written anew.
    mustFit: limits.narrowed.isEmpty,
    companion,
  });
  if (risk.kind === 'PrivilegeEscalation') {
    const limits = escalationLimits(risk, catalog);
    return [
      limiting(limits),
      limiting({ ...limits, narrowed: (risk.actions ?? IndexSet.empty).intersect(catalog.restrictable) }),
      limiting(escalationRemovals(risk, catalog)),
    ];
  }
  const actions = risk.actions ?? IndexSet.empty;
  const limits = limitsOf(actions, catalog);
  const companion = companionOf(judged, risk, catalog);
  return [
    ...(companion?.actions == null
      ? []
      : [limiting({ ...limits, narrowed: limits.narrowed.union(companion.actions) }, companion)]),
    limiting(limits),
    limiting({ narrowed: IndexSet.empty, removed: actions, passedTo: null }),
  ];
}

/** Actions are confined where that is possible, and taken away where it is not. */
export function limitsOf(actions: IndexSet, catalog: Catalog): Limits {
  const narrowed = actions.intersect(catalog.restrictable);
  return { narrowed, removed: actions.minus(narrowed), passedTo: null };
}
