import { organizationPlaces, type OrganizationPlaces } from '../account/organization-place.js';
import type { GuardrailsFile } from '../aws/guardrails-file.js';
import { jsonObject } from './run-objects.js';

/**
 * The tree of an organisation, as far as it tells where accounts stand: nothing but ids, because every scan reads it. A
 * role may trust any account of the organisation under the condition that it stands in some place there, so what
 * concerns one account is not enough.
 */
export function treeObject({ id, roots, units, accounts }: GuardrailsFile['organization']): Buffer {
  const placed = (nodes: readonly { readonly id: string; readonly parentId: string }[]) =>
    nodes.map((node) => ({ id: node.id, parentId: node.parentId }));
  return jsonObject({
    id,
    roots: roots.map((root) => ({ id: root.id })),
    units: placed(units),
    accounts: placed(accounts),
  });
}

/** @throws {InputError} if this is no such tree */
export function parsePlaces(input: unknown): OrganizationPlaces {
  return organizationPlaces(input, []);
}
