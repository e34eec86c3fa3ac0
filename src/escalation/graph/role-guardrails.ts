import type { Role } from '../../account/account.js';
import {
  guardrailsOf,
  placeOf,
  type OrganizationPolicies,
  type PolicyLevel,
} from '../../account/organization-policies.js';
import type { OrganizationPlace } from '../../account/organization-place.js';
import { parsePolicyDocument } from '../../policy/parse-policy-document.js';
import { conditionText } from '../../policy/condition-text.js';
import type { ConditionTest, Statement } from '../../policy/policy-document.js';
import { leavesOutFullAccess } from '../../policy/resource-control.js';
import { includes, patternSymbols, textSymbols } from '../../policy/resource-pattern.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import type { AssumingAction } from '../../policy/statement-action.js';
import { memoised } from './grouped.js';
import { factsKey, roleFacts, turnsOnTags, type KnownRole, type RoleFacts } from './role-facts.js';
import { testsByResource } from './tests-by-resource.js';
import { statementsAbout, type TrustStatement } from './trust-statements.js';

/** What a level of policies that allows nobody comes to. */
const NOBODY = parsePolicyDocument({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
});

/** What of a role such policies can be about. */
export type NamedRole = KnownRole & Pick<Role, 'arn' | 'path'>;

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
  denying(role: NamedRole, action: AssumingAction): readonly TrustStatement[] {
    const { accountId, arn, path } = role;
    if (isServiceLinkedPath(path)) return NONE;
    const levels = this.levelsOn(role);
    if (levels === null) return NONE;
    const place = placeOf(this.organization, accountId);
    const facts = levels.flatMap(({ policies }) =>
      policies.map(({ document }) => factsKey(roleFacts(role, place, document))),
    );
    const kind = `${accountId ?? ''} ${action} ${facts.join('')}`;
    const statements = memoised(this.memo, kind, () =>
      levels.length === 0
        ? statementsAbout(NOBODY, action, NO_FACTS, true)
        : levels.flatMap((level) => statementsOfLevel(level, action, role, place)),
    );
    const about = statements.flatMap((each, place) => {
      const tests = testsOnCaller(each, arn);
      return tests === null ? [] : [{ each, tests, key: `${place}${tests.map(conditionText).join()}` }];
    });
    return memoised(this.memo, `${kind} ${about.map(({ key }) => key).join(' ')}`, () =>
      about.map(({ each, tests }) =>
        tests.length === 0 ? each : { ...each, byCaller: [...each.byCaller, ...tests] },
      ),
    );
  }

  /** Whether it matters which tags a role has. */
  turnOnTags(role: NamedRole): boolean {
    const levels = this.levelsOn(role) ?? [];
    return levels.some(({ policies }) => policies.some(({ document }) => turnsOnTags(document)));
  }

  private levelsOn({ accountId }: NamedRole): readonly PolicyLevel[] | null {
    return this.organization === null
      ? null
      : (guardrailsOf(this.organization, accountId)?.resourceControlPolicies ?? null);
  }
}

const NONE: readonly TrustStatement[] = [];
const NO_FACTS: RoleFacts = new Map();

function statementsOfLevel(
  { policies }: PolicyLevel,
  action: AssumingAction,
  role: KnownRole,
  place: OrganizationPlace | null,
): readonly TrustStatement[] {
  const statements = policies.flatMap(({ document }) =>
    statementsAbout(document, action, roleFacts(role, place, document), true),
  );
  const denies = statements.filter(({ statement }) => statement.effect === 'Deny');
  // Nothing but RCPFullAWSAccess can allow, and that allows everything.
  const allows = denies.length < statements.length || leavesOutFullAccess(policies);
  return allows ? denies : statementsAbout(NOBODY, action, NO_FACTS, true);
}

/** What must be so of a caller for the statement to be about a role; null where that is so of none. */
function testsOnCaller(trust: TrustStatement, arn: string): readonly ConditionTest[] | null {
  const tests = trust.variablesKnown ? testsByResource(trust.statement, arn) : undefined;
  return tests === undefined ? (isAboutRole(trust, arn) ? [] : null) : tests;
}

function isAboutRole({ statement, variablesKnown }: TrustStatement, arn: string): boolean {
  const { resources, notResources }: Statement = statement;
  const matches = (pattern: string) =>
    pattern === '*' || includes(patternSymbols(pattern, variablesKnown, 'constant'), textSymbols(arn));
  if (notResources !== null) return !notResources.some(matches);
  return resources === null || resources.some(matches);
}
