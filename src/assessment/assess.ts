import type { Account, Principal } from '../account/account.js';
import { BUILT_IN_KINDS, withoutResourceKinds } from '../risks/kinds-in-force.js';
import type { AccountView } from './account-view.js';
import { AccountsTogether } from './accounts-together.js';
import type { AssessedPrincipal, Assessment, NotAssessed } from './assessment.js';
import type { AssessOptions } from './assess-options.js';
import { placeInFiles, sourceIdentity, type AssessedSources } from './assessed-sources.js';
import { assessmentHeader } from './assessment-header.js';
import type { DocumentAnalysis } from './document-analysis.js';
import { DocumentAnalyser } from './document-analyser.js';
import { ExcludedActions } from './excluded-actions.js';
import { assessedEscalation } from './escalation-section.js';
import { compileExclusions } from './compile-exclusions.js';
import { DEFAULT_EXCLUSIONS } from './exclusions.js';
import { FindingCollector } from './finding-collector.js';
import { minimized } from './minimized.js';
import {
  accountNotes,
  excludedAdministratorNotes,
  missingPrincipalNotes,
  unknownAccountNotes,
} from './notes.js';
import {
  assessedPolicy,
  DocumentTable,
  policyEntries,
  policyNumbering,
  type PolicyEntry,
} from './policy-table.js';
import { addOutsiderFindings } from './outsider-findings.js';
import { addPrincipalFindings } from './principal-findings.js';
import { assessedPrincipalsOf } from './principal-table.js';
import { resourcePolicyFindings } from './resource-policy-findings.js';
import { assessedResourcePolicy, resourcePolicyIdentity } from './resource-policy-table.js';
import { excludingRule } from './excluding-rule.js';
import { groupMembers, reachedPrincipals } from './principals-reached.js';
import { summarise } from './summary.js';
import { applySuppressions } from './suppressions/apply-suppressions.js';
import { suppressionNotes } from './suppressions/suppression-notes.js';
import { wildcardPrincipalNotes } from './wildcard-principals.js';
import { TrustSentences } from './trust-in-words.js';

/**
 * Judges every policy, trust policy and resource policy of an account.
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
export function assessPolicies(
  account: Account,
  options: AssessOptions,
  standalone: boolean,
  seen?: AccountView,
): Assessment {
  const { catalog } = options;
  const inForce = options.kinds ?? BUILT_IN_KINDS;
  const kinds = (account.resourcePolicies ?? []).length > 0 ? inForce : withoutResourceKinds(inForce);
  const view = seen ?? new AccountsTogether([account], catalog, options.organizationPolicies ?? null).view(0);
  const exclusions = compileExclusions(options.exclusions ?? DEFAULT_EXCLUSIONS, {
    reportUnmatched: options.exclusions !== undefined,
    knownAccounts: options.knownAccounts ?? [],
  });
  const collector = new FindingCollector(
    {
      flagAllRiskyActions: options.flagAllRiskyActions ?? false,
      flagTrustPolicies: options.flagTrustPolicies ?? false,
      severities: options.severities ?? [],
    },
    catalog,
  );
  const documents = new DocumentTable();
  const principals: readonly Principal[] = [...account.users, ...account.groups, ...account.roles];
  const excludedPrincipals = principals.map((principal) =>
    exclusions.excludedPrincipal(principal.type, principal),
  );
  const { entries, byPrincipal } = policyEntries(
    account.managedPolicies,
    principals,
    account,
    options.sources,
  );
  const excludedActions = new ExcludedActions(catalog, exclusions);
  const includedActions = catalog.expandAll(exclusions.includeActions);
  for (const action of includedActions.indexes()) exclusions.noteIncludedAction(catalog.actionName(action));
  const reader = view.documents;
  const settings = { kinds, includedActions, excludedActions: excludedActions.actions };
  const analyser = new DocumentAnalyser(reader, settings);

  const identityOf = (number: number) => {
    const principal = principals[number];
    if (principal === undefined) return '';
    const { sources } = options;
    const trust = principal.type === 'role' ? principal.trustPolicy : null;
    const source =
      sources?.principals.get(principal) ?? (trust === null ? undefined : sources?.documents.get(trust));
    return sourceIdentity(source, sources) ?? principal.arn;
  };

  const computeRoles = new Set<number>();
  principals.forEach((principal, index) => {
    if (principal.type !== 'role' || excludedPrincipals[index] !== null) return;
    const trust = principal.trustPolicy?.parsed;
    if (trust === undefined || !trust.ok) return;
    const { accountId } = principal;
    for (const kind of kinds.onTrustPolicies) {
      const found = kind.assess({
        document: trust.document,
        accountId,
        isKnownAccount: exclusions.isKnownAccount,
      });
      if (kind.id === 'AssumableByComputeService' && found.length > 0) computeRoles.add(index);
      collector.addTrustFindings(index, identityOf(index), kind, found);
    }
  });

  // They grant nothing by themselves.
  const boundaries = new Set(principals.map(({ permissionsBoundary }) => permissionsBoundary?.policy));
  const notAssessed: NotAssessed[] = [...account.problems];
  const membersOf = groupMembers(principals);
  const policies = entries.map((entry, index) => {
    const excludedBy = excludingRule(entry, principals, excludedPrincipals, exclusions);
    const analysis = excludedBy === null ? analyser.analyse(entry) : null;
    if (analysis !== null) {
      excludedActions.noteFound(analysis.excludedActions);
      notAssessed.push(...resourceBasedStatements(entry, analysis, options.sources));
      collector.addPolicyFindings(
        index,
        entry.identity,
        entry.holders.length > 0 ||
          (standalone && !(entry.managed !== null && boundaries.has(entry.managed))),
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

  const { isKnownAccount } = exclusions;
  const resourcePolicies = (account.resourcePolicies ?? []).map((policy, index) => {
    const { name, arn } = policy;
    const excludedBy = exclusions.excludedPolicy({ name, id: '', arn: arn ?? '', path: '' });
    if (excludedBy === null)
      collector.addResourceFindings(
        index,
        resourcePolicyIdentity(policy, options.sources),
        resourcePolicyFindings(policy, { reader, settings, excludedActions, isKnownAccount }),
      );
    return assessedResourcePolicy(policy, documents, excludedBy, options.sources);
  });

  const trustSentences = new TrustSentences();
  const assessedPrincipals = assessedPrincipalsOf(principals, {
    entries,
    byPrincipal,
    excludedPrincipals,
    documents,
    trustSentences,
    sources: options.sources,
  });

  const policyNumberOf = policyNumbering(entries);
  addPrincipalFindings(view, {
    collector,
    documents: reader,
    settings,
    isExcluded: (principal) => excludedPrincipals[principal] !== null,
    isExcludedPolicy: (policy) => (policies[policy]?.excludedBy ?? null) !== null,
    policyNumberOf,
    identityOf,
  });
  const everyone = view.analysis.graph.population.principals;
  const isLeftOut = (number: number) => {
    if (view.isOwn(number)) return excludedPrincipals[view.numberOf(number)] !== null;
    const principal = everyone[number];
    return principal !== undefined && exclusions.excludedPrincipal(principal.type, principal) !== null;
  };
  const escalation = assessedEscalation(view, policyNumberOf, isLeftOut, collector.actionTable);

  addOutsiderFindings(view, escalation, collector, {
    isExcluded: isLeftOut,
    isKnownAccount: exclusions.isKnownAccount,
    identityOf,
  });

  const header = assessmentHeader(options, account, kinds.all);
  const { findings, suppressions } = applySuppressions(options.suppressions ?? [], {
    findings: collector.findings,
    escalationPaths: collector.escalationPaths,
    actionTable: collector.actionTable,
    catalog,
    policies,
    principals: assessedPrincipals,
    resourcePolicies,
    today: header.assessedAt.slice(0, 'YYYY-MM-DD'.length),
  });

  const assessment: Assessment = {
    ...header,
    escalationPaths: collector.escalationPaths,
    ...collector.actionTable.build(catalog, collector.serviceLists),
    documents: documents.documents,
    trustSentences: trustSentences.sentences,
    policies,
    principals: assessedPrincipals,
    ...(resourcePolicies.length === 0 ? {} : { resourcePolicies }),
    escalation,
    findings,
    exclusions: {
      rules: exclusions.rules,
      excluded: [
        ...excludedSubjects([...policies, ...resourcePolicies], assessedPrincipals),
        ...excludedActions.report(),
      ],
      unmatchedRules: exclusions.unmatchedRules(),
    },
    notAssessed,
    notes: [
      ...accountNotes(account, policies, options),
      ...wildcardPrincipalNotes(account),
      ...(options.sources?.notes ?? []),
      ...(standalone
        ? unknownAccountNotes(assessedPrincipals, resourcePolicies, collector.findings)
        : [...missingPrincipalNotes(view), ...excludedAdministratorNotes(view, excludedPrincipals)]),
      ...suppressionNotes(suppressions),
    ],
    summary: summarise(findings, assessedPrincipals, kinds.all),
    ...(suppressions.length === 0 ? {} : { suppressions }),
    ...(options.customPages === undefined ? {} : { customPages: options.customPages }),
  };
  return options.minimize === true ? minimized(assessment) : assessment;
}

function resourceBasedStatements(
  { name, source }: PolicyEntry,
  { resourceBased }: DocumentAnalysis,
  sources: AssessedSources | undefined,
): NotAssessed[] {
  return resourceBased.map((index) => ({
    what: `policy ${name}`,
    where: placeInFiles(source, sources, index) ?? `$.Statement[${index}]`,
    reason:
      'the statement names principals, as trust and resource policies do, so it is not judged as an identity policy',
  }));
}

function excludedSubjects(
  policies: readonly { readonly name: string; readonly excludedBy: string | null }[],
  principals: readonly AssessedPrincipal[],
): Assessment['exclusions']['excluded'][number][] {
  const subjects = [
    ...principals.map(({ type, name, excludedBy }) => ({ type, name, rule: excludedBy })),
    ...policies.map(({ name, excludedBy }) => ({ type: 'policy' as const, name, rule: excludedBy })),
  ];
  return subjects.flatMap(({ type, name, rule }) => (rule === null ? [] : [{ type, name, rule }]));
}
