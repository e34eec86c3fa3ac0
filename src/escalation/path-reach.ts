import type { PolicyAccess } from '../access/policy-access.js';
import type { IndexSet } from '../catalog/index-set.js';
import { computeReach, type Reach } from '../policy/reach.js';
import { withActions, type StatementReading } from '../policy/statement-reading.js';
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
  const passing = mentionsPassedToService(access, passRole) ? new PassingReach(access, passRole) : null;
  const passRoleIndexes = passRole.indexes();
  const walkable: WalkablePath[] = [];
  for (const path of paths) {
    if (passing === null || !path.passesRole) {
      const grade = gradeOf(path.required, levels);
      if (grade !== null) walkable.push({ path, grade });
      continue;
    }
    const rest = gradeOf(
      path.required.filter((action) => !passRole.has(action)),
      levels,
    );
    if (rest === null) continue;
    const passed = gradeOf(passRoleIndexes, passing.to(path.path.passedTo ?? ''));
    if (passed !== null) walkable.push({ path, grade: worse(rest, passed) });
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

/** Reach of iam:PassRole in requests that pass the role to one service or another. */
class PassingReach {
  private readonly access: PolicyAccess;
  private readonly allows: readonly StatementReading[];
  private readonly denies: readonly StatementReading[];
  private readonly byService = new Map<string, Levels>();
  /** By which of the statements are about passing to a service: that is the same for most services. */
  private readonly byStatements = new Map<string, Levels>();

  constructor(access: PolicyAccess, passRole: IndexSet) {
    const about = (readings: readonly StatementReading[]) =>
      readings
        .filter(({ actions }) => actions.intersects(passRole))
        .map((entry) => withActions(entry, passRole));
    this.access = access;
    this.allows = about(access.reading.allows);
    this.denies = about(access.reading.denies);
  }

  to(service: string): Levels {
    let levels = this.byService.get(service);
    if (levels === undefined) {
      levels = this.compute(service);
      this.byService.set(service, levels);
    }
    return levels;
  }

  private compute(service: string): Levels {
    const { catalog, judge } = this.access;
    const allows = this.allows.map((entry) => statementForService(entry, service));
    const denies = this.denies.map((entry) => statementForService(entry, service));
    const key = [...allows, ...denies].map(({ length }) => length).join('');
    let levels = this.byStatements.get(key);
    if (levels === undefined) {
      levels = levelsOf(computeReach([allows.flat()], denies.flat(), catalog, judge));
      this.byStatements.set(key, levels);
    }
    return levels;
  }
}
