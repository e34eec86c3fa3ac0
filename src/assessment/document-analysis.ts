import type { PolicyAccess } from '../access/policy-access.js';
import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { requiredActions } from '../escalation/reported-paths.js';
import { openTests } from '../policy/evaluate-conditions.js';
import { denyStrengthIn, limitingTestsIn } from '../policy/own-resources.js';
import { partsByAction } from '../policy/keys-by-action.js';
import type { PolicyDocument, Statement } from '../policy/policy-document.js';
import { isResourceBased, type StatementReading } from '../policy/statement-reading.js';
import type { KindsInForce } from '../risks/kinds-in-force.js';
import type { Grade, PolicyEvidence, PolicyRiskKind, RiskSettings } from '../risks/risk-kind.js';

/** What one kind found in one document, with the statements that show it. */
export interface DocumentFinding {
  readonly kind: PolicyRiskKind;
  readonly grade: Grade;
  readonly extended: boolean;
  readonly actions: IndexSet;
  readonly services: readonly string[] | null;
  /** Ids of escalation paths. */
  readonly paths: readonly string[] | null;
  readonly grantedBy: readonly number[];
  readonly limitedBy: readonly number[];
  readonly conditionKeys: readonly string[];
  /** What the finding rests on, in a form that reordering, Sids and layout do not change. */
  readonly content: string;
}

export interface DocumentAnalysis {
  readonly findings: readonly DocumentFinding[];
  readonly unknownActions: readonly string[];
  /** Actions that would have been found but for the exclusions. */
  readonly excludedActions: IndexSet;
  /** Indexes of statements that name principals and are therefore not judged. */
  readonly resourceBased: readonly number[];
}

/** What decides what is found in documents. */
export interface AnalysisSettings extends RiskSettings {
  readonly kinds: KindsInForce;
  readonly excludedActions: IndexSet;
}

/** Runs every kind of identity-policy risk on one document. */
export function analyseDocument(
  document: PolicyDocument,
  access: PolicyAccess,
  settings: AnalysisSettings,
): DocumentAnalysis {
  let excludedActions = IndexSet.empty;
  const findings: DocumentFinding[] = [];
  for (const kind of settings.kinds.onPolicies) {
    for (const evidence of kind.assess(access, settings)) {
      const kept = withoutExcluded(evidence, settings.excludedActions);
      if (kept !== evidence)
        excludedActions = excludedActions.union(evidence.actions.intersect(settings.excludedActions));
      if (kept !== null) findings.push(documentFinding(kind, kept, access));
    }
  }
  const resourceBased = document.statements.filter(isResourceBased).map(({ index }) => index);
  return { findings, unknownActions: access.reading.unknownActions, excludedActions, resourceBased };
}

/** The evidence itself if nothing of it is excluded; null if nothing is left. */
export function withoutExcluded(evidence: PolicyEvidence, excluded: IndexSet): PolicyEvidence | null {
  // A wildcard on a service is about the service, not about single actions.
  if (evidence.services !== undefined || !evidence.actions.intersects(excluded)) return evidence;
  if (evidence.paths === undefined) {
    const actions = evidence.actions.minus(excluded);
    return actions.isEmpty ? null : { ...evidence, actions };
  }
  const paths = evidence.paths.filter(({ required }) => !required.some((action) => excluded.has(action)));
  if (paths.length === 0) return null;
  return { ...evidence, paths, actions: requiredActions(paths) };
}

function documentFinding(
  kind: PolicyRiskKind,
  evidence: PolicyEvidence,
  access: PolicyAccess,
): DocumentFinding {
  const { actions, grade } = evidence;
  // A test of the service that a role is passed to does not limit a path, though it limits the statement.
  const leastGrade = evidence.paths === undefined || grade === 'scoped' ? grade : 'conditional';
  const { catalog, judge } = access;
  const concerns = (reading: StatementReading, bearsOn: (part: StatementReading) => boolean) =>
    reading.actions.intersects(actions) &&
    partsByAction(reading, catalog, judge.partition).some(
      (part) => part.actions.intersects(actions) && bearsOn(part),
    );
  const allows =
    evidence.allows ??
    access.reading.allows.filter((allow) => concerns(allow, (part) => bears(part, leastGrade)));
  const denies = access.reading.denies.filter((deny) => concerns(deny, () => true));
  const paths = evidence.paths?.map(({ path }) => path.id) ?? null;
  const grounds = [...allows, ...denies]
    .map(({ statement }) => statementGround(statement, actions, access.catalog))
    .sort();
  return {
    kind,
    grade,
    extended: evidence.extended,
    actions,
    services: evidence.services ?? null,
    paths,
    grantedBy: statementIndexes(allows),
    limitedBy: statementIndexes(denies),
    conditionKeys: grade === 'unrestricted' ? [] : conditionKeys(allows, denies),
    content: `[${textOfServices(evidence.services)},${JSON.stringify(paths)},${JSON.stringify(grounds)}]`,
  };
}

const servicesTexts = new WeakMap<readonly string[], string>();

/** As JSON. The list of all services is long and the same for everybody. */
function textOfServices(services: readonly string[] | undefined): string {
  if (services === undefined) return 'null';
  let text = servicesTexts.get(services);
  if (text === undefined) {
    text = JSON.stringify(services);
    servicesTexts.set(services, text);
  }
  return text;
}

/** Whether an Allow statement contributes to a finding of this grade. */
function bears({ limits, coverage }: StatementReading, grade: Grade): boolean {
  if (grade === 'scoped') return true;
  const covers = coverage.everything || coverage.wildcard || !coverage.covered.isEmpty;
  return covers && (grade === 'conditional' || limits.length === 0);
}

function statementIndexes(readings: readonly StatementReading[]): readonly number[] {
  return readings.map(({ statement }) => statement.index).sort((a, b) => a - b);
}

function conditionKeys(
  allows: readonly StatementReading[],
  denies: readonly StatementReading[],
): readonly string[] {
  const keys = new Set<string>();
  for (const allow of allows)
    for (const test of limitingTestsIn(openTests(allow.statement.conditions) ?? [], allow))
      keys.add(test.key);
  for (const deny of denies) {
    const strength = denyStrengthIn(openTests(deny.statement.conditions) ?? [], deny);
    if (strength.kind === 'conditional') for (const test of strength.tests) keys.add(test.key);
  }
  return [...keys].sort();
}

/**
 * A statement reduced to what concerns some actions: the patterns that touch them, where and under what conditions.
 * Its place, its Sid and its layout make no difference.
 */
export function statementGround(statement: Statement, actions: IndexSet, catalog: Catalog): string {
  const patterns = actionPatterns(statement, catalog);
  let touching = '';
  for (const { text, matched } of patterns) {
    if (patterns.length > 1 && !matched.intersects(actions)) continue;
    touching += touching === '' ? text : ` ${text}`;
  }
  return `${touching} ${bounds(statement)}`;
}

interface ActionPattern {
  /** In lower case. */
  readonly text: string;
  readonly matched: IndexSet;
}

/** Of the catalogue that was asked last: an assessment has but one. */
const patternsByStatement = new WeakMap<
  Statement,
  { readonly catalog: Catalog; readonly patterns: readonly ActionPattern[] }
>();

/** The patterns of a statement's actions in ascending order; several kinds ask for them. */
function actionPatterns(statement: Statement, catalog: Catalog): readonly ActionPattern[] {
  const known = patternsByStatement.get(statement);
  if (known?.catalog === catalog) return known.patterns;
  const patterns = statement.actions
    .map((pattern) => ({ text: pattern.toLowerCase(), matched: catalog.expand(pattern) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  patternsByStatement.set(statement, { catalog, patterns });
  return patterns;
}

const boundsByStatement = new WeakMap<Statement, string>();

/** Everything of a statement but its Sid and its actions, in one order whatever the order in the document. */
function bounds(statement: Statement): string {
  let text = boundsByStatement.get(statement);
  if (text === undefined) {
    const conditions = statement.conditions.map(({ operator, quantifier, ifExists, key, values }) =>
      JSON.stringify([quantifier, operator, ifExists, key.toLowerCase(), [...values].sort()]),
    );
    text = JSON.stringify([
      statement.effect,
      sorted(statement.notActions),
      sorted(statement.resources),
      sorted(statement.notResources),
      conditions.sort(),
    ]);
    boundsByStatement.set(statement, text);
  }
  return text;
}

function sorted(texts: readonly string[] | null): readonly string[] | null {
  return texts === null ? null : [...texts].sort();
}
