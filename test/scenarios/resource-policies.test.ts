import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/account/account.js';
import { DocumentStore } from '../../src/account/document-store.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { assess } from '../../src/assessment/assess.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { catalog } from './policy-scenario.js';

/** What is to be found: kind, reach, whom it lets in, what they can do, and the keys on which that depends. */
type Expected = readonly [
  kind: string,
  reach: string,
  trusted: readonly string[],
  actions: readonly string[],
  conditionKeys?: readonly string[],
];

interface ResourceScenario {
  readonly name: string;
  readonly type: string | null;
  /** Without it, 111122223333. */
  readonly accountId?: string | null;
  readonly known?: readonly string[];
  readonly blocked?: boolean;
  readonly version?: string;
  readonly statements: unknown;
  /** Everything that is to be found. */
  readonly expected: readonly Expected[];
}

// The file is the project's own; its rows have this shape.
const scenarios = JSON.parse(
  readFileSync(new URL('policies/resource-policies.json', import.meta.url), 'utf8'),
) as readonly ResourceScenario[];

describe('what policies of resources open to whom', () => {
  test('is told by at least forty cases, each with a name of its own', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(40);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
    expect(found(scenario)).toEqual(scenario.expected);
  });
});

function found(scenario: ResourceScenario): readonly Expected[] {
  const { type, accountId = '111122223333', known = [], blocked = false, statements } = scenario;
  const document = new DocumentStore().add({
    Version: scenario.version ?? '2012-10-17',
    Statement: statements,
  });
  const account: Account = {
    accountId,
    partition: 'aws',
    principalsByAccount: new Map(),
    users: [],
    groups: [],
    roles: [],
    managedPolicies: [],
    resourcePolicies: [
      { name: 'it', arn: null, type, accountId, partition: 'aws', document, blocksPublicAccess: blocked },
    ],
    problems: [],
  };
  const options = { catalog, name: 'it', exclusions: { ...NO_EXCLUSIONS, knownAccounts: known } };
  const assessment = assess(account, options);
  return assessment.findings.map(({ kind, reach, trusted = [], actionSet = -1, conditionKeys }) => {
    const actions = actionMembers(assessment, actionSet);
    return conditionKeys === undefined
      ? [kind, reach, trusted, actions]
      : [kind, reach, trusted, actions, conditionKeys];
  });
}
