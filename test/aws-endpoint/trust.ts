import type { Identity } from './credential-store.js';
import type { AssumableRole, AuthorizationDetails } from './endpoint-options.js';

/** What a caller brings to an AssumeRole call. */
export interface RoleRequest {
  readonly caller: Identity;
  readonly externalId: string | undefined;
  /** Whether a good MFA code came with the call or its session. */
  readonly hasMfa: boolean;
  readonly organizationId: string | undefined;
}

/** Whether a role that the test described lets the caller in. */
export function roleTrusts(role: AssumableRole, managementAccount: string, request: RoleRequest): boolean {
  return (
    (role.trustedAccounts ?? [managementAccount]).includes(request.caller.accountId) &&
    (role.externalId === undefined || role.externalId === request.externalId) &&
    (role.requiresMfa !== true || request.hasMfa)
  );
}

/** The trust policy of a role in the authorization details; undefined where no role has that path and name. */
export function trustPolicyOf(details: AuthorizationDetails, roleArn: string): unknown {
  return details.RoleDetailList.find((role) => role['Arn'] === roleArn)?.['AssumeRolePolicyDocument'];
}

/** Whether a trust policy lets the caller in. A condition that the endpoint cannot judge is not met. */
export function policyTrusts(policy: unknown, request: RoleRequest): boolean {
  const statements = listOf(fieldOf(policy, 'Statement')).filter(
    (statement) => isAboutAssumeRole(statement) && principalMatches(statement, request.caller),
  );
  const effects = statements
    .filter((statement) => conditionsMet(fieldOf(statement, 'Condition'), request))
    .map((statement) => fieldOf(statement, 'Effect'));
  return effects.includes('Allow') && !effects.includes('Deny');
}

function isAboutAssumeRole(statement: unknown): boolean {
  return listOf(fieldOf(statement, 'Action')).some((action) =>
    ['sts:AssumeRole', 'sts:*', '*'].includes(String(action)),
  );
}

function principalMatches(statement: unknown, caller: Identity): boolean {
  const principal = fieldOf(statement, 'Principal');
  if (principal === '*') return true;
  return listOf(fieldOf(principal, 'AWS')).some((named) => {
    const name = String(named);
    return (
      name === '*' ||
      name === caller.accountId ||
      name === caller.arn ||
      name === caller.userId ||
      name === caller.roleArn ||
      (name.startsWith('arn:') && name.endsWith(`:iam::${caller.accountId}:root`))
    );
  });
}

function conditionsMet(condition: unknown, request: RoleRequest): boolean {
  const known: ReadonlyMap<string, string | undefined> = new Map([
    ['sts:externalid', request.externalId],
    ['aws:principalorgid', request.organizationId],
    ['aws:principalaccount', request.caller.accountId],
    ['aws:principalarn', request.caller.roleArn ?? request.caller.arn],
    ['aws:multifactorauthpresent', String(request.hasMfa)],
  ]);
  return entriesOf(condition).every(
    ([operator, keys]) =>
      ['StringEquals', 'ArnEquals', 'Bool'].includes(operator) &&
      entriesOf(keys).every(([key, values]) => {
        const value = known.get(key.toLowerCase());
        return value !== undefined && listOf(values).some((wanted) => String(wanted) === value);
      }),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return new Map(entriesOf(value)).get(name);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
