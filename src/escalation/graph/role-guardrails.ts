import type { Role } from '../../account/account.js';
import {
  guardrailsOf,
  type OrganizationPolicies,
  type PolicyLevel,
} from '../../account/organization-policies.js';
import { parsePolicyDocument } from '../../policy/parse-policy-document.js';
import type { Statement } from '../../policy/policy-document.js';
import { leavesOutFullAccess } from '../../policy/resource-control.js';
import { includes, patternSymbols, textSymbols } from '../../policy/resource-pattern.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import type { AssumingAction } from '../../policy/statement-action.js';
import { memoised } from './grouped.js';
import { statementsAbout, type TrustStatement } from './trust-statements.js';

/** What a level of policies that allows nobody comes to. */
const NOBODY = parsePolicyDocument({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
});

/** What of a role such policies can be about. */
export type NamedRole = Pick<Role, 'accountId' | 'arn' | 'path'>;

/**
 * What the resource control policies of a role's account say of assuming it, whoever asks.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export class RoleGuardrails {
  private readonly organization: OrganizationPolicies | null;
  private readonly memo = new Map<string, readonly TrustStatement[]>();

  constructor(organization: OrganizationPolicies | null) {
    this.organization = organization;
  }

  /** The Deny statements that are about the role; the same list for roles about which the same is said. */
  denying({ accountId, arn, path }: NamedRole, action: AssumingAction): readonly TrustStatement[] {
    if (this.organization === null || isServiceLinkedPath(path)) return NONE;
    const levels = guardrailsOf(this.organization, accountId)?.resourceControlPolicies ?? null;
    if (levels === null) return NONE;
    const statements = this.ofAccount(levels, accountId ?? '', action);
    const about = statements.filter((each) => isAboutRole(each, arn));
    const key = `${accountId ?? ''} ${action} ${about.map((each) => statements.indexOf(each)).join(' ')}`;
    return memoised(this.memo, key, () => about);
  }

  private ofAccount(
    levels: readonly PolicyLevel[],
    accountId: string,
    action: AssumingAction,
  ): readonly TrustStatement[] {
    return memoised(this.memo, `${accountId} ${action}`, () =>
      levels.length === 0
        ? statementsAbout(NOBODY, action, null, true)
        : levels.flatMap((level) => statementsOfLevel(level, action, accountId)),
    );
  }
}

const NONE: readonly TrustStatement[] = [];

function statementsOfLevel(
  { policies }: PolicyLevel,
  action: AssumingAction,
  accountId: string,
): readonly TrustStatement[] {
  const statements = policies.flatMap(({ document }) =>
    statementsAbout(document, action, accountId === '' ? null : accountId, true),
  );
  const denies = statements.filter(({ statement }) => statement.effect === 'Deny');
  // Nothing but RCPFullAWSAccess can allow, and that allows everything.
  const allows = denies.length < statements.length || leavesOutFullAccess(policies);
  return allows ? denies : statementsAbout(NOBODY, action, null, true);
}

function isAboutRole({ statement, variablesKnown }: TrustStatement, arn: string): boolean {
  const { resources, notResources }: Statement = statement;
  const matches = (pattern: string) =>
    pattern === '*' || includes(patternSymbols(pattern, variablesKnown, 'constant'), textSymbols(arn));
  if (notResources !== null) return !notResources.some(matches);
  return resources === null || resources.some(matches);
}
