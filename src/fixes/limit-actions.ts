import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import { IndexSet } from '../catalog/index-set.js';
import type { JsonObject } from '../policy/json-shape.js';
import type { StatementReading } from '../policy/statement-reading.js';
import { actionsByService } from './actions-by-service.js';
import type { Change } from './change.js';
import {
  asWritten,
  Sids,
  statementsIn,
  withElement,
  withElementFor,
  withStatements,
  withTest,
} from './edited-statement.js';
import type { Circumstances, JudgedDocument } from './judged-document.js';
import { makersOfIds } from './makers-of-ids.js';
import { distinctPlaceholders } from './named-resource.js';
import {
  narrowedResources,
  openActions,
  type NarrowedResources,
  type TypeChoice,
} from './narrowed-resources.js';
import { patternsFor, withoutActions } from './statement-actions.js';
import { listed, statementName } from './statement-name.js';
import { namesOf, type Spelling } from './written-actions.js';

/** What is to become of actions wherever a document allows them on everything. */
export interface Limits {
  /** To be allowed on named resources only. */
  readonly narrowed: IndexSet;
  /** To be allowed no more, named resources or not. */
  readonly removed: IndexSet;
  /** Services to which roles may be passed; null to leave that as it is. */
  readonly passedTo: readonly string[] | null;
}

/** How the changed statements are written: the shorter, the less of what was allowed is kept open. */
export interface Writing {
  readonly spelling: Spelling;
  readonly types: TypeChoice;
}

/** Limits some actions of a document, statement by statement, and leaves all others as they are. */
export function limitActions(
  { json, access }: JudgedDocument,
  limits: Limits,
  writing: Writing,
  circumstances: Circumstances,
): Change | null {
  if (access === null) return null;
  const written = statementsIn(json);
  const sids = new Sids(json);
  const replacements = new Map<number, readonly JsonObject[]>();
  const parts: ChangedStatement[] = [];
  for (const reading of access.reading.allows) {
    const statement = written[reading.statement.index];
    if (statement === undefined) return null;
    const part = changeStatement(statement, reading, limits, { writing, circumstances, sids });
    if (part === 'impossible') return null;
    if (part === null) continue;
    replacements.set(reading.statement.index, part.statements);
    parts.push(part);
  }
  const changed = withStatements(json, replacements);
  if (changed === null || parts.length === 0) return null;
  return {
    json: changed,
    steps: parts.flatMap(({ steps }) => steps),
    placeholders: distinctPlaceholders(parts.flatMap(({ placeholders }) => placeholders)),
    touched: {
      actions: IndexSet.unionOf(parts.map(({ actions }) => actions)),
      principals: new Set(),
    },
  };
}

interface ChangedStatement {
  readonly statements: readonly JsonObject[];
  readonly steps: readonly string[];
  readonly placeholders: readonly FixPlaceholder[];
  readonly actions: IndexSet;
}

interface Setting {
  readonly writing: Writing;
  readonly circumstances: Circumstances;
  readonly sids: Sids;
}

/** Null where nothing is to be changed. */
function changeStatement(
  statement: JsonObject,
  reading: StatementReading,
  { narrowed, removed, passedTo }: Limits,
  { writing, circumstances, sids }: Setting,
): ChangedStatement | null | 'impossible' {
  const { catalog } = circumstances;
  const open = openActions(reading, narrowed, circumstances);
  const gone = reading.actions.intersect(removed);
  const actions = open.union(gone);
  if (actions.isEmpty) return null;
  const rest = withoutActions(statement, actions, catalog, writing.spelling);
  const name = statementName(reading.statement);
  const steps: string[] = [];
  const placeholders: FixPlaceholder[] = [];
  const made: JsonObject[] = [];
  const groups = groupsOf(open, passedTo !== null, circumstances);
  for (const group of groups) {
    const named = narrowedResources(reading, group.actions, circumstances, writing.types);
    if (named === null) return 'impossible';
    placeholders.push(...named.placeholders);
    const base = narrowedStatement(statement, group.actions, named, { writing, circumstances, sids });
    const limitsService = group.isPassRole && passedTo !== null && !testsPassedToService(reading);
    // Where nothing else is left of the statement, the first of its parts takes its place and its Sid.
    const isItself = rest === null && made.length === 0;
    const placed = isItself ? base : sids.renamed(base, 'Named');
    made.push(
      limitsService ? withTest(placed, 'StringEquals', 'iam:PassedToService', oneOrMore(passedTo)) : placed,
    );
    steps.push(
      `${name}: ${listed(namesOf(group.actions, catalog))} ${group.actions.size === 1 ? 'is' : 'are'} allowed on named resources only.`,
      ...(limitsService
        ? [`${name}: roles may be passed to ${listed(passedTo)} only; add other services that need a role.`]
        : []),
    );
  }
  if (!gone.isEmpty)
    steps.push(
      `${name}: ${listed(namesOf(gone, catalog))} ${gone.size === 1 ? 'is' : 'are'} left out; give ${gone.size === 1 ? 'it' : 'them'} by a policy apart to whoever needs ${gone.size === 1 ? 'it' : 'them'}.`,
    );
  const makers = makersOfIds(open, catalog);
  if (makers.length > 0) {
    const [verb, pronoun, possessive] =
      makers.length === 1 ? ['makes', 'it', 'its'] : ['make', 'them', 'their'];
    steps.push(
      `${name}: AWS chooses the ids of what ${listed(makers)} ${verb}: give ${pronoun} a statement of ${possessive} own, with * in the place of those ids.`,
    );
  }
  if (reading.coverage.inverted && !open.isEmpty)
    steps.push(`${name}: fill in none of the resources that its NotResource excludes.`);
  if (rest !== null && rest['NotAction'] !== undefined && statement['NotAction'] === undefined)
    steps.push(`${name}: all other actions stay allowed as they were, by NotAction.`);
  if (writing.types === 'required' && !open.isEmpty)
    steps.push(`${name}: only resources of types that every call needs are named, to keep the policy short.`);
  return { statements: [...(rest === null ? [] : [rest]), ...made], steps, placeholders, actions };
}

interface ActionGroup {
  readonly actions: IndexSet;
  readonly isPassRole: boolean;
}

/** Actions whose resources stand in one statement: those of a service; iam:PassRole apart where it has a condition. */
function groupsOf(
  actions: IndexSet,
  separatesPassRole: boolean,
  { catalog }: Circumstances,
): readonly ActionGroup[] {
  const passRole = separatesPassRole ? catalog.setOf(['iam:PassRole']).intersect(actions) : IndexSet.empty;
  const others = actions.minus(passRole);
  const services = actionsByService(others, catalog).map((own) => ({
    actions: IndexSet.of(own.actions),
    isPassRole: false,
  }));
  return passRole.isEmpty ? services : [...services, { actions: passRole, isPassRole: true }];
}

function narrowedStatement(
  statement: JsonObject,
  actions: IndexSet,
  { resources }: NarrowedResources,
  { writing, circumstances: { catalog } }: Setting,
): JsonObject {
  const taken = patternsFor(statement, actions, catalog, writing.spelling);
  const withActions =
    statement['NotAction'] === undefined
      ? withElement(statement, 'Action', asWritten(taken, statement['Action']))
      : withElementFor(statement, 'NotAction', 'Action', asWritten(taken, []));
  return statement['NotResource'] === undefined
    ? withElement(withActions, 'Resource', asWritten(resources, statement['Resource']))
    : withElementFor(withActions, 'NotResource', 'Resource', asWritten(resources, []));
}

function testsPassedToService({ statement }: StatementReading): boolean {
  return statement.conditions.some(({ key }) => key.toLowerCase() === 'iam:passedtoservice');
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
