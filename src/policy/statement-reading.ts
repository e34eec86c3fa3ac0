import type { Catalog } from '../catalog/catalog.js';
import { hasWildcard } from '../catalog/glob.js';
import { IndexSet } from '../catalog/index-set.js';
import type { DenyStrength } from './condition-grade.js';
import { openTests } from './evaluate-conditions.js';
import { denyStrengthIn, limitingTestsIn, type OwnOrganization } from './own-resources.js';
import type { ConditionTest, PolicyDocument, Statement } from './policy-document.js';
import type { CoverageJudge, ResourceCoverage } from './resource-coverage.js';

/** A statement with its patterns resolved against the catalogue, for one account. */
export interface StatementReading {
  readonly statement: Statement;
  /** Whether the document's version knows policy variables. */
  readonly variablesKnown: boolean;
  /** The account it is read for; null where that is not known. */
  readonly accountId: string | null;
  /** The organisation of that account; null until it is known. */
  readonly organization: OwnOrganization | null;
  readonly actions: IndexSet;
  readonly coverage: ResourceCoverage;
  /** The tests that are still open: all that hang on the request, until more of it is known. */
  readonly conditions: readonly ConditionTest[];
  /** Limiting tests of an Allow; empty for a Deny. */
  readonly limits: readonly ConditionTest[];
  /** What a Deny's conditions leave of it; null for an Allow. */
  readonly denial: DenyStrength | null;
}

/** All statements of one document, resolved. */
export interface DocumentReading {
  readonly allows: readonly StatementReading[];
  readonly denies: readonly StatementReading[];
  /** Action names without a wildcard that the catalogue does not know, as written. */
  readonly unknownActions: readonly string[];
}

/** Resolves every statement of a document. */
export function readDocument(
  document: PolicyDocument,
  catalog: Catalog,
  judge: CoverageJudge,
): DocumentReading {
  const allows: StatementReading[] = [];
  const denies: StatementReading[] = [];
  const unknown = new Set<string>();
  const variablesKnown = document.version === '2012-10-17';
  for (const statement of document.statements) {
    // It says who may use a resource or a role, not what the holder of the policy may do.
    if (isResourceBased(statement)) continue;
    const patterns = statement.notActions ?? statement.actions;
    const matched = patterns.map((pattern) => catalog.expand(pattern));
    patterns.forEach((pattern, place) => {
      if (matched[place]?.isEmpty === true && !hasWildcard(pattern)) unknown.add(pattern);
    });
    const conditions = openTests(statement.conditions);
    // It applies to no request at all.
    if (conditions === null) continue;
    const actions = actionsNaming(statement, IndexSet.unionOf(matched), catalog);
    const coverage = judge.judge(statement, variablesKnown);
    const list = statement.effect === 'Allow' ? allows : denies;
    const { accountId } = judge;
    const place = { statement, variablesKnown, accountId, organization: null, coverage };
    list.push(statementReading(place, actions, conditions));
  }
  return { allows, denies, unknownActions: [...unknown] };
}

/** Action names without a wildcard that the catalogue does not know, in the statements that say who may use a resource. */
export function unknownActionsOnResource(
  { statements }: PolicyDocument,
  catalog: Catalog,
): readonly string[] {
  return statements
    .filter(isResourceBased)
    .flatMap(({ actions, notActions }) => notActions ?? actions)
    .filter((pattern) => !hasWildcard(pattern) && catalog.expand(pattern).isEmpty);
}

/** The statement once some of its tests are decided and only these are open. */
export function withConditions(
  reading: StatementReading,
  conditions: readonly ConditionTest[],
): StatementReading {
  return statementReading(reading, reading.actions, conditions);
}

/** The statement once it is known in which organisation the account is. */
export function inOrganization(reading: StatementReading, organization: OwnOrganization): StatementReading {
  return statementReading({ ...reading, organization }, reading.actions, reading.conditions);
}

/** The statement as far as it is about these actions. */
export function withActions(reading: StatementReading, actions: IndexSet): StatementReading {
  return statementReading(reading, actions, reading.conditions);
}

/** Every reading is made here: there are many, and objects made alike are quicker to read. */
function statementReading(
  {
    statement,
    variablesKnown,
    accountId,
    organization,
    coverage,
  }: Pick<StatementReading, 'statement' | 'variablesKnown' | 'accountId' | 'organization' | 'coverage'>,
  actions: IndexSet,
  conditions: readonly ConditionTest[],
): StatementReading {
  const isAllow = statement.effect === 'Allow';
  const place = { statement, variablesKnown, accountId, organization };
  return {
    statement,
    variablesKnown,
    accountId,
    organization,
    actions,
    coverage,
    conditions,
    limits: isAllow ? limitingTestsIn(conditions, place) : [],
    denial: isAllow ? null : denyStrengthIn(conditions, place),
  };
}

/** Whether a statement names principals, as those of trust and resource-based policies do. */
export function isResourceBased({ principals, notPrincipals }: Statement): boolean {
  return principals !== null || notPrincipals !== null;
}

/** The actions a statement is about: those its Action matches, or all that its NotAction does not match. */
export function statementActions(statement: Statement, catalog: Catalog): IndexSet {
  return actionsNaming(statement, catalog.expandAll(statement.notActions ?? statement.actions), catalog);
}

/** @param named - what the patterns of its Action or NotAction match */
function actionsNaming({ notActions }: Statement, named: IndexSet, catalog: Catalog): IndexSet {
  return notActions === null ? named : catalog.all.minus(named);
}
