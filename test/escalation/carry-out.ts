import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';
import { ACCOUNT_ID, iamArn, trusting } from '../account/authorization-details.js';
import {
  EVERYTHING,
  written,
  type AllowingPolicy,
  type Holder,
  type SmallAccount,
} from './random-accounts.js';

/**
 * Whether a principal becomes administrator, found by doing everything that it may do, and whomever it is by then: each
 * request is decided, and the account changed as it says, until nothing changes any more. Where there is no Deny, no
 * boundary and no condition, nothing that is done makes anything else impossible.
 *
 * @param start - ARN of a user or a role
 */
export function becomesAdministrator(account: SmallAccount, start: string): boolean {
  const everythingAtFirst = new Set(
    Object.entries(account.groups).flatMap(([name, each]) =>
      documentsOf(each, account).some(allowsEverything) ? [name] : [],
    ),
  );
  let state: State = { account, become: [start] };
  for (;;) {
    if (state.become.some((arn) => identityOf(arn, state.account).some(allowsEverything))) return true;
    const next = afterAllSteps(state, everythingAtFirst);
    if (next === state) return false;
    state = next;
  }
}

interface State {
  readonly account: SmallAccount;
  /** ARNs of those whom the principal is by now. */
  readonly become: readonly string[];
}

/** The same object where nothing changes. */
function afterAllSteps(state: State, everythingAtFirst: ReadonlySet<string>): State {
  return state.become.reduce((before, caller) => {
    const may = (actions: readonly string[], resource: string, trusted?: string) =>
      actions.some((action) => isAllowed(before.account, caller, action, resource, trusted));
    const { users, groups, roles, policies, wider } = before.account;
    const changes: ((current: State) => State)[] = [];
    for (const name of Object.keys(users)) {
      const arn = iamArn(`user/${name}`);
      if (may(['iam:CreateAccessKey'], arn)) changes.push((current) => become(current, arn));
      if (may(['iam:PutUserPolicy', 'iam:AttachUserPolicy'], arn))
        changes.push((current) => given(current, 'users', name));
      for (const group of Object.keys(groups))
        // Others are put only into groups that have everything anyway.
        if (
          (caller === arn || everythingAtFirst.has(group)) &&
          may(['iam:AddUserToGroup'], iamArn(`group/${group}`))
        )
          changes.push((current) => joined(current, name, group));
    }
    for (const [name, { trusts }] of Object.entries(roles)) {
      const arn = iamArn(`role/${name}`);
      if (may(['sts:AssumeRole'], arn, trusts) || may(['iam:UpdateAssumeRolePolicy'], arn))
        changes.push((current) => become(current, arn));
      if (may(['iam:PutRolePolicy', 'iam:AttachRolePolicy'], arn))
        changes.push((current) => given(current, 'roles', name));
    }
    for (const name of Object.keys(groups))
      if (may(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'], iamArn(`group/${name}`)))
        changes.push((current) => given(current, 'groups', name));
    for (const name of Object.keys(policies))
      if (
        may(['iam:CreatePolicyVersion'], iamArn(`policy/${name}`)) ||
        (wider.includes(name) && may(['iam:SetDefaultPolicyVersion'], iamArn(`policy/${name}`)))
      )
        changes.push((current) => rewritten(current, name));
    return changes.reduce((current, change) => change(current), before);
  }, state);
}

function isAllowed(
  account: SmallAccount,
  caller: string,
  action: string,
  arn: string,
  trusted?: string,
): boolean {
  const { decision } = evaluateRequest({
    request: { principal: caller, action, resource: { arn, accountId: ACCOUNT_ID }, context: {} },
    identityPolicies: identityOf(caller, account).map((each, index) => ({
      name: `policy ${index}`,
      document: written(each),
    })),
    ...(trusted === undefined ? {} : { resourcePolicy: trusting({ AWS: trusted }) }),
  });
  return decision === 'allowed';
}

function identityOf(arn: string, account: SmallAccount): readonly AllowingPolicy[] {
  const [type, name = ''] = arn.slice(iamArn('').length).split('/');
  const user = type === 'user' ? account.users[name] : undefined;
  const holders = [
    user,
    ...(user?.groups ?? []).map((group) => account.groups[group]),
    account.roles[type === 'role' ? name : ''],
  ];
  return holders.flatMap((each) => (each === undefined ? [] : documentsOf(each, account)));
}

function documentsOf({ inline, attached }: Holder, { policies }: SmallAccount): readonly AllowingPolicy[] {
  return [...inline, ...attached.flatMap((name) => policies[name] ?? [])];
}

function allowsEverything({ statements }: AllowingPolicy): boolean {
  return statements.some(({ actions, resources }) => actions.includes('*') && resources.includes('*'));
}

function become(state: State, arn: string): State {
  return state.become.includes(arn) ? state : { ...state, become: [...state.become, arn] };
}

function given(state: State, list: 'users' | 'groups' | 'roles', name: string): State {
  const holder = state.account[list][name];
  if (holder === undefined || holder.inline.includes(EVERYTHING)) return state;
  const changed = { ...holder, inline: [...holder.inline, EVERYTHING] };
  return { ...state, account: { ...state.account, [list]: { ...state.account[list], [name]: changed } } };
}

function joined(state: State, name: string, group: string): State {
  const { users } = state.account;
  const user = users[name];
  if (user === undefined || user.groups.includes(group)) return state;
  const changed = { ...user, groups: [...user.groups, group] };
  return { ...state, account: { ...state.account, users: { ...users, [name]: changed } } };
}

function rewritten(state: State, name: string): State {
  const { policies } = state.account;
  if (policies[name] === EVERYTHING) return state;
  return { ...state, account: { ...state.account, policies: { ...policies, [name]: EVERYTHING } } };
}
