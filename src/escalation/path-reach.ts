import type { Bound, PolicyAccess } from '../access/policy-access.js';
import type { IndexSet } from '../catalog/index-set.js';
import { computeReach, type Reach } from '../policy/reach.js';
import { intersectReach, type GrantedReach } from '../policy/reach-intersection.js';
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

function mentionsPassedToService({ reading, bounds }: PolicyAccess, passRole: IndexSet): boolean {
  const mentions = ({ actions, statement }: StatementReading) =>
    actions.intersects(passRole) && statement.conditions.some(isPassedToService);
  return (
    reading.allows.some(mentions) ||
    reading.denies.some(mentions) ||
    bounds.some((bound) => passingWithin(bound, passRole).testing.length > 0)
  );
}

/** Whoever holds a policy has its statements in common with others, and what is worked out of them. */
const limitedReadings = new WeakMap<StatementReading, StatementReading>();

function limitedTo(passRole: IndexSet, entry: StatementReading): StatementReading {
  return memoised(limitedReadings, entry, () => withActions(entry, passRole));
}

/** The statements about iam:PassRole, as they apply to no other action. */
interface PassingStatements {
  readonly allows: readonly StatementReading[];
  readonly denies: readonly StatementReading[];
  /** Those of both that test the service. */
  readonly testing: readonly StatementReading[];
}

function passingStatements(
  { allows, denies }: Pick<Bound, 'allows' | 'denies'>,
  passRole: IndexSet,
): PassingStatements {
  const about = (readings: readonly StatementReading[]) =>
    readings.filter(({ actions }) => actions.intersects(passRole)).map((entry) => limitedTo(passRole, entry));
  const passing = { allows: about(allows), denies: about(denies) };
  const testing = [...passing.allows, ...passing.denies].filter(({ conditions }) =>
    conditions.some(isPassedToService),
  );
  return { ...passing, testing };
}

/** A boundary bounds many principals, a guardrail everyone in the account. */
const passingWithinBounds = new WeakMap<Bound, PassingStatements>();

function passingWithin(bound: Bound, passRole: IndexSet): PassingStatements {
  return memoised(passingWithinBounds, bound, () => passingStatements(bound, passRole));
}

/** How far iam:PassRole is within reach in requests that pass the role to one service or another. */
class PassingReach {
  private readonly access: PolicyAccess;
  private readonly passRole: IndexSet;
  private readonly statements: PassingStatements;
  /** All statements that test the service. */
  private readonly testing: readonly StatementReading[];
  private readonly byService = new Map<string, number>();
  /** By which of the statements that test the service apply: that is the same for most services. */
  private readonly byStatements = new Map<string, number>();

  constructor(access: PolicyAccess, passRole: IndexSet) {
    this.access = access;
    this.passRole = passRole;
    this.statements = passingStatements(access.reading, passRole);
    this.testing = [
      ...this.statements.testing,
      ...access.bounds.flatMap((bound) => passingWithin(bound, passRole).testing),
    ];
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
    let key = '';
    for (const entry of this.testing) key += statementForService(entry, service).length;
    let grade = this.byStatements.get(key);
    if (grade === undefined) {
      const granted = this.within(this.statements, service);
      let { reach } = granted;
      for (const bound of this.access.bounds) {
        const passing = passingWithin(bound, this.passRole);
        const bounding =
          passing.testing.length === 0
            ? { allows: passing.allows, reach: bound.reach }
            : this.within(passing, service);
        reach = intersectReach({ reach, allows: granted.allows }, bounding);
      }
      grade = gradeOf(this.passRole.indexes(), reach);
      this.byStatements.set(key, grade);
    }
    return grade;
  }

  /** What statements give where the role is passed to a service. */
  private within(statements: PassingStatements, service: string): GrantedReach {
    const { catalog, judge } = this.access;
    const forService = (entry: StatementReading) => statementForService(entry, service);
    const allows = statements.allows.flatMap(forService);
    const denies = statements.denies.flatMap(forService);
    return { allows, reach: computeReach([allows], denies, catalog, judge) };
  }
}
