import table from './data/actions-without-resource-owner.json' with { type: 'json' };

/** Condition keys that say who owns the resource. */
export const OWNER_KEYS: readonly string[] = table.keys.map((key) => key.toLowerCase());
/** Services whose requests have none of them. */
export const SERVICES_WITHOUT_OWNER: readonly string[] = table.services;
/** Actions of other services whose requests have none of them. */
export const ACTIONS_WITHOUT_OWNER: readonly string[] = table.actions;

const actions = new Set(ACTIONS_WITHOUT_OWNER.map((action) => action.toLowerCase()));

/** Whether requests of an action have none of the keys. */
export function lacksOwner(action: string): boolean {
  const lowerCase = action.toLowerCase();
  return actions.has(lowerCase) || SERVICES_WITHOUT_OWNER.includes(lowerCase.split(':', 1)[0] ?? '');
}
