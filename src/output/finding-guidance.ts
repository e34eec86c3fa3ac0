import type { Finding, RiskKindDescription } from '../assessment/assessment.js';
import { isOutsiderFinding } from '../assessment/outsider-remedy.js';

/** What is said of every finding of a sort. */
export type FindingGuidance = Pick<RiskKindDescription, 'title' | 'summary' | 'why' | 'fix' | 'references'>;

/** What its kind says is about actions of policies, whereas this is a matter of the trust policy. */
const OF_OUTSIDERS: FindingGuidance = {
  title: 'Outsider becomes administrator',
  summary: 'Someone outside the account can assume this role and becomes administrator by it.',
  why: 'The trust policy lets in somebody whom the account does not control, and what the role may do, by itself or by way of other roles, comes to every permission. Nothing else has to go wrong: whoever is that somebody, or takes its place, has the account.',
  fix: 'Let in only whom the role is meant for, in the statement of the trust policy that the finding names: one role in place of a whole account, one subject in place of a whole identity provider, and sts:ExternalId where a vendor acts for several customers. Or take from the role what makes it administrator. Look in CloudTrail who has used the role.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
};

/** What to say of a finding beyond itself; null where its kind is not described. */
export function findingGuidance(
  finding: Pick<Finding, 'subject' | 'trusted'>,
  kind: RiskKindDescription | null,
): FindingGuidance | null {
  return isOutsiderFinding(finding) ? OF_OUTSIDERS : kind;
}
