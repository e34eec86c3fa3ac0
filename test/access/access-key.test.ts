import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader, type EffectiveAccess } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import {
  allow,
  deny,
  details,
  document,
  group,
  inline,
  managed,
  policyArn,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();

const noMfa = (operator: string) => ({
  Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
});

function gradeOf({ reach }: EffectiveAccess): string {
  const action = catalog.actionIndex('s3:GetObject') ?? -1;
  const grades = ['unrestricted', 'conditional', 'scoped'] as const;
  return grades.find((grade) => reach[grade].has(action)) ?? 'none';
}

/** What statements beside an Allow of everything leave a user, the member of a group, and a role. */
function grades(...statements: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const policy = document(allow('*'), ...statements);
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserPolicyList: [inline('all', policy)] }), user('cas', { GroupList: ['team'] })],
      groups: [group('team', { GroupPolicyList: [inline('all', policy)] })],
      roles: [role('app', { RolePolicyList: [inline('all', policy)] })],
    }),
  );
  const reader = new EffectiveAccessReader(new DocumentReader(catalog), null);
  return [...account.users, ...account.roles].map((actor) => gradeOf(reader.accessOf(actor)));
}

describe('a Deny without MFA', () => {
  it('does not hold back access keys, which lack the key, but sessions of roles', () => {
    expect(grades(deny('*', '*', noMfa('Bool')))).toEqual(['unrestricted', 'unrestricted', 'conditional']);
    expect(grades({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*', ...noMfa('Bool') })).toEqual([
      'unrestricted',
      'unrestricted',
      'conditional',
    ]);
  });

  it('holds back access keys too with IfExists', () => {
    expect(grades(deny('*', '*', noMfa('BoolIfExists')))).toEqual([
      'conditional',
      'conditional',
      'conditional',
    ]);
  });

  it('that is long ago does not hold back access keys, however the age is compared', () => {
    const old = (operator: string) => ({ Condition: { [operator]: { 'aws:MultiFactorAuthAge': '3600' } } });
    expect(grades(deny('*', '*', old('NumericGreaterThan')))).toEqual([
      'unrestricted',
      'unrestricted',
      'conditional',
    ]);
    expect(grades(deny('*', '*', old('NumericGreaterThanIfExists')))).toEqual([
      'conditional',
      'conditional',
      'conditional',
    ]);
  });

  it('that asks for the key to be missing holds back access keys', () => {
    const missing = { Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(grades(deny('*', '*', missing))).toEqual(['conditional', 'conditional', 'conditional']);
  });

  it('counts alike in a boundary and in a service control policy', () => {
    const guard = document(allow('*'), deny('*', '*', noMfa('Bool')));
    const everything = inline('all', document(allow('*')));
    const fence = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('fence') };
    const account = parseAuthorizationDetails(
      details({
        users: [
          user('ann', { UserPolicyList: [everything], PermissionsBoundary: fence }),
          user('bob', { UserPolicyList: [everything] }),
        ],
        roles: [role('app', { RolePolicyList: [everything] })],
        policies: [managed('fence', guard)],
      }),
    );
    const organization = parseOrganizationPolicies({
      serviceControlPolicies: [{ level: 'root', policies: [{ name: 'guard', document: guard }] }],
    });
    const documents = new DocumentReader(catalog);
    const [ann, bob] = account.users;
    const [app] = account.roles;
    if (ann === undefined || bob === undefined || app === undefined) throw new Error('the account has them');
    expect(gradeOf(new EffectiveAccessReader(documents, null).accessOf(ann))).toBe('unrestricted');
    const bound = new EffectiveAccessReader(documents, organization);
    expect([bob, app].map((actor) => gradeOf(bound.accessOf(actor)))).toEqual([
      'unrestricted',
      'conditional',
    ]);
  });
});
