import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import type { Catalog } from '../catalog/catalog.js';
import type { ResourceType } from '../catalog/resource-type.js';
import { memoised } from '../escalation/graph/grouped.js';
import { capitals, placeholderName } from './placeholder-name.js';

/** What is known of where a policy applies. */
export interface Place {
  readonly partition: string;
  /** Null where only the owner knows. */
  readonly accountId: string | null;
  readonly region: string | null;
}

/** An ARN that names one resource of a type, and what in it the owner has to replace. */
export interface NamedResource {
  readonly arn: string;
  readonly placeholders: readonly FixPlaceholder[];
}

/** Stands for the account where the input does not tell it. */
export const ACCOUNT_PLACEHOLDER: FixPlaceholder = {
  name: 'ACCOUNT_ID',
  meaning: 'The twelve digits of the account in which the policy stands.',
};
const REGION_PLACEHOLDER: FixPlaceholder = {
  name: 'REGION',
  meaning: 'The region of the resources that are meant, such as eu-west-1.',
};

const ARN_SEGMENTS = 5;

/** The types belong to one catalogue, and few patterns stand in the place of many types. */
const known = new WeakMap<ResourceType, Map<string, NamedResource>>();

/**
 * The ARN of one resource of a type, under a wildcard pattern that covers the type: what the pattern says of
 * partition, region and account, then what is known of the place. Of the part that says which resource, the first
 * variable becomes a placeholder; what stands below that resource stays open.
 *
 * @param pattern - the Resource pattern in whose place the ARN is to stand
 */
export function namedResource(
  type: ResourceType,
  pattern: string,
  place: Place,
  catalog: Catalog,
): NamedResource {
  const ofType = memoised(known, type, () => new Map<string, NamedResource>());
  const key = JSON.stringify([pattern, place.partition, place.accountId, place.region]);
  return memoised(ofType, key, () => nameResource(type, pattern, place, catalog));
}

function nameResource(type: ResourceType, pattern: string, place: Place, catalog: Catalog): NamedResource {
  const placeholders: FixPlaceholder[] = [];
  const written = pattern.split(':');
  const filledIn = (segment: number, value: string | null, placeholder: FixPlaceholder | null): string => {
    const own = written[segment] ?? '';
    if (own !== '' && !/[*?$]/.test(own)) return own;
    if (value !== null || placeholder === null) return value ?? '*';
    placeholders.push(placeholder);
    return placeholder.name;
  };
  const segments = type.template.split(':');
  const head = segments.slice(0, ARN_SEGMENTS).join(':');
  const rest = segments.slice(ARN_SEGMENTS).join(':');
  let isFirst = true;
  const fill = (text: string): string =>
    text.replace(/\$\{([^}]*)\}/g, (_whole, variable: string) => {
      if (variable === 'Partition') return filledIn(1, place.partition, null);
      if (variable === 'Region') return filledIn(3, place.region, REGION_PLACEHOLDER);
      if (variable === 'Account') return filledIn(4, place.accountId, ACCOUNT_PLACEHOLDER);
      if (!isFirst) return '*';
      isFirst = false;
      return resourcePlaceholder(placeholderName(type, variable, catalog));
    });
  const resourcePlaceholder = (name: string): string => {
    const form = type.template.replace(/\$\{([^}]*)\}/g, (_whole, variable: string) => variable);
    placeholders.push({
      name,
      meaning: `Which resource of the type ${type.service}:${type.name} is meant; its ARN is ${form}.`,
    });
    return name;
  };
  // A few templates have a bare wildcard where others have a variable.
  const filled = `${fill(head)}:${fill(rest)}`;
  const arn =
    isFirst && rest.includes('*')
      ? filled.replace(/\*(?!.*\*)/, () =>
          resourcePlaceholder(`${capitals(type.service)}_${capitals(type.name)}`),
        )
      : filled;
  return { arn, placeholders };
}

/** Each placeholder once, with the plainest of its meanings. */
export function distinctPlaceholders(placeholders: readonly FixPlaceholder[]): readonly FixPlaceholder[] {
  const byName = new Map<string, FixPlaceholder>();
  for (const each of placeholders) {
    const known = byName.get(each.name);
    if (known === undefined || each.meaning.length < known.meaning.length) byName.set(each.name, each);
  }
  return [...byName.values()];
}
