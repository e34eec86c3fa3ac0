import type { Account } from '../account/account.js';
import type { AccountView } from './account-view.js';
import { assessPolicies } from './assess-policies.js';
import { assessResourcePolicies } from './assess-resource-policies.js';
import type { AssessedEscalation, AssessedPrincipal, Assessment, ExclusionsReport } from './assessment.js';
import type { AssessOptions } from './assess-options.js';
import { assessmentContext, type AssessmentContext, type AssessmentRequest } from './assessment-context.js';
import { assessmentHeader } from './assessment-header.js';
import { assessedEscalation } from './escalation-section.js';
import { minimized } from './minimized.js';
import {
  accountNotes,
  excludedAdministratorNotes,
  missingPrincipalNotes,
  unknownAccountNotes,
} from './notes.js';
import { policyEntries, policyNumbering, type PolicyNumbering } from './policy-table.js';
import { addOutsiderFindings } from './outsider-findings.js';
import { addPrincipalFindings } from './principal-findings.js';
import { assessedPrincipalsOf } from './principal-table.js';
import { summarise } from './summary.js';
import { applySuppressions } from './suppressions/apply-suppressions.js';
import { suppressionNotes } from './suppressions/suppression-notes.js';
import { addTrustPolicyFindings } from './trust-policy-findings.js';
import { wildcardPrincipalNotes } from './wildcard-principals.js';
import { TrustSentences } from './trust-in-words.js';

/**
 * Judges every policy, trust policy and resource policy of an account.
 *
 * Never throws on what an account holds: what cannot be judged is listed under `notAssessed`.
 */
export function assess(account: Account, options: AssessOptions): Assessment {
  return assessAccount({ account, options, standalone: false });
}

/**
 * As {@link assess}, of an account that may have been analysed before, or of policies that stand alone.
 *
 * @internal
 */
export function assessAccount(request: AssessmentRequest, seen?: AccountView): Assessment {
  const { account, options, standalone } = request;
  const { catalog } = options;
  const context = assessmentContext(request, seen);
  const { view, settings, exclusions, excludedActions, collector, documents } = context;
  const { principals, excludedPrincipals } = context;
  const { sources } = options;

  const { entries, byPrincipal } = policyEntries(account.managedPolicies, principals, account, sources);
  const computeRoles = addTrustPolicyFindings(context);
  const { policies, notAssessed } = assessPolicies(context, entries, computeRoles);
  const resourcePolicies = assessResourcePolicies(context);
  const trustSentences = new TrustSentences();
  const assessedPrincipals = assessedPrincipalsOf(principals, {
    entries,
    byPrincipal,
    excludedPrincipals,
    documents,
    trustSentences,
    sources,
  });

  const policyNumberOf = policyNumbering(entries);
  addPrincipalFindings(view, {
    collector,
    documents: view.documents,
    settings,
    isExcluded: (principal) => excludedPrincipals[principal] !== null,
    isExcludedPolicy: (policy) => (policies[policy]?.excludedBy ?? null) !== null,
    policyNumberOf,
    identityOf: context.identityOf,
  });
  const escalation = assessEscalation(context, policyNumberOf);

  const header = assessmentHeader(options, account, settings.kinds.all);
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
    notAssessed: [...account.problems, ...notAssessed],
    notes: [
      ...accountNotes(account, policies, resourcePolicies, options),
      ...wildcardPrincipalNotes(account),
      ...(sources?.notes ?? []),
      ...(standalone
        ? unknownAccountNotes(assessedPrincipals, resourcePolicies, collector.findings)
        : [...missingPrincipalNotes(view), ...excludedAdministratorNotes(view, excludedPrincipals)]),
      ...suppressionNotes(suppressions),
    ],
    summary: summarise(findings, assessedPrincipals, settings.kinds.all),
    ...(suppressions.length === 0 ? {} : { suppressions }),
    ...(options.customPages === undefined ? {} : { customPages: options.customPages }),
  };
  return options.minimize === true ? minimized(assessment) : assessment;
}

/** Who can become administrator, with the findings on roles by which somebody outside does. */
function assessEscalation(context: AssessmentContext, policyNumberOf: PolicyNumbering): AssessedEscalation {
  const { view, exclusions, excludedPrincipals, collector, identityOf } = context;
  const everyone = view.analysis.graph.population.principals;
  const isExcluded = (number: number) => {
    if (view.isOwn(number)) return excludedPrincipals[view.numberOf(number)] !== null;
    const principal = everyone[number];
    return principal !== undefined && exclusions.excludedPrincipal(principal.type, principal) !== null;
  };
  const escalation = assessedEscalation(view, policyNumberOf, isExcluded, collector.actionTable);
  addOutsiderFindings(view, escalation, collector, {
    isExcluded,
    isKnownAccount: exclusions.isKnownAccount,
    identityOf,
  });
  return escalation;
}

function excludedSubjects(
  policies: readonly { readonly name: string; readonly excludedBy: string | null }[],
  principals: readonly AssessedPrincipal[],
): ExclusionsReport['excluded'][number][] {
  const subjects = [
    ...principals.map(({ type, name, excludedBy }) => ({ type, name, rule: excludedBy })),
    ...policies.map(({ name, excludedBy }) => ({ type: 'policy' as const, name, rule: excludedBy })),
  ];
  return subjects.flatMap(({ type, name, rule }) => (rule === null ? [] : [{ type, name, rule }]));
}
