import type { ResourcePolicies } from '../account/resource-policies.js';
import type { Catalog } from '../catalog/catalog.js';
import { unfitResource } from './unfit-resource.js';

/** What a question about any resource comes to, whoever is asked. */
export interface AskedResources {
  /**
   * The resources that have a policy, and those that their policies speak of, or leave out, as far as the action works
   * on them. A wildcard stands for itself: what a wider pattern matches it matches too.
   */
  readonly named: readonly string[];
  /** Whether the action uses a key, which is used only as its own policy lets. */
  readonly isOnKey: boolean;
}

/** A bucket, whose policy is about its objects as well, named or not. */
const OF_BUCKET = /^arn:[^:]+:s3:::[^/]+$/;
const ANY_KEY = 'arn:aws:kms:*:*:key/*';

/** Works it out once for a question: every principal is asked the same. */
export function askedResources(
  action: string,
  resourcePolicies: ResourcePolicies,
  catalog: Catalog,
): AskedResources {
  const named = [...resourcePolicies].flatMap(([arn, { statements }]) => [
    arn,
    ...(OF_BUCKET.test(arn) ? [`${arn}/*`] : []),
    ...statements.flatMap(({ resources, notResources }) => [...(resources ?? []), ...(notResources ?? [])]),
  ]);
  return {
    named: [...new Set(named)].filter(
      (resource) => resource !== '*' && unfitResource(action, resource, catalog) === null,
    ),
    isOnKey: action.startsWith('kms:') && unfitResource(action, ANY_KEY, catalog) === null,
  };
}
