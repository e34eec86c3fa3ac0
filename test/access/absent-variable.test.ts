import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import {
  allow,
  deny,
  details,
  document,
  inline,
  managed,
  policyArn,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const OWN = 'arn:aws:s3:::home/${aws:username}/*';
const everything = inline('all', document(allow('*')));

/** What is left of reading objects for a user and for a role, which has no user name. */
function grades(
  policy: ReturnType<typeof inline>,
  boundary: Readonly<Record<string, unknown>> = document(allow('*')),
): readonly string[] {
  const fence = {
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('fence') },
  };
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserPolicyList: [policy], ...fence })],
      roles: [role('app', { RolePolicyList: [policy], ...fence })],
      policies: [managed('fence', boundary)],
    }),
  );
  const reader = new EffectiveAccessReader(new DocumentReader(catalog), null);
  const action = catalog.actionIndex('s3:GetObject') ?? -1;
  return [...account.users, ...account.roles].map((actor) => {
    const { reach } = reader.accessOf(actor);
    const kinds = ['unrestricted', 'conditional', 'scoped'] as const;
    return kinds.find((kind) => reach[kind].has(action)) ?? 'none';
  });
}

describe('a resource with a variable that the principal has no value for', () => {
  it('is none, in an Allow and in a boundary', () => {
    expect(grades(inline('own', document(allow('s3:*', OWN))))).toEqual(['scoped', 'none']);
    expect(grades(everything, document(allow('s3:*', OWN)))).toEqual(['scoped', 'none']);
  });

  it('leaves the other resources of its statement', () => {
    const both = inline('both', document(allow('s3:*', [OWN, 'arn:aws:s3:::shared/*'])));
    expect(grades(both)).toEqual(['scoped', 'scoped']);
  });

  it('is filled in by a default', () => {
    const byDefault = "arn:aws:s3:::home/${aws:username, 'guest'}/*";
    expect(grades(inline('own', document(allow('s3:*', byDefault))))).toEqual(['scoped', 'scoped']);
  });

  it('makes a statement with NotResource match nothing', () => {
    const others = (effect: string) => ({ Effect: effect, Action: 's3:*', NotResource: OWN });
    expect(grades(inline('others', document(others('Allow'))))).toEqual(['unrestricted', 'none']);
    expect(grades(inline('others', document(allow('*'), others('Deny'))))).toEqual([
      'scoped',
      'unrestricted',
    ]);
  });

  it('is text before version 2012-10-17', () => {
    const old = { ...document(allow('s3:*', OWN)), Version: '2008-10-17' };
    expect(grades(inline('old', old))).toEqual(['scoped', 'scoped']);
  });

  it('takes nothing away in a Deny', () => {
    expect(grades(inline('most', document(allow('*'), deny('s3:*', ['*', OWN]))))).toEqual(['none', 'none']);
    expect(grades(inline('most', document(allow('*'), deny('s3:*', OWN))))).toEqual([
      'unrestricted',
      'unrestricted',
    ]);
  });
});

describe('a test that compares with something the principal does not have', () => {
  const OWNER = { StringEquals: { 's3:ExistingObjectTag/owner': '${aws:username}' } };
  const TEAM = { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } };
  const under = (Condition: Readonly<Record<string, unknown>>) => ({ Condition });

  it('never holds', () => {
    expect(grades(inline('own', document(allow('s3:*', '*', under(OWNER)))))).toEqual([
      'conditional',
      'none',
    ]);
    expect(grades(everything, document(allow('s3:*', '*', under(OWNER))))).toEqual(['conditional', 'none']);
  });

  it('is not known of the tags of a role, whose sessions may have others', () => {
    expect(grades(inline('own', document(allow('s3:*', '*', under(TEAM)))))).toEqual(['none', 'conditional']);
  });

  it('always holds where it is negated', () => {
    const others = { StringNotEquals: OWNER.StringEquals };
    expect(grades(inline('all', document(allow('*'), deny('s3:*', '*', under(others)))))).toEqual([
      'conditional',
      'none',
    ]);
  });

  it('holds by another value or a default, and is text in an old policy', () => {
    const orShared = { StringEquals: { 's3:ExistingObjectTag/owner': ['${aws:username}', 'all'] } };
    const byDefault = { StringEquals: { 's3:ExistingObjectTag/owner': "${aws:username, 'all'}" } };
    const old = { ...document(allow('s3:*', '*', under(OWNER))), Version: '2008-10-17' };
    for (const policy of [
      document(allow('s3:*', '*', under(orShared))),
      document(allow('s3:*', '*', under(byDefault))),
      old,
    ])
      expect(grades(inline('own', policy))).toEqual(['conditional', 'conditional']);
  });
});
