import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { InputError } from '../../src/policy/input-error.js';
import { allow, attached, group, policy, role, TRUST, user } from './details.js';

const details = {
  UserDetailList: [
    user('ann', {
      UserPolicyList: [{ PolicyName: 'i', PolicyDocument: allow('s3:*') }],
      GroupList: ['staff'],
      ...attached('p'),
    }),
  ],
  GroupDetailList: [group('staff', attached('p'))],
  RoleDetailList: [
    role('builder', {
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(TRUST)),
      InstanceProfileList: [{}],
      RoleLastUsed: { Region: 'eu-west-1' },
      Tags: [{ Key: 'k', Value: 'v' }],
      PermissionsBoundary: { PermissionsBoundaryArn: 'x' },
    }),
  ],
  Policies: [policy('p')],
  IsTruncated: false,
};

/** Places of all values inside a JSON value, as lists of keys. */
function places(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, part]) => places(part, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((part: unknown, index) =>
      String(index) === key ? replaced(part, rest, replacement) : part,
    );
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, part]) => [name, name === key ? replaced(part, rest, replacement) : part]),
  );
}

/** What came of an input: whether it was read, or the only error that may be thrown. */
function outcome(input: unknown): 'read' | 'refused' {
  try {
    const account = parseAuthorizationDetails(input);
    for (const { what, where, reason } of account.problems) {
      expect([what.length > 0, where.startsWith('$'), reason.length > 0]).toEqual([true, true, true]);
    }
    // Whatever was read can be written.
    JSON.stringify(account);
    return 'read';
  } catch (error) {
    if (error instanceof InputError) return 'refused';
    throw error;
  }
}

describe('arbitrary input', () => {
  it('is read or refused with an InputError, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (input) => {
        expect(outcome(input)).toBe('refused');
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused with arbitrary JSON for the lists', () => {
    const lists = fc.record(
      {
        UserDetailList: fc.jsonValue({ maxDepth: 4 }),
        GroupDetailList: fc.jsonValue({ maxDepth: 4 }),
        RoleDetailList: fc.array(fc.jsonValue({ maxDepth: 3 })),
        Policies: fc.array(
          fc.dictionary(fc.constantFrom('Arn', 'PolicyName', '__proto__'), fc.jsonValue({ maxDepth: 3 })),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(lists, (input) => {
        expect(['read', 'refused']).toContain(outcome(input));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the rest of an account whatever stands in the place of one value in an entry', () => {
    const inside = places(details).filter((place) => place.length > 2);
    fc.assert(
      fc.property(fc.constantFrom(...inside), fc.jsonValue({ maxDepth: 3 }), (place, value) => {
        const account = parseAuthorizationDetails(replaced(details, place, value));
        const kept = [account.users, account.groups, account.roles, account.managedPolicies].map(
          (list) => list.length,
        );
        const lists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'];
        expect(kept.filter((count, index) => lists[index] !== place[0] && count !== 1)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads the untouched account without a problem but the boundary that is not in it', () => {
    expect(parseAuthorizationDetails(details).problems.map(({ what }) => what)).toEqual(['policy x']);
  });
});
