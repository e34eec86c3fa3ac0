import { describe, expect, it } from 'vitest';
import { allow, deny, document, iamArn, inline, managed, user } from '../account/authorization-details.js';
import { administrator, ofUser } from './administrator-by-making.js';

type Fields = Readonly<Record<string, unknown>>;

const APP_ROLES = iamArn('role/app-*');
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('a boundary that keeps nothing from what is made is written first', () => {
  const like = (pattern: string) => when('ArnLike', 'iam:PermissionsBoundary', pattern);
  const team = 'arn:aws:iam::*:policy/team/*-boundary';
  const asked = (pattern: string) =>
    allow(['iam:CreateRole', 'iam:AttachRolePolicy'], APP_ROLES, like(pattern));

  it('where a name that nobody has fits what is asked for', () => {
    expect(ofUser(asked(team), allow('iam:CreatePolicy', iamArn('policy/team/*')))).toEqual([
      'new role',
      'confirmed',
      'iam:CreatePolicy,iam:CreateRole,iam:AttachRolePolicy',
      [1, 0],
      [],
    ]);
    expect(
      ofUser(
        allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateLoginProfile'], iamArn('user/new-*')),
        allow('iam:CreatePolicy'),
        deny('iam:CreateUser', '*', when('StringNotLike', 'iam:PermissionsBoundary', team)),
      )?.slice(0, 3),
    ).toEqual([
      'new user',
      'confirmed',
      'iam:CreatePolicy,iam:CreateUser,iam:PutUserPolicy,iam:CreateLoginProfile',
    ]);
  });

  it('under a name that fits what may be made, too', () => {
    const make = (resource: string) =>
      ofUser(asked('arn:aws:iam::*:policy/*-boundary'), allow('iam:CreatePolicy', resource))?.slice(0, 3);
    const way = ['new role', 'confirmed', 'iam:CreatePolicy,iam:CreateRole,iam:AttachRolePolicy'];
    expect(make(iamArn('policy/app-*'))).toEqual(way);
    expect(make('arn:aws:iam::*:policy/app/*ary')).toEqual(way);
    expect(make(iamArn('policy/app-*-policy'))).toBeUndefined();
  });

  it('or one that is there and fits is taken off, or given a new version', () => {
    const way = (...statements: readonly Fields[]) => {
      const policies = [inline('own', document(asked('arn:aws:iam::*:policy/*-boundary'), ...statements))];
      const names = ['other', 'one-boundary', 'two-boundary'];
      return administrator({
        users: [user('maker', { UserPolicyList: policies })],
        policies: names.map((name) => managed(name, document(allow('s3:*')))),
      })?.slice(0, 3);
    };
    const by = (action: string) => ['new role', 'confirmed', `iam:CreateRole,iam:AttachRolePolicy,${action}`];
    expect(way(allow('iam:CreatePolicyVersion', iamArn('policy/two-*')))).toEqual(
      by('iam:CreatePolicyVersion'),
    );
    expect(way(allow('iam:CreatePolicyVersion', iamArn('policy/other')))).toBeUndefined();
    expect(way(allow('iam:DeleteRolePermissionsBoundary', APP_ROLES))).toEqual(
      by('iam:DeleteRolePermissionsBoundary'),
    );
    // There must be one to make the role with.
    expect(
      ofUser(
        asked('arn:aws:iam::*:policy/*-boundary'),
        allow('iam:DeleteRolePermissionsBoundary', APP_ROLES),
      ),
    ).toBeNull();
  });

  it('not where no policy of such a name can be made', () => {
    expect(ofUser(asked(team))).toBeNull();
    expect(ofUser(asked(team), allow('iam:CreatePolicyVersion'))).toBeNull();
    expect(ofUser(asked(team), allow('iam:CreatePolicy', iamArn('policy/other/*')))).toBeNull();
    expect(
      ofUser(
        asked(team),
        allow('iam:CreatePolicy'),
        deny('iam:CreatePolicy', 'arn:aws:iam::*:policy/team/*-boundary'),
      ),
    ).toBeNull();
    expect(ofUser(asked('arn:aws:iam::aws:policy/job-function/View*'), allow('iam:CreatePolicy'))).toBeNull();
  });

  it('perhaps, where the input lacks the one that is asked for by name', () => {
    const statements = [asked(iamArn('policy/boundary')), allow('iam:CreatePolicy')];
    expect(ofUser(...statements)?.slice(0, 3)).toEqual([
      'new role',
      'conditional',
      'iam:CreatePolicy,iam:CreateRole,iam:AttachRolePolicy',
    ]);
    const maker = user('maker', { UserPolicyList: [inline('own', document(...statements))] });
    const boundary = managed('boundary', document(allow('s3:*')));
    expect(administrator({ users: [maker], policies: [boundary] })).toBeNull();
  });
});
