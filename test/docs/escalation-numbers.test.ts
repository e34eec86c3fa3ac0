import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { scanPolicy } from '../../src/assessment/scan-policy.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const all = ESCALATION_PATHS.length;
const legacy = ESCALATION_PATHS.filter(({ legacyName }) => legacyName !== null).length;

/** The names under which paths are reported for a policy that allows everything. */
const reported = scanPolicy(
  { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  { catalog: loadCatalog() },
).escalationPaths;

test.each([
  ['README.md', `[${all} paths](docs/escalation-paths.md)`],
  [
    'README.md',
    `**${reported.length - legacy} more escalation paths** than the ${legacy} of 0.9.1 ([how that makes ${all}](docs/escalation-paths.md))`,
  ],
  ['docs/differences-from-0.9.1.md', `| ${legacy} escalation paths. `],
  [
    'docs/differences-from-0.9.1.md',
    `and ${reported.length - legacy} more under the ids of the published catalogue ([how that makes ${all}](escalation-paths.md))`,
  ],
  ['CHANGELOG.md', `[${all} escalation paths](docs/escalation-paths.md), the ${legacy} of 0.9.1 among them`],
  [
    'docs/escalation-paths.md',
    `so ${reported.length} can be reported: the ${legacy}, and ${reported.length - legacy} more. A policy that allows everything has all ${reported.length}.`,
  ],
])('%s counts the paths as they are: %s', (path, words) => {
  expect(textOf(path)).toContain(words);
});

test('what 0.9.1 knew is reported under its names', () => {
  expect(reported.filter(({ legacyName }) => legacyName !== null).length).toBe(legacy);
  expect(reported.reduce((sum, { sameActionsAs }) => sum + 1 + sameActionsAs.length, 0)).toBe(all);
});
