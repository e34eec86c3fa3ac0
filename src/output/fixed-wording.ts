import type { FixedFinding, RiskKindDescription } from '../assessment/assessment.js';

/** What was fixed: the kind of risk by its title, by its id where this version does not know it. */
export function fixedKindTitle(
  { kind }: Pick<FixedFinding, 'kind'>,
  kinds: readonly Pick<RiskKindDescription, 'id' | 'title'>[],
): string {
  return kinds.find(({ id }) => id === kind)?.title ?? kind ?? 'unknown kind';
}

/** What it was fixed on; by its id where the earlier findings do not say, as those of an organisation do not. */
export function fixedSubject({ id, on, name }: Pick<FixedFinding, 'id' | 'on' | 'name'>): string {
  if (name === undefined) return `finding ${id}`;
  if (on === 'resource-policy') return `resource policy ${name}`;
  return on === 'trust-policy' ? `trust policy of ${name}` : name;
}
