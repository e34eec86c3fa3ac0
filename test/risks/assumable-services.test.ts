import { expect, it } from 'vitest';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';
import table from '../../src/risks/data/assumable-services.json' with { type: 'json' };

it('hold every service that an escalation path has act under a role', () => {
  const known = new Set<unknown>(table.services.map(({ principal }) => principal));
  const trusted = ESCALATION_PATHS.flatMap(({ needs }) => needs['roleTrusts'] ?? []);
  expect(trusted).toContain('athena.amazonaws.com');
  expect(trusted.filter((service) => !known.has(service))).toEqual([]);
});
