import type {
  AssessedPrincipal,
  Assessment,
  JsonValue,
  PolicyType,
  PrincipalType,
} from '../assessment/assessment.js';
import { chunksOf } from './chunks.js';
import { objectText } from './json-text.js';
import { RiskTexts } from './results-risks.js';
import { EscalationTexts } from './results-escalation.js';
import { policyMembers, principalMembers, roleMembers } from './results-subjects.js';
import { subjectFindings } from './subject-findings.js';

/** The results file: what 0.9.1 wrote under that name, as compact JSON in chunks. */
export function resultsChunks(assessment: Assessment): Iterable<string> {
  return chunksOf(parts(assessment));
}

/** The results in the shape of 0.9.1, as a value. */
export function toResults(assessment: Assessment): JsonValue {
  // Written by resultsChunks, so it is JSON.
  return JSON.parse([...resultsChunks(assessment)].join('')) as JsonValue;
}

function* parts(assessment: Assessment): Generator<string, void, undefined> {
  const risks = new RiskTexts(assessment);
  const { ofPolicy, ofTrustPolicy, ofPrincipal } = subjectFindings(assessment.findings);
  const escalation = new EscalationTexts(assessment, ofPrincipal);
  // Members of a group repeat it whole, so its text is made once.
  const groups = new Map<number, string>();
  assessment.principals.forEach((principal, index) => {
    if (principal.type === 'group') groups.set(index, `{${principalMembers(principal, assessment)}}`);
  });

  const group = (_: AssessedPrincipal, index: number): string => groups.get(index) ?? '{}';
  const user = (principal: AssessedPrincipal, index: number): string => {
    const memberships = principal.groups.flatMap((number): [string, string][] => {
      const own = assessment.principals[number];
      return own === undefined ? [] : [[own.name, groups.get(number) ?? '{}']];
    });
    return `{${principalMembers(principal, assessment)},"groups":${objectText(memberships)}${escalation.of(index)}}`;
  };
  const role = (principal: AssessedPrincipal, index: number): string => {
    const members = `${principalMembers(principal, assessment)},${roleMembers(principal, assessment)}${escalation.of(index)}`;
    if (!assessment.options.flagTrustPolicies) return `{${members}}`;
    const findings = principal.excludedBy === null ? (ofTrustPolicy.get(index) ?? []) : [];
    return `{${members},${risks.ofTrustPolicy(findings)}}`;
  };
  const principals = (type: PrincipalType, textOf: (principal: AssessedPrincipal, index: number) => string) =>
    members(assessment.principals, (principal, index) =>
      principal.type === type ? textOf(principal, index) : null,
    );
  const policies = (type: PolicyType) =>
    members(assessment.policies, (policy, index) => {
      if (policy.type !== type) return null;
      const findings = policy.excludedBy === null ? (ofPolicy.get(index) ?? []) : [];
      const excluded = String(policy.excludedBy !== null);
      return `{${policyMembers(policy, assessment)},${risks.ofPolicy(findings)},"is_excluded":${excluded}}`;
    });

  yield '{"groups":';
  yield* principals('group', group);
  yield ',"users":';
  yield* principals('user', user);
  yield ',"roles":';
  yield* principals('role', role);
  yield ',"aws_managed_policies":';
  yield* policies('aws-managed');
  yield ',"customer_managed_policies":';
  yield* policies('customer-managed');
  yield ',"inline_policies":';
  yield* policies('inline');
  yield `,"exclusions":${JSON.stringify(assessment.exclusions.rules)},"links":`;
  // Last, because only now is it known which actions were written.
  yield risks.links();
  yield '}';
}

/** A JSON object by id, element by element, of the elements that have a text. */
function* members<Element extends { readonly id: string }>(
  elements: readonly Element[],
  textOf: (element: Element, index: number) => string | null,
): Generator<string, void, undefined> {
  let separator = '{';
  for (const [index, element] of elements.entries()) {
    const text = textOf(element, index);
    if (text === null) continue;
    yield `${separator}${JSON.stringify(element.id)}:${text}`;
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}
