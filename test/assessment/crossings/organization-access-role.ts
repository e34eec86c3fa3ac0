import {
  trusting,
  allow,
  details,
  document,
  inline,
  role,
  user,
} from '../../account/authorization-details.js';
import { inAccount, MANAGEMENT } from './three-accounts.js';

type Fields = Readonly<Record<string, unknown>>;

/** The role that Organizations puts into the accounts it makes. */
export const ACCESS = 'OrganizationAccountAccessRole';

/** The fields of a user that holds one policy of these statements. */
export const holding = (...statements: readonly Fields[]) => ({
  UserPolicyList: [inline('policy', document(...statements))],
});

/** The fields of a role that holds one policy of these statements. */
export const roleHolding = (...statements: readonly Fields[]) => ({
  RolePolicyList: [inline('policy', document(...statements))],
});

/** An account with the role that lets the management account in. */
export const member = (accountId: string, more: Fields = {}) =>
  inAccount(
    accountId,
    details({
      roles: [
        role(ACCESS, {
          AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }, more),
          ...roleHolding(allow('*')),
        }),
      ],
    }),
  );

/** The management account: ann and bob may assume that role, carol everything, dave nothing. */
export const management = details({
  users: [
    user('ann', holding(allow('sts:AssumeRole', `arn:aws:iam::*:role/${ACCESS}`))),
    user('bob', holding(allow('sts:*'), allow('s3:GetObject'))),
    user('carol', holding(allow('*'))),
    user('dave', holding(allow('s3:*'))),
  ],
});
