import type { AssumableRole, EndpointAccount } from './endpoint-options.js';
import type { Identity } from './credential-store.js';
import type { Caller, EndpointState } from './endpoint-state.js';
import { denial, ServiceFailure } from './service-failure.js';
import type { QueryCall } from './query-protocol.js';
import { policyTrusts, roleTrusts, trustPolicyOf, type RoleRequest } from './trust.js';
import { uniqueId } from './unique-id.js';
import type { XmlElements } from './xml.js';

const SHORTEST_SECONDS = 900;
const DEFAULT_ROLE_SECONDS = 3600;
const CHAINED_ROLE_SECONDS = 3600;
const DEFAULT_SESSION_SECONDS = 43_200;
const LONGEST_SESSION_SECONDS = 129_600;

/** A role that someone asks for: its ARN taken apart, and what the endpoint knows of it. */
interface AskedRole {
  readonly arn: string;
  readonly name: string;
  readonly account: EndpointAccount;
  readonly described: AssumableRole | null;
}

/**
 * Gives credentials of a role to a caller whom its trust lets in.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @throws {ServiceFailure}
 */
export function assumeRole(call: QueryCall, caller: Caller, state: EndpointState): XmlElements {
  const arn = required(call, 'RoleArn');
  const sessionName = sessionNameOf(call);
  const refusal = denial('iam', caller.identity.arn, 'sts:AssumeRole', arn);
  const role = askedRole(arn, state);
  if (role === null) throw refusal;
  const request: RoleRequest = {
    caller: caller.identity,
    externalId: call.parameters.get('ExternalId'),
    hasMfa: checkedMfa(call, caller) || caller.identity.hasMfa,
    organizationId: state.options.organization?.id,
  };
  const isTrusted =
    role.described === null
      ? policyTrusts(trustPolicyOf(state.directory.details(role.account.id), arn), request)
      : roleTrusts(role.described, state.options.accounts[0]?.id ?? '', request);
  if (!isTrusted) throw refusal;
  const seconds = secondsOf(
    call,
    DEFAULT_ROLE_SECONDS,
    role.described?.maxSessionSeconds ?? DEFAULT_ROLE_SECONDS,
  );
  if (caller.identity.roleArn !== null && seconds > CHAINED_ROLE_SECONDS)
    throw new ServiceFailure(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  return roleSession(role, sessionName, seconds, state);
}

/**
 * Gives credentials of a role to whoever holds a web identity token that the role accepts.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 *
 * @throws {ServiceFailure}
 */
export function assumeRoleWithWebIdentity(call: QueryCall, state: EndpointState): XmlElements {
  const token = required(call, 'WebIdentityToken');
  const sessionName = sessionNameOf(call);
  const role = askedRole(required(call, 'RoleArn'), state);
  if (role === null || role.described?.webIdentityTokens === undefined)
    throw new ServiceFailure('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  if (!role.described.webIdentityTokens.includes(token))
    throw new ServiceFailure(
      'InvalidIdentityToken',
      400,
      'No OpenIDConnect provider found in your account for the issuer of the token',
    );
  const longest = role.described.maxSessionSeconds ?? DEFAULT_ROLE_SECONDS;
  return roleSession(role, sessionName, secondsOf(call, DEFAULT_ROLE_SECONDS, longest), state);
}

/**
 * Gives temporary credentials to a user, with MFA where a code is given.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 *
 * @throws {ServiceFailure}
 */
export function getSessionToken(call: QueryCall, caller: Caller, state: EndpointState): XmlElements {
  if (caller.longTerm === null)
    throw new ServiceFailure('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
  const seconds = secondsOf(call, DEFAULT_SESSION_SECONDS, LONGEST_SESSION_SECONDS);
  return { Credentials: issued({ ...caller.identity, hasMfa: checkedMfa(call, caller) }, seconds, state) };
}

function roleSession(
  role: AskedRole,
  sessionName: string,
  seconds: number,
  state: EndpointState,
): XmlElements {
  const roleId = roleIdOf(role, state);
  // The ARN of a session leaves out the role's path.
  const arn = `arn:${state.partition}:sts::${role.account.id}:assumed-role/${role.name}/${sessionName}`;
  const identity: Identity = {
    accountId: role.account.id,
    arn,
    userId: `${roleId}:${sessionName}`,
    roleArn: role.arn,
    hasMfa: false,
  };
  return {
    AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: arn },
    Credentials: issued(identity, seconds, state),
  };
}

function roleIdOf(role: AskedRole, state: EndpointState): string {
  if (role.described !== null) return uniqueId('AROA', role.arn);
  const listed = state.directory.details(role.account.id).RoleDetailList;
  const roleId = listed.find((entry) => entry['Arn'] === role.arn)?.['RoleId'];
  return typeof roleId === 'string' ? roleId : uniqueId('AROA', role.arn);
}

function issued(identity: Identity, seconds: number, state: EndpointState): XmlElements {
  const expiresAt = Math.floor(state.now() / 1000 + seconds) * 1000;
  const credentials = state.credentials.issue(identity, expiresAt);
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: new Date(expiresAt).toISOString().replace('.000Z', 'Z'),
  };
}

function askedRole(arn: string, state: EndpointState): AskedRole | null {
  const [, partition, accountId = '', path = '', name = ''] =
    /^arn:([^:]+):iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  if (partition === undefined) throw new ServiceFailure('ValidationError', 400, `${arn} is invalid`);
  const account = state.directory.account(accountId);
  const isOpen = (account?.status ?? 'ACTIVE') === 'ACTIVE';
  if (account === null || !isOpen || partition !== state.partition) return null;
  const described = account.roles?.find((role) => role.name === name && (role.path ?? '/') === path) ?? null;
  return { arn, name, account, described };
}

/** Whether a good MFA code came with the call. */
function checkedMfa(call: QueryCall, caller: Caller): boolean {
  const serialNumber = call.parameters.get('SerialNumber');
  if (serialNumber === undefined) return false;
  const mfa = caller.longTerm?.mfa;
  if (mfa?.serialNumber !== serialNumber || !mfa.codes.includes(call.parameters.get('TokenCode') ?? ''))
    throw new ServiceFailure(
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    );
  return true;
}

function secondsOf(call: QueryCall, usual: number, longest: number): number {
  const text = call.parameters.get('DurationSeconds');
  if (text === undefined) return Math.min(usual, longest);
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < SHORTEST_SECONDS)
    throw new ServiceFailure(
      'ValidationError',
      400,
      `1 validation error detected: Value '${text}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${SHORTEST_SECONDS}`,
    );
  if (seconds > longest)
    throw new ServiceFailure(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  return seconds;
}

function sessionNameOf(call: QueryCall): string {
  const name = required(call, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw new ServiceFailure(
      'ValidationError',
      400,
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  return name;
}

function required(call: QueryCall, name: string): string {
  const value = call.parameters.get(name);
  if (value !== undefined && value !== '') return value;
  throw new ServiceFailure(
    'ValidationError',
    400,
    `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );
}
