import type { Assessment, Finding } from '../../src/assessment/assessment.js';
import type { SourceLocation } from '../../src/assessment/source-location.js';

/**
 * The findings of an assessment as lines that a person can check against the files: severity, kind, what it is on, the
 * address, and the lines: of the resource, and after it those of the statements that show the finding.
 */
export function findingLines(assessment: Assessment): readonly string[] {
  return assessment.findings.map((finding) => {
    const { severity, kind, counted, notCounted, trusted = [] } = finding;
    const state = counted ? '' : ` (${notCounted ?? ''})`;
    const whom = trusted.length === 0 ? '' : ` trusting ${trusted.join(', ')}`;
    const paths = (finding.paths ?? []).map((path) => assessment.escalationPaths[path]?.id ?? '');
    const how = paths.length === 0 || paths.length > 3 ? '' : ` by ${paths.join(', ')}`;
    return `${severity} ${kind}${state}${whom}${how} on ${subjectText(assessment, finding)}`;
  });
}

function subjectText(
  { policies, principals, resourcePolicies = [] }: Assessment,
  { subject, grantedBy }: Finding,
): string {
  if (subject.type === 'policy') {
    const policy = policies[subject.policy];
    return `${policy?.type ?? ''} ${policy?.name ?? ''} at ${placeText(policy?.source, grantedBy)}`;
  }
  if (subject.type === 'resource-policy') {
    const policy = resourcePolicies[subject.resourcePolicy];
    return `resource ${policy?.resourceType ?? ''} at ${placeText(policy?.source, grantedBy)}`;
  }
  const principal = principals[subject.principal];
  const name = `${principal?.type ?? ''} ${principal?.name ?? ''}`;
  return subject.type === 'principal'
    ? `${name} at ${placeText(principal?.source, [])}`
    : `trust of ${name} at ${placeText(principal?.role?.trustSource, grantedBy)}`;
}

function placeText(source: SourceLocation | undefined, statements: readonly number[]): string {
  if (source === undefined) return 'nowhere';
  const { file, line, column, address } = source;
  const own = statements.flatMap((statement) => {
    const position = source.statements?.[statement];
    return position === undefined ? [] : [`${position.line}:${position.column}`];
  });
  const within = own.length === 0 ? '' : ` [${own.join(' ')}]`;
  return `${file}:${line}:${column}${within}${address === undefined ? '' : ` ${address}`}`;
}
