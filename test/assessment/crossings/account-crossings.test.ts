import { describe, expect, it } from 'vitest';
import { parseAccountCrossings } from '../../../src/assessment/crossings/parse-account-crossings.js';
import { InputError } from '../../../src/policy/input-error.js';
import {
  allow,
  details,
  document,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../../account/authorization-details.js';
import { ACCESS, holding, management, member } from './organization-access-role.js';
import { crossingsOf, LOGS, MANAGEMENT, roleOf, WORK } from './three-accounts.js';

/** What is kept of an Allow of everything. */
const ASSUMING_AND_SENDING = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

describe('what is kept of an account', () => {
  it('is its leavers by what they may assume, and those who are or become them', () => {
    expect(crossingsOf(MANAGEMENT, management)).toEqual({
      format: 'cloudsplaining-crossings',
      version: 1,
      accountId: MANAGEMENT,
      partition: 'aws',
      leavers: [
        { policies: [0], ports: '0' },
        { policies: [1], ports: '1+1' },
      ],
      doors: [],
      starts: [
        { count: 1, first: ['user/ann'], standing: 'neither', becomes: ['0'] },
        { count: 1, first: ['user/bob'], standing: 'neither', becomes: ['1'] },
        { count: 1, first: ['user/carol'], standing: 'administrator', verdict: 'confirmed', becomes: ['2'] },
      ],
      ports: ['ann', 'bob', 'carol'].map((name) => ({ arn: `user/${name}`, id: `ID-${name}` })),
      documents: [
        document({
          Effect: 'Allow',
          Action: ['sts:AssumeRole'],
          Resource: `arn:aws:iam::*:role/${ACCESS}`,
        }),
        // Whatever else the policies of bob and carol allow.
        document({ Effect: 'Allow', Action: ASSUMING_AND_SENDING, Resource: '*' }),
      ],
    });
  });

  it('is its doors with what they are there', () => {
    const { doors, leavers, starts } = crossingsOf(WORK, member(WORK));
    expect(doors).toEqual([
      { port: 0, trust: 1, administrator: { is: true, verdict: 'confirmed' }, becomes: ['0'] },
    ]);
    expect(leavers).toEqual([{ policies: [0], ports: '0' }]);
    expect(starts.map(({ first }) => first)).toEqual([[`role/${ACCESS}`]]);
  });

  it('is next to nothing where nobody leaves and nobody is let in', () => {
    const closed = details({
      users: [user('ann', holding(allow('sts:AssumeRole', roleOf(MANAGEMENT, 'own'))))],
      roles: [
        role('own'),
        role('everyone-here', {
          AssumeRolePolicyDocument: trusting('*', {
            Condition: { StringEquals: { 'aws:PrincipalAccount': MANAGEMENT } },
          }),
        }),
      ],
    });
    const { ports, leavers, doors, starts, documents } = crossingsOf(MANAGEMENT, closed);
    expect([ports, leavers, doors, starts, documents]).toEqual([[], [], [], [], []]);
  });

  it('has the boundary of who is bounded, and nobody whose boundary keeps it in', () => {
    const bounded = (name: string) => ({
      ...holding(allow('sts:*')),
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn(name) },
    });
    const kept = crossingsOf(
      MANAGEMENT,
      details({
        users: [
          user('ann', bounded('storage')),
          user('bob', bounded('assuming')),
          user('carol', bounded('missing')),
        ],
        policies: [
          managed('storage', document(allow('s3:*'))),
          managed('assuming', document(allow('s3:*'), allow('sts:*', 'arn:aws:iam::*:role/x*'))),
        ],
      }),
    );
    expect(kept.ports.map(({ arn, boundary }) => [arn, boundary])).toEqual([
      ['user/bob', policyArn('assuming')],
      ['user/carol', policyArn('missing')],
    ]);
    expect(kept.leavers).toEqual([
      { policies: [0], boundary: 1, ports: '0' },
      // A boundary that the details lack may allow it.
      { policies: [0], boundary: 'unknown', ports: '1' },
    ]);
    expect(kept.documents[1]).toEqual(document(allow(ASSUMING_AND_SENDING, 'arn:aws:iam::*:role/x*')));
  });

  it('is read back from its file, and from no other', () => {
    const kept = crossingsOf(WORK, member(WORK));
    expect(parseAccountCrossings(JSON.parse(JSON.stringify(kept)), WORK)).toEqual(kept);
    for (const broken of [null, {}, { ...kept, version: 2 }, { ...kept, doors: 1 }])
      expect(() => parseAccountCrossings(broken, WORK)).toThrow(InputError);
    expect(() => parseAccountCrossings(kept, LOGS)).toThrow(`these are not the crossings of account ${LOGS}`);
  });
});
