import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { policyAccess } from '../../src/access/policy-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment, Finding } from '../../src/assessment/assessment.js';
import { NO_EXCLUSIONS, type Exclusions } from '../../src/assessment/exclusions.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { CoverageJudge } from '../../src/policy/resource-coverage.js';
import { details, inline, role } from '../account/authorization-details.js';

/** Risk kind (with ` (extended)` for the second group) to reach to what was found, ascending. */
export type Found = Record<string, Record<string, readonly string[]>>;

/** One row of a file under `policies/`. */
export interface PolicyScenario {
  readonly name: string;
  /** A policy document, or the list of statements of one of version 2012-10-17. */
  readonly policy: unknown;
  readonly options?: {
    /** Judge the policy in this account; without it the account is unknown, as for a policy file. */
    readonly accountId?: string;
    readonly partition?: string;
    /** The policy is a role's trust policy. */
    readonly trust?: boolean;
    readonly exclusions?: Partial<Exclusions>;
  };
  /** Everything found; kinds that are not named must have found nothing. */
  readonly expected?: Found;
  /** Compare these kinds only, where the others would fill pages. */
  readonly compare?: readonly string[];
  /** Reach of single actions. */
  readonly reach?: Readonly<Record<string, 'unrestricted' | 'conditional' | 'scoped' | 'none'>>;
}

export const catalog = loadCatalog();

export function readScenarios(file: string): readonly PolicyScenario[] {
  // The files are the project's own; their rows have this shape.
  return JSON.parse(
    readFileSync(new URL(`policies/${file}`, import.meta.url), 'utf8'),
  ) as readonly PolicyScenario[];
}

/** Asserts everything a row says. */
export function runScenario(scenario: PolicyScenario): void {
  expect(scenario.expected === undefined && scenario.reach === undefined).toBe(false);
  const { expected, reach, compare } = scenario;
  const policy = Array.isArray(scenario.policy)
    ? { Version: '2012-10-17', Statement: scenario.policy }
    : scenario.policy;
  if (expected !== undefined) {
    const found = foundIn(assessment(policy, scenario.options ?? {}));
    const compared =
      compare === undefined
        ? found
        : Object.fromEntries(Object.entries(found).filter(([kind]) => compare.includes(kind)));
    expect(compared).toEqual(expected);
  }
  if (reach !== undefined) expect(reachOf(policy, Object.keys(reach), scenario.options ?? {})).toEqual(reach);
}

function assessment(
  policy: unknown,
  { accountId, partition = 'aws', trust, exclusions }: NonNullable<PolicyScenario['options']>,
): Assessment {
  const options = { catalog, exclusions: { ...NO_EXCLUSIONS, ...exclusions } };
  if (accountId === undefined && trust !== true)
    return scanPolicies([{ name: 'policy', document: policy }], options);
  const arn = `arn:${partition}:iam::${accountId ?? '111122223333'}:role/holder`;
  const holder = role('holder', {
    Arn: arn,
    ...(trust === true
      ? { AssumeRolePolicyDocument: policy }
      : { RolePolicyList: [inline('policy', policy)] }),
  });
  return assess(parseAuthorizationDetails(details({ roles: [holder] })), {
    ...options,
    name: 'account',
    flagTrustPolicies: true,
  });
}

/** Everything an assessment holds as findings, whether or not it counts. */
export function foundIn(assessed: Assessment, isWanted: (finding: Finding) => boolean = () => true): Found {
  const found: Found = {};
  for (const finding of assessed.findings.filter(isWanted)) {
    const kind = finding.notCounted === 'extended' ? `${finding.kind} (extended)` : finding.kind;
    const grades = (found[kind] ??= {});
    grades[finding.reach] = [...(grades[finding.reach] ?? []), ...namesIn(assessed, finding)].sort();
  }
  return found;
}

/** What a finding lists: path ids, service prefixes, trusted principals or actions. */
export function namesIn(assessed: Assessment, finding: Finding): readonly string[] {
  if (finding.paths !== undefined)
    return finding.paths.map((path) => assessed.escalationPaths[path]?.id ?? '');
  return finding.services ?? finding.trusted ?? actionsIn(assessed, finding);
}

/** The actions of a finding, read from the tables as a reader of the file would. */
export function actionsIn(assessed: Assessment, { actionSet }: Finding): readonly string[] {
  const runs = actionSet === undefined ? '' : (assessed.actionSets[actionSet] ?? '');
  let next = 0;
  return runs
    .split(',')
    .filter((run) => run !== '')
    .flatMap((run) => {
      const [skipped = 0, more = 0] = run.split('+').map(Number);
      const first = next + skipped;
      next = first + more + 1;
      return assessed.actions.slice(first, next);
    });
}

function reachOf(
  policy: unknown,
  actions: readonly string[],
  { accountId, partition }: NonNullable<PolicyScenario['options']>,
) {
  const judge = new CoverageJudge(catalog, {
    accountId: accountId ?? null,
    partition: accountId === undefined ? null : (partition ?? 'aws'),
  });
  const { reach } = policyAccess(parsePolicyDocument(policy), catalog, judge);
  return Object.fromEntries(
    actions.map((action) => {
      const index = catalog.actionIndex(action);
      if (index === undefined) throw new Error(`the catalogue does not know ${action}`);
      return [
        action,
        (['unrestricted', 'conditional', 'scoped'] as const).find((grade) => reach[grade].has(index)) ??
          'none',
      ];
    }),
  );
}
