import type { Account, Group, Principal } from '../account/account.js';
import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import { CoverageJudge } from '../policy/resource-coverage.js';
import { RISK_KINDS } from '../risks/kinds.generated.js';
import type { TrustRiskKind } from '../risks/risk-kind.js';
import type { AssessedPrincipal, Assessment, NotAssessed } from './assessment.js';
import type { AssessOptions } from './assess-options.js';
import { assessmentHeader } from './assessment-header.js';
import { analyseDocument, type DocumentAnalysis } from './document-analysis.js';
import { ExcludedActions } from './excluded-actions.js';
import { compileExclusions, type CompiledExclusions } from './compile-exclusions.js';
import { DEFAULT_EXCLUSIONS } from './exclusions.js';
import { FindingCollector } from './finding-collector.js';
import { managedBy } from './managed-by.js';
import { accountNotes } from './notes.js';
import { assessedPolicy, DocumentTable, policyEntries, type PolicyEntry } from './policy-table.js';
import { summarise } from './summary.js';

const TRUST_KINDS = RISK_KINDS.filter((kind): kind is TrustRiskKind => kind.scope === 'trust-policy');

/**
 * Judges every policy and trust policy of an account.
 *
 * Never throws on what an account holds: what cannot be judged is listed under `notAssessed`.
 */
export function assess(account: Account, options: AssessOptions): Assessment {
  return assessPolicies(account, options, false);
}

/**
 * As {@link assess}; with `standalone`, policies that nobody holds count.
 *
 * @internal
 */
export function assessPolicies(account: Account, options: AssessOptions, standalone: boolean): Assessment {
  const { catalog } = options;
  const exclusions = compileExclusions(options.exclusions ?? DEFAULT_EXCLUSIONS, {
    reportUnmatched: options.exclusions !== undefined,
  });
  const collector = new FindingCollector({
    flagAllRiskyActions: options.flagAllRiskyActions ?? false,
    flagTrustPolicies: options.flagTrustPolicies ?? false,
    severities: options.severities ?? [],
  });
  const documents = new DocumentTable();
  const principals: readonly Principal[] = [...account.users, ...account.groups, ...account.roles];
  const excludedPrincipals = principals.map((principal) =>
    exclusions.excludedPrincipal(principal.type, principal),
  );
  const { entries, byPrincipal } = policyEntries(account.managedPolicies, principals, account);
  const excludedActions = new ExcludedActions(catalog, exclusions);
  const includedActions = catalog.expandAll(exclusions.includeActions);
  for (const action of includedActions.indexes()) exclusions.noteIncludedAction(catalog.actionName(action));
  const analyser = new DocumentAnalyser(catalog, includedActions, excludedActions.actions);

  const computeRoles = new Set<number>();
  principals.forEach((principal, index) => {
    if (principal.type !== 'role' || excludedPrincipals[index] !== null) return;
    const trust = principal.trustPolicy?.parsed;
    if (trust === undefined || !trust.ok) return;
    const { accountId, arn } = principal;
    for (const kind of TRUST_KINDS) {
      const found = kind.assess({
        document: trust.document,
        accountId,
        isKnownAccount: exclusions.isKnownAccount,
      });
      if (kind.id === 'AssumableByComputeService' && found.length > 0) computeRoles.add(index);
      collector.addTrustFindings(index, arn, kind, found);
    }
  });

  const notAssessed: NotAssessed[] = [...account.problems];
  const membersOf = groupMembers(principals);
  const policies = entries.map((entry, index) => {
    const excludedBy = excludingRule(entry, principals, excludedPrincipals, exclusions);
    const analysis = excludedBy === null ? analyser.analyse(entry) : null;
    if (analysis !== null) {
      excludedActions.noteFound(analysis.excludedActions);
      notAssessed.push(...resourceBasedStatements(entry, analysis));
      collector.addPolicyFindings(
        index,
        entry.identity,
        standalone || entry.holders.length > 0,
        analysis.findings,
      );
    }
    return assessedPolicy(entry, documents, {
      principalsReached: reachedPrincipals(entry.holders, membersOf),
      heldByComputeRole: entry.holders.some((holder) => computeRoles.has(holder)),
      excludedBy,
      unknownActions: analysis?.unknownActions ?? [],
    });
  });

  const policyNumbers = new Map(entries.map((entry, index) => [entry.managed, index]));
  const principalNumbers = new Map(principals.map((principal, index) => [principal, index]));
  const assessedPrincipals = principals.map((principal, index): AssessedPrincipal => {
    const boundary = principal.permissionsBoundary;
    return {
      id: principal.id,
      name: principal.name,
      type: principal.type,
      arn: principal.arn,
      accountId: principal.accountId,
      path: principal.path,
      managedBy: managedBy(principal),
      createDate: principal.createDate,
      policies: byPrincipal[index] ?? [],
      ...ownInlineNames(principal, byPrincipal[index] ?? [], entries),
      groups:
        principal.type === 'user' ? principal.groups.map((group) => principalNumbers.get(group) ?? -1) : [],
      permissionsBoundary:
        boundary === null
          ? null
          : {
              arn: boundary.arn,
              policy: boundary.policy === null ? null : (policyNumbers.get(boundary.policy) ?? null),
            },
      tags: principal.tags,
      excludedBy: excludedPrincipals[index] ?? null,
      role:
        principal.type === 'role'
          ? {
              trustPolicy: documents.add(principal.trustPolicy),
              lastUsed: principal.lastUsed,
              // They came out of JSON.parse, so they are JSON values.
              instanceProfiles: principal.instanceProfiles as readonly [],
            }
          : null,
    };
  });

  const { actions, actionSets, services } = collector.actionTable.build(catalog);
  for (const prefix of collector.services) services.add(prefix);
  const used = options.minimize === true ? usedDocuments(policies, assessedPrincipals, collector) : null;
  return {
    ...assessmentHeader(options, account),
    escalationPaths: collector.escalationPaths,
    services: Object.fromEntries(
      [...services].sort().map((prefix) => [prefix, catalog.service(prefix)?.name ?? prefix]),
    ),
    actions,
    actionSets,
    documents:
      used === null
        ? documents.documents
        : documents.documents.map((document, index) => (used.has(index) ? document : null)),
    policies,
    principals: assessedPrincipals,
    findings: collector.findings,
    exclusions: {
      rules: exclusions.rules,
      excluded: [...excludedSubjects(policies, assessedPrincipals), ...excludedActions.report()],
      unmatchedRules: exclusions.unmatchedRules(),
    },
    notAssessed,
    notes: accountNotes(account, policies, options),
    summary: summarise(collector.findings, assessedPrincipals),
  };
}

/** Analyses each distinct document once for each account it stands in. */
class DocumentAnalyser {
  private readonly catalog: Catalog;
  private readonly settings: { readonly includedActions: IndexSet; readonly excludedActions: IndexSet };
  private readonly judges = new Map<string, CoverageJudge>();
  private readonly analyses = new Map<CoverageJudge, Map<object, DocumentAnalysis>>();

  constructor(catalog: Catalog, includedActions: IndexSet, excludedActions: IndexSet) {
    this.catalog = catalog;
    this.settings = { includedActions, excludedActions };
  }

  /** Null if the policy has no document that can be read. */
  analyse(entry: PolicyEntry): DocumentAnalysis | null {
    if (entry.document === null || !entry.document.parsed.ok) return null;
    const judge = this.judgeOf(entry);
    const known = this.analyses.get(judge) ?? new Map<object, DocumentAnalysis>();
    this.analyses.set(judge, known);
    let analysis = known.get(entry.document);
    if (analysis === undefined) {
      analysis = analyseDocument(entry.document.parsed.document, this.catalog, judge, this.settings);
      known.set(entry.document, analysis);
    }
    return analysis;
  }

  private judgeOf({ accountId, partition }: PolicyEntry): CoverageJudge {
    const key = `${partition}:${accountId ?? ''}`;
    let judge = this.judges.get(key);
    if (judge === undefined) {
      judge = new CoverageJudge(this.catalog, { accountId, partition: partition === '' ? null : partition });
      this.judges.set(key, judge);
    }
    return judge;
  }
}

/** The rule that keeps a policy from being assessed: its own, or, for an inline policy, that of all its holders. */
function excludingRule(
  entry: PolicyEntry,
  principals: readonly Principal[],
  excludedPrincipals: readonly (string | null)[],
  exclusions: CompiledExclusions,
): string | null {
  const own = exclusions.excludedPolicy({
    name: entry.name,
    id: entry.id,
    arn: entry.managed?.arn ?? '',
    path: entry.managed?.path ?? '',
  });
  if (own !== null || entry.type !== 'inline') return own;
  const rules = entry.holders.map((holder) => excludedPrincipals[holder] ?? null);
  const [first = null] = rules;
  return rules.every((rule) => rule !== null) && principals.length > 0 ? first : null;
}

/** What a principal calls the inline policies that stand under another holder's name. */
function ownInlineNames(
  principal: Principal,
  held: readonly number[],
  entries: readonly PolicyEntry[],
): Pick<AssessedPrincipal, 'inlineNames'> {
  const inlineNames = held.flatMap((policy) => {
    const entry = entries[policy];
    if (entry === undefined || entry.type !== 'inline') return [];
    const name =
      principal.inlinePolicies.find(({ document }) => document === entry.document)?.name ?? entry.name;
    return name === entry.name ? [] : [{ policy, name }];
  });
  return inlineNames.length === 0 ? {} : { inlineNames };
}

function resourceBasedStatements({ name }: PolicyEntry, { resourceBased }: DocumentAnalysis): NotAssessed[] {
  return resourceBased.map((index) => ({
    what: `policy ${name}`,
    where: `$.Statement[${index}]`,
    reason:
      'the statement names principals, as trust and resource policies do, so it is not judged as an identity policy',
  }));
}

function groupMembers(principals: readonly Principal[]): ReadonlyMap<number, number> {
  const numbers = new Map<Group, number>();
  principals.forEach((principal, index) => {
    if (principal.type === 'group') numbers.set(principal, index);
  });
  const members = new Map<number, number>();
  for (const principal of principals) {
    if (principal.type !== 'user') continue;
    for (const group of principal.groups) {
      const index = numbers.get(group) ?? -1;
      members.set(index, (members.get(index) ?? 0) + 1);
    }
  }
  return members;
}

function reachedPrincipals(holders: readonly number[], membersOf: ReadonlyMap<number, number>): number {
  return holders.reduce((count, holder) => count + 1 + (membersOf.get(holder) ?? 0), 0);
}

function usedDocuments(
  policies: readonly Assessment['policies'][number][],
  principals: readonly AssessedPrincipal[],
  collector: FindingCollector,
): ReadonlySet<number | null> {
  const used = new Set<number | null>();
  for (const { subject } of collector.findings) {
    if (subject.type === 'policy') used.add(policies[subject.policy]?.document ?? null);
    else used.add(principals[subject.principal]?.role?.trustPolicy ?? null);
  }
  return used;
}

function excludedSubjects(
  policies: readonly Assessment['policies'][number][],
  principals: readonly AssessedPrincipal[],
): Assessment['exclusions']['excluded'][number][] {
  const subjects = [
    ...principals.map(({ type, name, excludedBy }) => ({ type, name, rule: excludedBy })),
    ...policies.map(({ name, excludedBy }) => ({ type: 'policy' as const, name, rule: excludedBy })),
  ];
  return subjects.flatMap(({ type, name, rule }) => (rule === null ? [] : [{ type, name, rule }]));
}
