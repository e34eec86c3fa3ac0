import { IndexSet } from '../catalog/index-set.js';
import type { Statement } from '../policy/policy-document.js';
import { includes, patternSymbols } from '../policy/resource-pattern.js';
import { statementActions } from '../policy/statement-reading.js';
import type { Uses } from './admitted-principals.js';
import type { ResourcePolicy } from './risk-kind.js';

/** Actions on what one pattern of a Resource element matches. */
export interface ResourceUse {
  readonly actions: IndexSet;
  /** Null where the statement has no Resource element: then it is about the resource that holds the policy. */
  readonly pattern: string | null;
}

/** What a policy of a resource lets principals do with it. */
export function resourceUses(policy: ResourcePolicy): Uses<ResourceUse> {
  const { catalog } = policy;
  const variablesKnown = policy.document.version === '2012-10-17';
  return {
    given(allow) {
      const actions = ownActions(allow, policy);
      if (actions.isEmpty) return [];
      return patternsOf(allow)
        .map((pattern) => ({ pattern, actions: actionsOn(pattern, allow, actions, policy) }))
        .filter((use) => !use.actions.isEmpty);
    },
    suiting: (_principal, use) => use,
    divided(use, deny) {
      const denied = use.actions.intersect(statementActions(deny, catalog));
      if (denied.isEmpty || !coversPattern(deny, use.pattern, variablesKnown))
        return { taken: null, left: use };
      const left = use.actions.minus(denied);
      return { taken: { ...use, actions: denied }, left: left.isEmpty ? null : { ...use, actions: left } };
    },
  };
}

/** The actions of a statement that its resource can have anything to do with. */
function ownActions(statement: Statement, { catalog, resource }: ResourcePolicy): IndexSet {
  // What works on no resource cannot be allowed by the policy of one.
  const actions = statementActions(statement, catalog).intersect(catalog.restrictable);
  const service = resource.type === null ? undefined : catalog.service(resource.type.split(':', 1)[0] ?? '');
  return service === undefined ? actions : actions.intersect(IndexSet.range(service.first, service.end));
}

function patternsOf({ resources, notResources }: Statement): readonly (string | null)[] {
  return notResources === null && resources !== null ? [...new Set(resources)] : [null];
}

function actionsOn(
  pattern: string | null,
  statement: Statement,
  actions: IndexSet,
  { judge, document }: ResourcePolicy,
): IndexSet {
  // Some services take shorter forms than ARNs, and what is not known until later may be any.
  if (pattern?.startsWith('arn:') !== true) return actions;
  const variablesKnown = document.version === '2012-10-17';
  const { touched } = judge.judge({ ...statement, resources: [pattern], notResources: null }, variablesKnown);
  return touched.isEmpty ? actions : judge.selection.touchable(actions, touched);
}

/** Whether a Deny is about all that a pattern of an Allow matches. */
function coversPattern(deny: Statement, pattern: string | null, variablesKnown: boolean): boolean {
  if (deny.notResources !== null) return false;
  if (deny.resources === null || deny.resources.includes('*')) return true;
  if (pattern === null) return false;
  const subject = patternSymbols(pattern, variablesKnown, 'constant');
  return deny.resources.some((each) => includes(patternSymbols(each, variablesKnown, 'constant'), subject));
}
