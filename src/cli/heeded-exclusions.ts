import type { Exclusions } from '../assessment/exclusions.js';
import { isUnnamedPolicy } from './policy-input.js';

/**
 * The exclusions as far as they are about what a file holds. A policy is not called what its file is called:
 * `AdministratorAccess.json` may hold what is to replace that policy, and rules about names would hide it.
 */
export function heededExclusions(value: unknown, exclusions: Exclusions | undefined): Exclusions | undefined {
  if (exclusions === undefined || !isUnnamedPolicy(value)) return exclusions;
  return { ...exclusions, policies: [], roles: [], users: [], groups: [] };
}
