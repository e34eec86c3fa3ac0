import type { PolicyAccess } from '../access/policy-access.js';
import type { IndexSet } from '../catalog/index-set.js';
import { computeReach, type Reach } from '../policy/reach.js';
import type { StatementReading } from '../policy/statement-reading.js';
import { isPassedToService, statementForService } from './passed-to-service.js';
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
  const { unrestricted, conditional, scoped } = access.reach;
  if (![unrestricted, conditional, scoped].some((set) => set.intersects(actions))) return [];
  const levels = levelsOf(access.reach);
  const passRoleReach = new Map<string, Levels>();
  const conditioned = mentionsPassedToService(access, passRole);
  const passRoleIndexes = passRole.indexes();
  const walkable: WalkablePath[] = [];
  for (const path of paths) {
    if (!conditioned || !path.passesRole) {
      const grade = gradeOf(path.required, levels);
      if (grade !== null) walkable.push({ path, grade });
      continue;
    }
    const rest = gradeOf(
      path.required.filter((action) => !passRole.has(action)),
      levels,
    );
    if (rest === null) continue;
    const service = path.path.passedTo ?? '';
    const passed = passRoleReach.get(service) ?? levelsOf(reachOfPassing(access, passRole, service));
    passRoleReach.set(service, passed);
    const passing = gradeOf(passRoleIndexes, passed);
    if (passing !== null) walkable.push({ path, grade: worse(rest, passing) });
  }
  return walkable;
}

/** Actions within reach at a grade or a better one. */
type Levels = Readonly<Record<WalkablePath['grade'], IndexSet>>;

function levelsOf({ unrestricted, conditional, scoped }: Reach): Levels {
  const covered = unrestricted.union(conditional);
  return { unrestricted, conditional: covered, scoped: covered.union(scoped) };
}

function gradeOf(
  required: readonly number[],
  { unrestricted, conditional, scoped }: Levels,
): WalkablePath['grade'] | null {
  if (!scoped.hasAll(required)) return null;
  if (unrestricted.hasAll(required)) return 'unrestricted';
  return conditional.hasAll(required) ? 'conditional' : 'scoped';
}

function worse(a: WalkablePath['grade'], b: WalkablePath['grade']): WalkablePath['grade'] {
  const order = ['unrestricted', 'conditional', 'scoped'] as const;
  return order[Math.max(order.indexOf(a), order.indexOf(b))] ?? 'scoped';
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
    readings
      .filter(({ actions }) => actions.intersects(passRole))
      .flatMap((entry) => statementForService(entry, service))
      .map((entry) => ({ ...entry, actions: passRole }));
  return computeReach(decide(reading.allows), decide(reading.denies), catalog, judge);
}
