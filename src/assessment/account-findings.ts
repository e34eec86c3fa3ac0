import { RISK_KINDS } from '../risks/kinds.generated.js';
import type { Assessment, ComparedOptions, FindingsTrend, Severity } from './assessment.js';
import { describedKind } from './assessment-header.js';
import type { AccountFindings } from './organization-findings.js';
import { findingsTrend, type ComparedFindings, type EarlierAccount } from './findings-trend.js';
import { SEVERITIES } from './severity.js';

/** An assessment as it is compared with an earlier or a later one of the account. */
export function comparedFindings(assessment: Assessment): ComparedFindings {
  const { name, account, assessedAt, options } = assessment;
  const { flagAllRiskyActions, flagTrustPolicies, severities } = options;
  const compared: ComparedOptions = { flagAllRiskyActions, flagTrustPolicies, severities };
  return { name, accountId: account.id, assessedAt, options: compared, findings: countedIds(assessment) };
}

/** An assessment with what became of its findings since an earlier one. */
export function withTrend(assessment: Assessment, earlier: EarlierAccount): Assessment {
  const suppressed = assessment.findings.flatMap(({ notCounted, id }) =>
    notCounted === 'suppressed' ? id : [],
  );
  const trend = findingsTrend(earlier, comparedFindings(assessment), suppressed);
  return { ...assessment, kinds: withKindsOf(trend, assessment.kinds), trend };
}

/** Of what is gone, its kind must be told too: where no resource has a policy any more, its kinds were not judged. */
function withKindsOf(
  { fixedFindings = [] }: FindingsTrend,
  judged: Assessment['kinds'],
): Assessment['kinds'] {
  const known = new Set(judged.map(({ id }) => id));
  const gone = new Set(fixedFindings.map(({ kind }) => kind));
  return [...judged, ...RISK_KINDS.filter(({ id }) => gone.has(id) && !known.has(id)).map(describedKind)];
}

/** An assessment in short, for the whole of its organisation. */
export function accountFindings(assessment: Assessment, files: AccountFindings['files']): AccountFindings {
  const { escalation, principals, policies, notAssessed, summary } = assessment;
  const administrators = new Set(escalation.administrators.map(({ principal }) => principal));
  const climbers = new Set(
    escalation.chains.flatMap(({ from }) => (from === null || administrators.has(from) ? [] : [from])),
  );
  return {
    ...comparedFindings(assessment),
    files,
    principals: principals.length,
    policies: policies.length,
    administrators: administrators.size,
    canBecomeAdministrator: climbers.size,
    outsidersBecomeAdministrator: escalation.chains.filter(({ from }) => from === null).length,
    notAssessed: notAssessed.length,
    bySeverity: summary.bySeverity,
    byKind: summary.byKind.flatMap(({ kind, counted }) => (counted === 0 ? [] : [{ kind, counted }])),
  };
}

function countedIds({ findings }: Assessment): Record<Severity, readonly string[]> {
  const ids: Record<Severity, string[]> = { critical: [], high: [], medium: [], low: [], none: [] };
  for (const { counted, severity, id } of findings) if (counted) ids[severity].push(id);
  for (const severity of SEVERITIES) ids[severity].sort();
  return ids;
}
