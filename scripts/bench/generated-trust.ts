import { ACCOUNT_ID, type GeneratedNames } from './generated-names.js';
import type { Random } from './random.js';

/** What a generated role is for; decides who may assume it. */
export type RolePurpose =
  | 'compute'
  | 'service'
  | 'single-sign-on'
  | 'pipeline'
  | 'cluster'
  | 'same-account'
  | 'cross-account'
  | 'careless';

/** Purposes with the share of roles that have them. */
export const ROLE_PURPOSES: readonly (readonly [weight: number, purpose: RolePurpose])[] = [
  [45, 'compute'],
  [17, 'service'],
  [8, 'single-sign-on'],
  [8, 'pipeline'],
  [7, 'cluster'],
  [6, 'same-account'],
  [7, 'cross-account'],
  [2, 'careless'],
];

/** The AssumeRolePolicyDocument of a role. */
export function trustPolicy(
  purpose: RolePurpose,
  random: Random,
  names: GeneratedNames,
): Readonly<Record<string, unknown>> {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...TRUST[purpose](random, names) }] };
}

type TrustElements = Readonly<Record<string, unknown>>;

const TRUST: Readonly<Record<RolePurpose, (random: Random, names: GeneratedNames) => TrustElements>> = {
  compute: (_, names) => ({ Principal: { Service: names.computeService() }, Action: 'sts:AssumeRole' }),
  service: (random, names) => ({
    Principal: { Service: names.otherService() },
    Action: 'sts:AssumeRole',
    ...(random.chance(0.3) ? { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } } } : {}),
  }),
  'single-sign-on': (random) => ({
    Principal: {
      Federated: `arn:aws:iam::${ACCOUNT_ID}:saml-provider/AWSSSO_${random.text('0123456789abcdef', 16)}_DO_NOT_DELETE`,
    },
    Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    ...(random.chance(0.9)
      ? { Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } }
      : {}),
  }),
  pipeline: (random, names) => ({
    Principal: { Federated: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/token.actions.githubusercontent.com` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      ...(random.chance(0.9)
        ? {
            StringLike: {
              'token.actions.githubusercontent.com:sub': `repo:example-company/${names.workload()}:${random.chance(0.5) ? '*' : 'ref:refs/heads/main'}`,
            },
          }
        : {}),
    },
  }),
  cluster: (random, names) => {
    const issuer = `oidc.eks.${names.region()}.amazonaws.com/id/${random.text('0123456789ABCDEF', 32)}`;
    return {
      Principal: { Federated: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: random.chance(0.9)
        ? { StringEquals: { [`${issuer}:sub`]: `system:serviceaccount:${names.team()}:${names.workload()}` } }
        : { StringLike: { [`${issuer}:sub`]: 'system:serviceaccount:*' } },
    };
  },
  'same-account': (random, names) => ({
    Principal: {
      AWS: random.weighted<() => string>([
        [5, () => `arn:aws:iam::${ACCOUNT_ID}:root`],
        [4, () => `arn:aws:iam::${ACCOUNT_ID}:role/${names.workload()}`],
        // A user who was deleted.
        [1, () => `AIDA${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17)}`],
      ])(),
    },
    Action: 'sts:AssumeRole',
  }),
  'cross-account': (random, names) => ({
    Principal: {
      AWS: random.weighted<() => string | readonly string[]>([
        [5, () => `arn:aws:iam::${names.otherAccount()}:root`],
        [2, () => names.otherAccount()],
        [
          2,
          () => [
            `arn:aws:iam::${names.otherAccount()}:role/${names.workload()}`,
            `arn:aws:iam::${ACCOUNT_ID}:root`,
          ],
        ],
      ])(),
    },
    Action: 'sts:AssumeRole',
    ...(random.chance(0.5)
      ? { Condition: { StringEquals: { 'sts:ExternalId': random.text('0123456789abcdef', 24) } } }
      : {}),
  }),
  careless: (random) => ({
    ...random.weighted<TrustElements>([
      [2, { Principal: '*' }],
      [2, { Principal: { AWS: '*' } }],
      [1, { NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:role/build` } }],
    ]),
    Action: 'sts:AssumeRole',
    ...(random.chance(0.6) ? { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } } : {}),
  }),
};
