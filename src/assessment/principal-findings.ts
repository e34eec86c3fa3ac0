import { dependsOnPrincipal } from '../access/statement-for-principal.js';
import type { DocumentReader } from '../access/document-reader.js';
import type { EffectiveAccess } from '../access/effective-access.js';
import { wholeAccess } from '../access/whole-access.js';
import { IndexSet } from '../catalog/index-set.js';
import { requiredActions, type ReportedPath } from '../escalation/reported-paths.js';
import { reachedActions, type Reach } from '../policy/reach.js';
import type { PolicyEvidence, PolicyRiskKind } from '../risks/risk-kind.js';
import type { AccountView } from './account-view.js';
import type { PolicyStatements } from './assessment.js';
import {
  differenceFromPolicies,
  isSumOfPolicies,
  NO_DIFFERENCE,
  oneShowsAllPaths,
  type Difference,
} from './difference-from-policies.js';
import { statementGround, withoutExcluded, type AnalysisSettings } from './document-analysis.js';
import type { FindingCollector, PrincipalFinding } from './finding-collector.js';
import { append } from '../escalation/graph/grouped.js';
import { blockers } from './principal-blockers.js';
import type { PolicyNumbering } from './policy-table.js';

/** What the findings on principals are worked out with. */
export interface PrincipalFindingContext {
  readonly collector: FindingCollector;
  readonly documents: DocumentReader;
  readonly settings: AnalysisSettings;
  readonly isExcluded: (principal: number) => boolean;
  readonly isExcludedPolicy: (policy: number) => boolean;
  readonly policyNumberOf: PolicyNumbering;
  /** Names a principal in every assessment. */
  readonly identityOf: (principal: number) => string;
}

/**
 * Compares what each principal can really do with what its policies show one by one, and adds what they give only
 * together, and what a Deny, a boundary or an organisation policy takes away. A principal without a finding of its
 * own for a kind has just what its policies show.
 */
export function addPrincipalFindings(view: AccountView, context: PrincipalFindingContext): void {
  const { accesses, graph } = view.analysis;
  const kinds = context.settings.kinds.onPolicies.filter(({ isPerStatement }) => isPerStatement !== true);
  const shown = new ShownOnPolicies(context.collector);
  const principals = view.ownOf(graph.population.principals);
  view.ownOf(accesses).forEach((access, principal) => {
    if (context.isExcluded(principal) || principals[principal]?.type === 'group') return;
    if (isPlain(access, context.documents)) return;
    const single = reachOfEach(access, context.documents);
    const onlyAdded = isSumOfPolicies(access, single);
    const numbers = access.sources.map(context.policyNumberOf);
    const policies = numbers.filter((number) => number !== null);
    // What only excluded policies give is not reported.
    const assessed = single.filter((_, source) => !context.isExcludedPolicy(numbers[source] ?? -1));
    // Actions that add up singly are on the policies already; it takes several of them to make a path.
    const pathsAreShown = oneShowsAllPaths(access, assessed);
    if (onlyAdded && pathsAreShown) return;
    const judged: Judged = {
      access,
      shownOf: (kind) => shown.of(policies, kind.id),
      given: onceAsked(() => IndexSet.unionOf(assessed.map(reachedActions))),
      difference: onlyAdded ? NO_DIFFERENCE : differenceFromPolicies(access, assessed),
      pathsAreShown,
    };
    for (const kind of kinds) {
      const compare = kind.id === 'PrivilegeEscalation' ? comparedPaths : comparedActions;
      for (const finding of compare(kind, judged, context))
        context.collector.addPrincipalFinding(principal, context.identityOf(principal), finding);
    }
  });
}

const NO_FINDINGS: readonly PrincipalFinding[] = [];

/** A principal that is judged. */
interface Judged {
  readonly access: EffectiveAccess;
  /** What its policies show of a kind. */
  readonly shownOf: (kind: PolicyRiskKind) => readonly Shown[];
  /** Actions that its policies give to any extent, but for excluded policies. */
  readonly given: () => IndexSet;
  readonly difference: Difference;
  /** Whether its paths need not be compared. */
  readonly pathsAreShown: boolean;
}

/** Most principals have nothing that was not shown already, and for those nobody asks. */
function onceAsked(make: () => IndexSet): () => IndexSet {
  let made: IndexSet | null = null;
  return () => (made ??= make());
}

/** One policy that nothing limits, and that means the same for everybody, shows everything there is to say. */
function isPlain(
  { actor, context, sources, boundary, guardrails }: EffectiveAccess,
  documents: DocumentReader,
): boolean {
  if (sources.length > 1 || boundary !== 'none' || guardrails.length > 0) return false;
  return sources.every(
    ({ document }) => !dependsOnPrincipal(documents.read(document, actor).reading, context),
  );
}

/** What each policy gives by itself. */
function reachOfEach({ actor, sources }: EffectiveAccess, documents: DocumentReader): readonly Reach[] {
  return sources.map(({ document }) => documents.read(document, actor).reach);
}

/** What one policy shows of one kind without a condition and on everything. */
interface Shown {
  readonly actions: IndexSet;
  readonly paths: readonly string[];
}

/** What was found on policies, by kind and by number of policy. */
class ShownOnPolicies {
  private readonly byKind = new Map<string, Map<number, Shown[]>>();

  constructor({ findings, actionTable, escalationPaths }: FindingCollector) {
    for (const { subject, kind, reach, actionSet, paths = [] } of findings) {
      if (subject.type !== 'policy' || reach !== 'unrestricted' || actionSet === undefined) continue;
      let byPolicy = this.byKind.get(kind);
      if (byPolicy === undefined) {
        byPolicy = new Map();
        this.byKind.set(kind, byPolicy);
      }
      append(byPolicy, subject.policy, {
        actions: actionTable.set(actionSet),
        paths: paths.map((path) => escalationPaths[path]?.id ?? ''),
      });
    }
  }

  of(policies: readonly number[], kind: string): readonly Shown[] {
    const byPolicy = this.byKind.get(kind);
    const shown: Shown[] = [];
    for (const policy of policies) for (const each of byPolicy?.get(policy) ?? []) shown.push(each);
    return shown;
  }
}

function effectiveEvidence(
  kind: PolicyRiskKind,
  access: EffectiveAccess,
  { settings }: PrincipalFindingContext,
): readonly PolicyEvidence[] {
  return kind
    .assess(wholeAccess(access), settings)
    .map((evidence) => withoutExcluded(evidence, settings.excludedActions))
    .filter((evidence) => evidence !== null);
}

/** Paths that are new, and that are gone. */
function comparedPaths(
  kind: PolicyRiskKind,
  { access, shownOf, given, pathsAreShown }: Judged,
  context: PrincipalFindingContext,
): readonly PrincipalFinding[] {
  if (pathsAreShown) return NO_FINDINGS;
  const before = shownOf(kind);
  const found = effectiveEvidence(kind, access, context);
  const known = new Set<string>();
  for (const { paths } of before) for (const id of paths) known.add(id);
  const open = new Set<string>();
  const added: ReportedPath[] = [];
  for (const { grade, paths = [] } of found) {
    for (const each of paths) {
      const { id } = each.path;
      open.add(id);
      if (grade === 'unrestricted' && !known.has(id) && given().hasAll(each.required)) added.push(each);
    }
  }
  const gone = [...known].filter((id) => !open.has(id));
  return [
    ...(added.length === 0
      ? []
      : [
          finding(
            kind,
            'open',
            requiredActions(added),
            added.map(({ path }) => path.id),
            access,
            context,
          ),
        ]),
    ...(gone.length === 0
      ? []
      : [finding(kind, 'blocked', actionsOfShown(before), gone, access, context)].filter(
          ({ blockedBy }) => blockedBy.length > 0,
        )),
  ];
}

/** Actions that are new, and that are gone. */
function comparedActions(
  kind: PolicyRiskKind,
  { access, shownOf, given, difference }: Judged,
  context: PrincipalFindingContext,
): readonly PrincipalFinding[] {
  const { adds, lost } = difference;
  if (!adds && lost.isEmpty) return NO_FINDINGS;
  const known = actionsOfShown(shownOf(kind));
  const added = adds ? newActions(kind, known, access, context).intersect(given()) : IndexSet.empty;
  const gone = known.intersect(lost);
  return [
    ...(added.isEmpty ? [] : [finding(kind, 'open', added, null, access, context)]),
    ...(gone.isEmpty ? [] : [finding(kind, 'blocked', gone, null, access, context)]),
  ];
}

function newActions(
  kind: PolicyRiskKind,
  known: IndexSet,
  access: EffectiveAccess,
  context: PrincipalFindingContext,
): IndexSet {
  const counted = IndexSet.unionOf(
    effectiveEvidence(kind, access, context)
      .filter(({ grade, extended }) => grade === 'unrestricted' && !extended)
      .map(({ actions }) => actions),
  );
  return counted.minus(known);
}

function actionsOfShown(shown: readonly Shown[]): IndexSet {
  return IndexSet.unionOf(shown.map(({ actions }) => actions));
}

function finding(
  kind: PolicyRiskKind,
  state: PrincipalFinding['state'],
  actions: IndexSet,
  paths: readonly string[] | null,
  access: EffectiveAccess,
  context: PrincipalFindingContext,
): PrincipalFinding {
  const gone = actions.minus(reachedActions(access.reach));
  const found = contributions(actions, access, context);
  const blockedBy = state === 'blocked' ? blockers(gone, access) : [];
  // In one order, whatever that of policies, statements and paths.
  const grounds = found.map(({ ground }) => ground).sort();
  const blocked = blockedBy.map(({ ground }) => ground).sort();
  return {
    kind,
    state,
    actions,
    paths,
    contributions: found.map(({ policy, statements }) => ({ policy, statements })),
    blockedBy: blockedBy.map(({ inWords }) => inWords),
    content: JSON.stringify([grounds, paths === null ? null : [...paths].sort(), blocked]),
  };
}

/** The Allow statements behind some actions, by policy, and what there is to them whatever their order. */
function contributions(
  actions: IndexSet,
  { sources, allows, catalog }: EffectiveAccess,
  { policyNumberOf }: PrincipalFindingContext,
): readonly (PolicyStatements & { readonly ground: string })[] {
  const granting = new Set(
    allows.filter((allow) => allow.actions.intersects(actions)).map(({ statement }) => statement),
  );
  return sources.flatMap((source) => {
    const policy = policyNumberOf(source);
    const statements = source.document.statements.filter((statement) => granting.has(statement));
    if (policy === null || statements.length === 0) return [];
    const grounds = statements.map((statement) => statementGround(statement, actions, catalog)).sort();
    return [
      {
        policy,
        statements: statements.map(({ index }) => index),
        ground: JSON.stringify([source.name, grounds]),
      },
    ];
  });
}
