import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { DocumentReader } from '../../src/access/document-reader.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import type { EscalationPath } from '../../src/escalation/escalation-path.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  attached,
  deny,
  details,
  document,
  group,
  inline,
  managed,
  policyArn,
  role,
  trusting,
  user,
  version,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

/** How the account differs from the one in which the path can be walked. */
export interface Variation {
  /** An action the actor lacks. */
  readonly missing?: string;
  /** An action that a Deny takes away. */
  readonly denied?: string;
  /** An action outside the actor's permissions boundary. */
  readonly outsideBoundary?: string;
  /** The role trusts somebody else. */
  readonly wrongTrust?: boolean;
  /** The actor may use its actions on identities only on others than the target. */
  readonly elsewhere?: boolean;
  /** The actor may use what is no action on identities only on resources of another account. */
  readonly abroad?: boolean;
  /** Everything is allowed with MFA only. */
  readonly condition?: boolean;
}

const ACTOR = 'actor';
const TARGET = 'target';
const POLICY = 'shared';
const SECOND = 'second';
const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const ABROAD = 'arn:aws:*:*:444455556666:*';
const EVERYTHING = inline('everything', document(allow('*')));
const IDENTITY_ACTIONS = /^(iam|sts):/;
const ACTIONS_ON_OTHERS = new Set(['iam:PassRole', 'sts:AssumeRole']);

/** Paths whose actions change what the actor itself may do. */
export function isOwn({ target, needs }: EscalationPath): boolean {
  return target === 'self' || target === 'policy' || needs['principalInGroup'] === true;
}

/** Paths that rewrite what the target may do and then become it. */
export function rewritesTarget({ target, requiredActions }: EscalationPath): boolean {
  return (
    ['role', 'user'].includes(target) &&
    requiredActions.length === 2 &&
    /^iam:(Attach|Put|CreatePolicyVersion|DeleteRolePermissionsBoundary)/.test(requiredActions[0] ?? '')
  );
}

/** The account of a row in which an actor can walk the path, or in which one thing keeps it from that. */
export function pathAccount(path: EscalationPath, variation: Variation = {}): unknown {
  const { needs, target } = path;
  const actorType = needs['principalType'] === 'role' ? 'role' : 'user';
  const actorArn = `arn:aws:iam::${ACCOUNT_ID}:${actorType}/${ACTOR}`;
  const policies: Fields[] = [];
  const more: Record<string, unknown> = {};
  const list = actorType === 'role' ? 'RolePolicyList' : 'UserPolicyList';
  const own: Fields[] = [inline('grants', document(...grants(path, variation)))];
  const held: Fields[] = [];
  if (variation.denied !== undefined) own.push(inline('guard', document(deny(variation.denied))));
  if (variation.outsideBoundary !== undefined) {
    more['PermissionsBoundary'] = boundary('fence');
    policies.push(managed('fence', document(allow('*'), deny(variation.outsideBoundary))));
  }
  if (needs['boundaryNarrowerThanPolicies'] === true && target === 'self') {
    own.push(EVERYTHING);
    more['PermissionsBoundary'] = boundary('narrow');
    policies.push(managed('narrow', document(...grants(path, variation), allow('s3:*'))));
  }
  if (needs['denyPolicyAttached'] !== undefined) {
    own.push(EVERYTHING);
    const stop = document(...stopping(path, actorArn, variation));
    if (needs['denyPolicyAttached'] === 'inline') own.push(inline('stop', stop));
    else {
      held.push(attached('stop'));
      policies.push(managed('stop', stop));
    }
  }
  if (target === 'policy' || needs['policyAttachedToTarget'] === true) {
    const versions = [
      version('v2', true, document(allow('s3:ListAllMyBuckets'))),
      version('v1', false, document(allow('*'))),
    ];
    policies.push(managed(POLICY, null, { DefaultVersionId: 'v2', PolicyVersionList: versions }));
  }
  if (target === 'policy') held.push(attached(POLICY));
  const actorFields = { ...more, [list]: own, AttachedManagedPolicies: held };
  const groups =
    target === 'group'
      ? [group(TARGET, needs['principalInGroup'] === true ? {} : { GroupPolicyList: [EVERYTHING] })]
      : [];
  const users = [
    ...(actorType === 'user'
      ? [user(ACTOR, { ...actorFields, GroupList: needs['principalInGroup'] === true ? [TARGET] : [] })]
      : []),
    ...(target === 'user'
      ? [user(TARGET, rewritesTarget(path) ? {} : { UserPolicyList: [EVERYTHING] })]
      : []),
  ];
  const roles = [
    ...(actorType === 'role' ? [role(ACTOR, actorFields)] : []),
    ...(['role', 'compute-role'].includes(target) ? [targetRole(path, actorArn, variation)] : []),
    ...secondRoles(path),
  ];
  if (needs['boundaryNarrowerThanPolicies'] === true && target === 'role')
    policies.push(managed('narrow', document(allow('s3:*'))));
  return details({ users, groups, roles, policies });
}

function boundary(name: string): Fields {
  return { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn(name) };
}

/** A Deny on something, and on every way to take it off but the one of the path. */
function stopping(
  { requiredActions }: EscalationPath,
  actorArn: string,
  { missing, elsewhere, condition }: Variation,
): readonly Fields[] {
  const ways = [
    'iam:DetachUserPolicy',
    'iam:DeleteUserPolicy',
    'iam:PutUserPolicy',
    'iam:CreatePolicyVersion',
  ];
  const closed = ways.filter((action) => !requiredActions.includes(action) || action === missing);
  const [way = ''] = requiredActions;
  return [
    deny(['ec2:*', ...closed]),
    ...(elsewhere === true ? [deny(way, actorArn)] : []),
    ...(condition === true
      ? [deny(way, '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })]
      : []),
  ];
}

/** What the actor is allowed: actions on identities by themselves, so that they can be confined. */
function grants(
  path: EscalationPath,
  { missing, elsewhere, abroad, condition }: Variation,
): readonly Fields[] {
  const { requiredActions, needs } = path;
  const actions = requiredActions.filter((action) => action !== missing);
  const onIdentities = actions.filter((action) => IDENTITY_ACTIONS.test(action));
  const others = actions.filter((action) => !IDENTITY_ACTIONS.test(action));
  const more = condition === true ? MFA : {};
  const arn = (resource: string) => `arn:aws:iam::${ACCOUNT_ID}:${resource}`;
  // A second role must stay within reach, so that it is the target that is out of it.
  const second = needs['alsoPassableRoleTrusts'] === undefined ? [] : [arn(`role/${SECOND}`)];
  const resources =
    elsewhere === true
      ? [arn('*/somebody-else'), ...second]
      : rewritesTarget(path)
        ? [arn(`*/${TARGET}`), policyArn(POLICY)]
        : '*';
  return [
    ...(onIdentities.length === 0 ? [] : [allow(onIdentities, resources, more)]),
    ...(others.length === 0 ? [] : [allow(others, abroad === true ? ABROAD : '*', more)]),
  ];
}

function targetRole(path: EscalationPath, actorArn: string, { wrongTrust }: Variation): Fields {
  const { needs, requiredActions } = path;
  const assumes = requiredActions.includes('sts:AssumeRole');
  const rewritten = rewritesTarget(path);
  const signsIn = needs['roleTrustsSamlProvider'] === true;
  return role(TARGET, {
    AssumeRolePolicyDocument: trusting(
      wrongTrust === true
        ? { Service: 'somebody-else.amazonaws.com' }
        : assumes
          ? { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }
          : signsIn
            ? { Federated: `arn:aws:iam::${ACCOUNT_ID}:saml-provider/${TARGET}` }
            : { Service: trustedService(path) },
      signsIn
        ? { Action: 'sts:AssumeRoleWithSAML' }
        : { Action: ['sts:AssumeRole', ...trustAlsoAllows(path)] },
    ),
    RolePolicyList: rewritten && needs['boundaryNarrowerThanPolicies'] !== true ? [] : [EVERYTHING],
    AttachedManagedPolicies: needs['policyAttachedToTarget'] === true ? [attached(POLICY)] : [],
    InstanceProfileList: needs['instanceProfile'] === true ? [{ InstanceProfileName: 'profile' }] : [],
    ...(needs['boundaryNarrowerThanPolicies'] === true ? { PermissionsBoundary: boundary('narrow') } : {}),
    Description: actorArn,
  });
}

function trustedService({ needs }: EscalationPath): string {
  const services = needs['roleTrusts'];
  const [first = 'nobody.amazonaws.com'] = Array.isArray(services) ? services : [services ?? undefined];
  return String(first);
}

function trustAlsoAllows({ needs }: EscalationPath): readonly string[] {
  const actions = needs['trustAlsoAllows'];
  return Array.isArray(actions) ? actions.map(String) : [];
}

/** Roles that a path needs beside the target. */
function secondRoles({ needs }: EscalationPath): readonly Fields[] {
  const also = needs['alsoPassableRoleTrusts'];
  return [
    ...(typeof also === 'string'
      ? [role(SECOND, { AssumeRolePolicyDocument: trusting({ Service: also }) })]
      : []),
    ...(needs['executionRoleTrustsPassedRole'] === true
      ? [
          role(SECOND, {
            AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${ACCOUNT_ID}:role/${TARGET}` }),
          }),
        ]
      : []),
  ];
}

/** Actions of a path that are used on the target or on what belongs to it. */
export function actionsOnTarget({ requiredActions }: EscalationPath): readonly string[] {
  return requiredActions.filter((action) => IDENTITY_ACTIONS.test(action) && !ACTIONS_ON_OTHERS.has(action));
}

/** Actions of a path that are used on neither identities nor policies. */
export function actionsOnOthers({ requiredActions }: EscalationPath): readonly string[] {
  return requiredActions.filter((action) => !IDENTITY_ACTIONS.test(action));
}

const catalog = loadCatalog();

/** One edge of the actor, with its targets by name. */
export interface FoundEdge {
  readonly verdict: string;
  readonly outcome: string;
  readonly targets: readonly string[];
}

/** The edges of the actor by one path. */
export function edgesBy(account: unknown, path: string): readonly FoundEdge[] {
  const { graph } = analyseEscalation(
    [parseAuthorizationDetails(account)],
    new DocumentReader(catalog),
    null,
  );
  const { principals } = graph.population;
  const actor = principals.findIndex(({ name }) => name === ACTOR);
  const node = graph.nodes[actor];
  return (node?.edges ?? [])
    .filter((edge) => edge.path === path)
    .map(({ verdict, outcome, targets }) => ({
      verdict,
      outcome,
      targets: targets.indexes().map((index) => principals[index]?.name ?? ''),
    }));
}
