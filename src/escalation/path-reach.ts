import type { PolicyAccess } from '../access/policy-access.js';
import type { IndexSet } from '../catalog/index-set.js';
import { computeReach, type Reach } from '../policy/reach.js';
import { withActions, type StatementReading } from '../policy/statement-reading.js';
import { memoised } from './graph/grouped.js';
import { isPassedToService, statementForService } from './passed-to-service.js';
import { reportedPaths, type ReportedPath } from './reported-paths.js';

/** The paths that can be walked, by the least reach of the actions they need, each list in the catalogue's order. */
export type WalkablePaths = Readonly<
  Record<'unrestricted' | 'conditional' | 'scoped', readonly ReportedPath[]>
>;

const NO_PATHS: WalkablePaths = { unrestricted: [], conditional: [], scoped: [] };

/** The reach of actions together: that of the one that is least within reach. */
const UNRESTRICTED = 0;
const CONDITIONAL = 1;
const SCOPED = 2;
const OUT_OF_REACH = 3;

/**
 * The escalation paths all of whose required actions are within reach. A test of iam:PassedToService that
 * admits the service the path passes a role to does not limit it; one that does not rules the path out.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function walkablePaths(access: PolicyAccess): WalkablePaths {
  const { paths, actions, passRole } = reportedPaths(access.catalog);
  const { reach } = access;
  if (![reach.unrestricted, reach.conditional, reach.scoped].some((set) => set.intersects(actions)))
    return NO_PATHS;
  const passing = mentionsPassedToService(access, passRole) ? new PassingReach(access, passRole) : null;
  const unrestricted: ReportedPath[] = [];
  const conditional: ReportedPath[] = [];
  const scoped: ReportedPath[] = [];
  const byGrade = [unrestricted, conditional, scoped];
  for (const path of paths) {
    const { required, besidesPassing } = path;
    const grade =
      passing === null || besidesPassing === null
        ? gradeOf(required, reach)
        : Math.max(gradeOf(besidesPassing, reach), passing.to(path.path.passedTo ?? ''));
    byGrade[grade]?.push(path);
  }
  return { unrestricted, conditional, scoped };
}

function gradeOf(required: readonly number[], { unrestricted, conditional, scoped }: Reach): number {
  let grade = UNRESTRICTED;
  for (const action of required) {
    if (unrestricted.has(action)) continue;
    if (conditional.has(action)) grade = Math.max(grade, CONDITIONAL);
    else if (scoped.has(action)) grade = SCOPED;
    else return OUT_OF_REACH;
  }
  return grade;
}

function mentionsPassedToService({ reading }: PolicyAccess, passRole: IndexSet): boolean {
  return [...reading.allows, ...reading.denies].some(
    ({ actions, statement }) => actions.intersects(passRole) && statement.conditions.some(isPassedToService),
  );
}

/** Whoever holds a policy has its statements in common with others, and what is worked out of them. */
const limitedReadings = new WeakMap<StatementReading, StatementReading>();

function limitedTo(passRole: IndexSet, entry: StatementReading): StatementReading {
  return memoised(limitedReadings, entry, () => withActions(entry, passRole));
}

/** How far iam:PassRole is within reach in requests that pass the role to one service or another. */
class PassingReach {
  private readonly access: PolicyAccess;
  private readonly passRole: readonly number[];
  private readonly allows: readonly StatementReading[];
  private readonly denies: readonly StatementReading[];
  /** Those of both that test the service. */
  private readonly testing: readonly StatementReading[];
  private readonly byService = new Map<string, number>();
  /** By which of the statements that test the service apply: that is the same for most services. */
  private readonly byStatements = new Map<string, number>();

  constructor(access: PolicyAccess, passRole: IndexSet) {
    const about = (readings: readonly StatementReading[]) =>
      readings
        .filter(({ actions }) => actions.intersects(passRole))
        .map((entry) => limitedTo(passRole, entry));
    this.access = access;
    this.passRole = passRole.indexes();
    this.allows = about(access.reading.allows);
    this.denies = about(access.reading.denies);
    this.testing = [...this.allows, ...this.denies].filter(({ conditions }) =>
      conditions.some(isPassedToService),
    );
  }

  to(service: string): number {
    let grade = this.byService.get(service);
    if (grade === undefined) {
      grade = this.compute(service);
      this.byService.set(service, grade);
    }
    return grade;
  }

  private compute(service: string): number {
    const { catalog, judge } = this.access;
    let key = '';
    for (const entry of this.testing) key += statementForService(entry, service).length;
    let grade = this.byStatements.get(key);
    if (grade === undefined) {
      const forService = (entry: StatementReading) => statementForService(entry, service);
      const allows = this.allows.flatMap(forService);
      const denies = this.denies.flatMap(forService);
      grade = gradeOf(this.passRole, computeReach([allows], denies, catalog, judge));
      this.byStatements.set(key, grade);
    }
    return grade;
  }
}
