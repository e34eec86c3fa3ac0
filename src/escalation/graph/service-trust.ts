import type { Role } from '../../account/account.js';
import { organizationOfSource, type OrganizationPlace } from '../../account/organization-place.js';
import { conditionText, denialText } from '../../policy/condition-text.js';
import { isNegated } from '../../policy/condition-grade.js';
import { evaluateTest, type RequestContext } from '../../policy/evaluate-conditions.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { ANY_SERVICE } from '../../policy/request/context-of-principal.js';
import { isAnyone, principalsIn } from '../../policy/principal-name.js';
import { serviceName } from '../../policy/service-principal.js';
import { isAboutAction, type AssumingAction } from '../../policy/statement-action.js';
import { allHold, negated, type Truth } from '../../policy/truth.js';
import type { TrustedOutsider } from './trusted-outsiders.js';

/** Whether a trust policy lets in a service. */
export interface ServiceTrust {
  readonly truth: Truth;
  /** What must be so for that, in words; empty if nothing. */
  readonly conditions: readonly string[];
}

/**
 * The one service to which roles are passed and that lets others assume them, so that they trust it as an identity provider.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
const IDENTITY_POOLS = 'cognito-identity.amazonaws.com';

/** Whether it is a service to which roles are passed. */
export function isPassedRoles({ kind, name }: Pick<TrustedOutsider, 'kind' | 'name'>): boolean {
  return kind === 'service' || (kind === 'federated' && name === IDENTITY_POOLS);
}

/** The action by which a service uses a role that is passed to it. */
export function assumingActionOf(service: string): AssumingAction {
  return service === IDENTITY_POOLS ? 'sts:assumerolewithwebidentity' : 'sts:assumerole';
}

/** Whether a role that trusts somebody trusts a service, known by its name in most regions, and not only as its provider. */
export function isNamedAsService(trusted: string, service: string): boolean {
  return trusted === service || (trusted === ANY_SERVICE && service !== IDENTITY_POOLS);
}

/**
 * Whether the trust policy of a role allows one of some services an action that goes with assuming it. Conditions are not
 * looked at: those of assuming it are mostly in the same statement.
 */
export function isAllowedToServices(
  { trustPolicy }: Pick<Role, 'trustPolicy'>,
  action: string,
  services: readonly string[],
): boolean {
  if (trustPolicy?.parsed.ok !== true) return false;
  return trustPolicy.parsed.document.statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      isAboutAction(statement, action.toLowerCase()) &&
      (statement.principals === null ||
        principalsIn(statement.principals).some(
          (each) => isAnyone(each) || services.includes(serviceName(each.name)),
        )),
  );
}

const SOURCE_ACCOUNT = 'aws:sourceaccount';
const SOURCE_ARN = 'aws:sourcearn';
const ARN_PARTS = { region: 3, account: 4, resource: 5 } as const;

/** For whom a service works. */
interface Source {
  readonly accountId: string | null;
  /** What is known of the account by the keys of its organisation, in lower case. */
  readonly organization: ReadonlyMap<string, readonly string[]>;
}

/**
 * Judges the trust in a service that works for somebody in the account of the role, with something that was made there:
 * that is the account of `aws:SourceAccount`, in the ARN of `aws:SourceArn`, and the one whose organisation counts.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 *
 * @param place - where the account stands in the organisation; null where that is not known
 */
export function serviceTrust(
  { statement, tests, denials }: TrustedOutsider,
  accountId: string | null,
  place: OrganizationPlace | null,
): ServiceTrust {
  const from: Source = { accountId, organization: new Map(organizationOfSource(place)) };
  const isAboutSource = ({ key }: Pick<ConditionTest, 'key'>) => isKeyOfSource(key, from);
  const judge = (test: ConditionTest) => sourceTruth(test, from);
  const source = allHold(statement.conditions.filter(isAboutSource).map(judge));
  const effects = denials.map((denial) => ({ denial, truth: allHold(denial.map(judge)) }));
  if (source === 'fails' || effects.some(({ truth }) => truth === 'holds'))
    return { truth: 'fails', conditions: [] };
  const asked = [
    ...statement.conditions.filter((test) => isAboutSource(test) && judge(test) === 'unknown'),
    ...tests.filter((test) => !isAboutSource(test)),
  ].map(conditionText);
  const conditions = [
    ...asked,
    ...effects.flatMap(({ denial, truth }) => (truth === 'unknown' ? [denialText(denial)] : [])),
  ];
  return { truth: conditions.length === 0 ? 'holds' : 'unknown', conditions };
}

function isKeyOfSource(key: string, { organization }: Source): boolean {
  const lowerCase = key.toLowerCase();
  return [SOURCE_ACCOUNT, SOURCE_ARN].includes(lowerCase) || organization.has(lowerCase);
}

function sourceTruth(test: ConditionTest, from: Source): Truth {
  const { accountId } = from;
  if (accountId === null || !isKeyOfSource(test.key, from)) return 'unknown';
  if (test.key.toLowerCase() !== SOURCE_ARN || test.operator === 'Null')
    return evaluateTest(test, sourceOf(accountId, from), true);
  const truths = test.values.map((arn) => arnTruth(arn, accountId));
  const matched: Truth = truths.includes('holds') ? 'holds' : allFail(truths) ? 'fails' : 'unknown';
  return isNegated(test) ? negated(matched) : matched;
}

function allFail(truths: readonly Truth[]): boolean {
  return truths.every((truth) => truth === 'fails');
}

/** Whether something that is made in an account bears an ARN: surely so if any of the account does. */
function arnTruth(pattern: string, accountId: string): Truth {
  const parts = pattern.split(':');
  const account = parts[ARN_PARTS.account] ?? '*';
  if (/^\d{12}$/.test(account) && account !== accountId) return 'fails';
  const isAnything = (part: number) => ['*', undefined].includes(parts[part]);
  const isAnyOfAccount =
    pattern.includes('*') &&
    (account === accountId || account === '*') &&
    isAnything(ARN_PARTS.region) &&
    parts.slice(ARN_PARTS.resource).every((part) => part === '*');
  return isAnyOfAccount ? 'holds' : 'unknown';
}

/** Any ARN will do where it matters only that there is one. */
function sourceOf(accountId: string, { organization }: Source): RequestContext {
  return {
    value: (key) => {
      const lowerCase = key.toLowerCase();
      const ofOrganization = organization.get(lowerCase);
      if (ofOrganization !== undefined) return ofOrganization;
      if (lowerCase === SOURCE_ACCOUNT || lowerCase === 'aws:resourceaccount') return [accountId];
      return lowerCase === SOURCE_ARN ? [`arn:aws:service::${accountId}:source`] : undefined;
    },
  };
}
