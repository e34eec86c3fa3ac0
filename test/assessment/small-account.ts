import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import type { AssessOptions } from '../../src/assessment/assess-options.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment, Finding } from '../../src/assessment/assessment.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';

/** A condition that limits. */
export const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

/** A time at which the catalogue is new. */
export const NOW = new Date(`${catalog.date}T12:00:00Z`);

/** Authorization details assessed without exclusions, unless the options say otherwise. */
export function assessed(input: unknown, options: Partial<AssessOptions> = {}): Assessment {
  return assess(parseAuthorizationDetails(input), {
    catalog,
    name: 'account',
    exclusions: NO_EXCLUSIONS,
    now: NOW,
    ...options,
  });
}

/** A user that may assume a role which has everything. */
export const TO_ADMINISTRATOR = details({
  users: [user('ann', { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole')))] })],
  roles: [
    role('top', {
      RolePolicyList: [inline('everything', document(allow('*')))],
      AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::111122223333:root' }),
    }),
  ],
});

/** One role with one inline policy. */
export const withPolicy = (policyDocument: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  details({ roles: [role('holder', { RolePolicyList: [inline('policy', policyDocument)], ...more })] });

/** How a finding is graded and counted. */
export const brief = ({ kind, severity, reach, counted, notCounted }: Finding) => [
  kind,
  severity,
  reach,
  counted,
  notCounted ?? null,
];
