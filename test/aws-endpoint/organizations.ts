import { jsonAnswer, jsonCall, jsonFailure, targetAction, type JsonCall } from './json-protocol.js';
import type { OrganizationPolicyType } from './endpoint-organization.js';
import type { Caller, EndpointState } from './endpoint-state.js';
import type { Described, OrganizationIndex } from './organization-index.js';
import { pageOf } from './page-token.js';
import type { Service } from './service.js';
import { ServiceFailure } from './service-failure.js';

const LARGEST_PAGE = 20;

/**
 * Organizations in the AWS JSON 1.1 protocol.
 * Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 */
export const organizationsService: Service = {
  name: 'organizations',
  describe(request) {
    const action = targetAction(request);
    return {
      action,
      permission: `organizations:${action}`,
      resource: '*',
      fingerprint: `${action} ${request.body.toString('utf8')}`,
      needsCredentials: true,
    };
  },
  answer(request, caller, state) {
    const call = jsonCall(request);
    if (call === null) throw new ServiceFailure('SerializationException', 400, 'The body is no JSON object.');
    const operation = OPERATIONS.get(call.action);
    if (operation === undefined)
      throw new ServiceFailure('UnknownOperationException', 400, 'The operation is not known.');
    const organization = readableOrganization(call, caller, state);
    return jsonAnswer(operation({ call, organization, state }));
  },
  failure: (failure) => jsonFailure(failure),
};

interface Question {
  readonly call: JsonCall;
  readonly organization: OrganizationIndex;
  readonly state: EndpointState;
}

const OPERATIONS: ReadonlyMap<string, (question: Question) => Described> = new Map<
  string,
  (question: Question) => Described
>([
  ['DescribeOrganization', ({ organization }) => ({ Organization: organization.describe() })],
  ['ListRoots', (question) => listed('Roots', question.organization.ofKind('ROOT'), question)],
  ['ListAccounts', (question) => listed('Accounts', question.organization.ofKind('ACCOUNT'), question)],
  [
    'DescribeAccount',
    ({ call, organization }) => {
      const id = text(call, 'AccountId');
      const placed = organization.find(id);
      if (placed?.kind !== 'ACCOUNT')
        throw notFound('AccountNotFoundException', "You specified an account that doesn't exist.");
      return { Account: placed.described };
    },
  ],
  [
    'ListAccountsForParent',
    (question) =>
      listed('Accounts', question.organization.describedAll(parentOf(question).accounts), question),
  ],
  [
    'ListOrganizationalUnitsForParent',
    (question) => {
      const ids = parentOf(question).units.map(({ id }) => id);
      return listed('OrganizationalUnits', question.organization.describedAll(ids), question);
    },
  ],
  [
    'ListParents',
    (question) => {
      const placed = question.organization.find(text(question.call, 'ChildId'));
      if (placed?.parent === undefined || placed.parent === null)
        throw notFound('ChildNotFoundException', "You specified a child that doesn't exist.");
      return listed('Parents', [{ ...placed.parent }], question);
    },
  ],
  [
    'ListPolicies',
    (question) => listed('Policies', question.organization.policies(policyType(question)), question),
  ],
  [
    'ListPoliciesForTarget',
    (question) => {
      const type = policyType(question);
      const target = text(question.call, 'TargetId');
      if (question.organization.find(target) === null)
        throw notFound('TargetNotFoundException', "You specified a target that doesn't exist.");
      return listed('Policies', question.organization.policiesFor(target, type), question);
    },
  ],
  [
    'DescribePolicy',
    ({ call, organization }) => {
      const policy = organization.policy(text(call, 'PolicyId'));
      if (policy === null) throw noSuchPolicy();
      return { Policy: policy };
    },
  ],
  [
    'ListTargetsForPolicy',
    (question) => {
      const targets = question.organization.targetsOf(text(question.call, 'PolicyId'));
      if (targets === null) throw noSuchPolicy();
      return listed('Targets', targets, question);
    },
  ],
]);

/** The organisation, where the caller may read of it: a member may describe it and nothing more. */
function readableOrganization(
  call: JsonCall,
  caller: Caller | null,
  state: EndpointState,
): OrganizationIndex {
  const accountId = caller?.identity.accountId ?? '';
  const { organization } = state;
  if (organization?.isMember(accountId) !== true)
    throw new ServiceFailure(
      'AWSOrganizationsNotInUseException',
      400,
      'Your account is not a member of an organization.',
    );
  const isReader =
    accountId === state.options.accounts[0]?.id ||
    state.options.organization?.delegatedAdministrators?.includes(accountId) === true;
  if (!isReader && call.action !== 'DescribeOrganization')
    throw new ServiceFailure(
      'AccessDeniedException',
      400,
      "You don't have permissions to access this resource.",
    );
  return organization;
}

function listed(name: string, entries: readonly Described[], { call, state }: Question): Described {
  const { NextToken: token, MaxResults: wanted = LARGEST_PAGE, ...question } = call.input;
  if (typeof wanted !== 'number' || wanted < 1 || wanted > LARGEST_PAGE)
    throw invalid('MAX_VALUE_EXCEEDED', 'You specified a number of results that is too large.');
  const page = pageOf(entries, {
    list: `${call.action} ${JSON.stringify(question)}`,
    token: token === undefined ? undefined : String(token as string | number),
    size: Math.min(wanted, state.options.pageSize ?? LARGEST_PAGE),
    emptyFirst: state.options.emptyFirstPages ?? false,
  });
  if (page === null) throw invalid('INVALID_NEXT_TOKEN', 'You specified an invalid NextToken.');
  return { [name]: page.entries, ...(page.nextToken === null ? {} : { NextToken: page.nextToken }) };
}

function parentOf({ call, organization }: Question) {
  const { node } = organization.find(text(call, 'ParentId')) ?? { node: null };
  if (node === null)
    throw notFound(
      'ParentNotFoundException',
      "You specified a root or organizational unit that doesn't exist.",
    );
  return node;
}

function policyType({ call, state }: Question): OrganizationPolicyType {
  const type = text(call, 'Filter');
  const isUnknown =
    state.options.organization?.unknownPolicyTypes?.some((unknown) => unknown === type) === true;
  if (isUnknown || (type !== 'SERVICE_CONTROL_POLICY' && type !== 'RESOURCE_CONTROL_POLICY'))
    throw invalid('INVALID_ENUM_POLICY_TYPE', 'You specified an invalid value for the policy type.');
  return type;
}

function text(call: JsonCall, name: string): string {
  const value = call.input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalid('INPUT_REQUIRED', `You must specify ${name}.`);
}

function invalid(reason: string, message: string): ServiceFailure {
  return new ServiceFailure('InvalidInputException', 400, message, { details: { Reason: reason } });
}

function notFound(code: string, message: string): ServiceFailure {
  return new ServiceFailure(code, 400, message);
}

function noSuchPolicy(): ServiceFailure {
  return notFound('PolicyNotFoundException', "You specified a policy that doesn't exist.");
}
