import type { PolicyAccess } from '../access/policy-access.js';
import type { IndexSet } from '../catalog/index-set.js';
import { globMatches } from '../catalog/glob.js';
import { isNegated } from '../policy/condition-grade.js';
import { denyStrength, limitingTests } from '../policy/condition-grade.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { computeReach, type Reach } from '../policy/reach.js';
import type { StatementReading } from '../policy/statement-reading.js';
import { reportedPaths, type ReportedPath } from './reported-paths.js';

/** How far a path can be walked: the least reach of the actions it needs. */
export interface WalkablePath {
  readonly path: ReportedPath;
  readonly grade: 'unrestricted' | 'conditional' | 'scoped';
}

/**
 * The escalation paths all of whose required actions are within reach. A test of iam:PassedToService that
 * admits the service the path passes a role to does not limit it; one that does not rules the path out.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function walkablePaths(access: PolicyAccess): readonly WalkablePath[] {
  const { paths, actions, passRole } = reportedPaths(access.catalog);
  const { reach } = access;
  const open = reach.unrestricted;
  const covered = open.union(reach.conditional);
  const any = covered.union(reach.scoped);
  if (!any.intersects(actions)) return [];
  const passRoleReach = new Map<string, Reach>();
  const conditionedPassRole = mentionsPassedToService(access, passRole);
  const walkable: WalkablePath[] = [];
  for (const path of paths) {
    const needsPassRole = path.requiredBesidesPassRole !== path.required && path.path.passedTo !== null;
    if (!needsPassRole || !conditionedPassRole) {
      const grade = gradeOf(path.required, open, covered, any);
      if (grade !== null) walkable.push({ path, grade });
      continue;
    }
    const rest = gradeOf(path.requiredBesidesPassRole, open, covered, any);
    if (rest === null) continue;
    const service = path.path.passedTo ?? '';
    const passed = passRoleReach.get(service) ?? reachOfPassing(access, passRole, service);
    passRoleReach.set(service, passed);
    const passing = gradeOf(
      passRole,
      passed.unrestricted,
      passed.unrestricted.union(passed.conditional),
      passed.unrestricted.union(passed.conditional).union(passed.scoped),
    );
    if (passing !== null) walkable.push({ path, grade: worse(rest, passing) });
  }
  return walkable;
}

function gradeOf(required: IndexSet, open: IndexSet, covered: IndexSet, any: IndexSet): WalkablePath['grade'] | null {
  if (!any.includes(required)) return null;
  if (open.includes(required)) return 'unrestricted';
  return covered.includes(required) ? 'conditional' : 'scoped';
}

function worse(a: WalkablePath['grade'], b: WalkablePath['grade']): WalkablePath['grade'] {
  const order = ['unrestricted', 'conditional', 'scoped'] as const;
  return order[Math.max(order.indexOf(a), order.indexOf(b))] ?? 'scoped';
}

function isPassedToService(test: ConditionTest): boolean {
  return test.key.toLowerCase() === 'iam:passedtoservice';
}

function mentionsPassedToService({ reading }: PolicyAccess, passRole: IndexSet): boolean {
  return [...reading.allows, ...reading.denies].some(
    ({ actions, statement }) => actions.intersects(passRole) && statement.conditions.some(isPassedToService),
  );
}

/** Reach of iam:PassRole in requests that pass the role to one service. */
function reachOfPassing(access: PolicyAccess, passRole: IndexSet, service: string): Reach {
  const { reading, catalog, judge } = access;
  const decide = (readings: readonly StatementReading[]) =>
    readings.filter(({ actions }) => actions.intersects(passRole)).flatMap((entry) => decided(entry, passRole, service));
  return computeReach(decide(reading.allows), decide(reading.denies), catalog, judge);
}

/** The statement as it applies once the service is known: without its tests of the service, or not at all. */
function decided(entry: StatementReading, passRole: IndexSet, service: string): readonly StatementReading[] {
  const tests = entry.statement.conditions.filter(isPassedToService);
  if (!tests.every((test) => admits(test, service))) return [];
  const rest = entry.statement.conditions.filter((test) => !isPassedToService(test));
  return [
    {
      ...entry,
      actions: passRole,
      limits: entry.statement.effect === 'Allow' ? limitingTests(rest) : [],
      denial: entry.statement.effect === 'Deny' ? denyStrength(rest) : null,
    },
  ];
}

function admits(test: ConditionTest, service: string): boolean {
  if (test.operator === 'Null') return test.values.includes('false');
  const matches = test.values.some((value) => {
    if (test.operator === 'StringLike' || test.operator === 'StringNotLike') return globMatches(value, service);
    return test.operator.endsWith('IgnoreCase') ? value.toLowerCase() === service : value === service;
  });
  return isNegated(test) ? !matches : matches;
}
