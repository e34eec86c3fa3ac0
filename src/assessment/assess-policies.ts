import type { AssessmentContext } from './assessment-context.js';
import type { AssessedPolicy, NotAssessed } from './assessment.js';
import { placeInFiles, type AssessedSources } from './assessed-sources.js';
import type { DocumentAnalysis } from './document-analysis.js';
import { DocumentAnalyser } from './document-analyser.js';
import { excludingRule } from './excluding-rule.js';
import { assessedPolicy, type PolicyEntry } from './policy-table.js';
import { groupMembers, reachedPrincipals } from './principals-reached.js';

/** The policies of users, groups and roles as they stand in an assessment. */
export interface AssessedPolicies {
  readonly policies: readonly AssessedPolicy[];
  /** Statements that are judged as none of an identity policy. */
  readonly notAssessed: readonly NotAssessed[];
}

/** Runs every kind of risk on the policies that no rule excludes. */
export function assessPolicies(
  context: AssessmentContext,
  entries: readonly PolicyEntry[],
  computeRoles: ReadonlySet<number>,
): AssessedPolicies {
  const { options, principals, excludedPrincipals, exclusions, excludedActions, collector } = context;
  const analyser = new DocumentAnalyser(context.view.documents, context.settings);
  const membersOf = groupMembers(principals);
  const counts = countingRule(context);
  const notAssessed: NotAssessed[] = [];
  const policies = entries.map((entry, number) => {
    const excludedBy = excludingRule(entry, principals, excludedPrincipals, exclusions);
    const analysis = excludedBy === null ? analyser.analyse(entry) : null;
    if (analysis !== null) {
      excludedActions.noteFound(analysis.excludedActions);
      notAssessed.push(...resourceBasedStatements(entry, analysis, options.sources));
      collector.addPolicyFindings(number, entry.identity, counts(entry), analysis.findings);
    }
    return assessedPolicy(entry, context.documents, {
      principalsReached: reachedPrincipals(entry.holders, membersOf),
      heldByComputeRole: entry.holders.some((holder) => computeRoles.has(holder)),
      excludedBy,
      unknownActions: analysis?.unknownActions ?? [],
    });
  });
  return { policies, notAssessed };
}

/** Whether what is found in a policy counts: somebody holds it, or it is assessed by itself and serves as no boundary. */
function countingRule({ principals, standalone }: AssessmentContext): (entry: PolicyEntry) => boolean {
  // They grant nothing by themselves.
  const boundaries = new Set(principals.map(({ permissionsBoundary }) => permissionsBoundary?.policy));
  return ({ holders, managed }) =>
    holders.length > 0 || (standalone && !(managed !== null && boundaries.has(managed)));
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
