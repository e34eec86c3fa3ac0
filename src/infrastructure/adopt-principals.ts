import type { AccountDraft } from './account-draft.js';
import type { DraftPrincipal } from './draft.js';

/**
 * Of drafts that are for one account, gives what one attaches to a principal that it does not declare to the draft that
 * declares it, so that the principal is judged by all that it holds.
 */
export function adoptPrincipals(drafts: readonly AccountDraft[]): void {
  const owners = declaredPrincipals(drafts);
  const adopted = new Map<DraftPrincipal, DraftPrincipal>();
  for (const draft of drafts) {
    const foreign = draft.principals.filter(({ isDeclared }) => !isDeclared);
    for (const principal of foreign) {
      const owner = owners.get(keyOf(principal));
      if (owner == null) continue;
      owner.inline.push(...principal.inline);
      owner.attached.push(...principal.attached);
      owner.instanceProfiles.push(...principal.instanceProfiles);
      for (const group of principal.groups) owner.groups.add(group);
      adopted.set(principal, owner);
      draft.release(principal);
    }
  }
  for (const { groups } of drafts.flatMap(({ principals }) => principals)) {
    const foreign = [...groups].filter((group) => adopted.has(group));
    for (const group of foreign) {
      groups.delete(group);
      groups.add(adopted.get(group) ?? group);
    }
  }
}

/** By type and name; null where several drafts declare one of a name, so that it is not clear which is meant. */
function declaredPrincipals(drafts: readonly AccountDraft[]): ReadonlyMap<string, DraftPrincipal | null> {
  const owners = new Map<string, DraftPrincipal | null>();
  for (const principal of drafts.flatMap(({ principals }) => principals)) {
    const key = keyOf(principal);
    if (principal.isDeclared) owners.set(key, owners.has(key) ? null : principal);
  }
  return owners;
}

function keyOf({ type, name }: DraftPrincipal): string {
  return `${type} ${name.toLowerCase()}`;
}
