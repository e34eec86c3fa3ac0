import { describe, expect, it } from 'vitest';
import type { SubjectDifference } from '../../src/assessment/difference/access-difference.js';
import { differenceText } from '../../src/output/difference-text.js';

const subject: SubjectDifference = {
  type: 'role',
  name: 'deploy',
  arn: 'arn:aws:iam::111122223333:role/deploy',
  state: 'changed',
  administrator: { before: 'possible', after: 'confirmed' },
  risksGained: [
    {
      kind: 'PrivilegeEscalation',
      title: 'Privilege Escalation',
      severity: 'high',
      actions: ['iam:PassRole', 'lambda:CreateFunction'],
      paths: ['lambda-001'],
      services: [],
      trusted: [],
    },
  ],
  risksLost: [
    {
      kind: 'ServiceWildcard',
      title: 'Service Wildcard',
      severity: 'medium',
      actions: [],
      paths: [],
      services: ['s3'],
      trusted: [],
    },
  ],
  gained: [
    { from: null, to: 'unrestricted', actions: ['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'a:6', 'a:7', 'a:8'] },
    { from: 'scoped', to: 'conditional', actions: ['b:1'] },
  ],
  lost: [{ from: 'conditional', to: null, actions: ['c:1'] }],
  resourcesGained: [
    {
      resource: 'arn:aws:s3:::a/*',
      conditions: ['Bool aws:MultiFactorAuthPresent true'],
      actions: ['s3:GetObject'],
    },
  ],
  resourcesLost: Array.from({ length: 22 }, (_, index) => ({
    resource: `arn:aws:s3:::b${index}/*`,
    conditions: [],
    actions: ['s3:GetObject'],
  })),
  admitted: [
    {
      principal: 'arn:aws:iam::444455556666:root',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'],
      conditions: ['StringEquals aws:PrincipalOrgID o-1'],
      isDenied: false,
    },
    { principal: '*', actions: ['s3:*'], resources: ['*'], conditions: [], isDenied: true },
  ],
  shutOut: [
    { principal: '*', actions: ['s3:*'], resources: ['*'], conditions: [], isDenied: true },
    ...Array.from({ length: 20 }, (_, index) => ({
      principal: `arn:aws:iam::111122223333:role/r${index}`,
      actions: ['sts:AssumeRole'],
      resources: ['*'],
      conditions: [],
      isDenied: false,
    })),
  ],
};

describe('a difference of access as text', () => {
  it('says the risky part first, and how much more there is', () => {
    const text = differenceText({
      format: 'cloudsplaining-difference',
      version: 1,
      subjects: [subject],
      isRiskier: true,
    });
    const lines = text.split('\n');
    expect([...lines.slice(0, 14), ...lines.slice(30, 35), ...lines.slice(-4)]).toEqual([
      'Risky access was gained.',
      '',
      'role arn:aws:iam::111122223333:role/deploy',
      '  ! is or becomes administrator: possible before, confirmed now',
      '  + Privilege Escalation (high): paths lambda-001; iam:PassRole, lambda:CreateFunction',
      '  - Service Wildcard (medium): s3:*',
      '  + 8 actions on everything: a:1, a:2, a:3, a:4, a:5, a:6 and 2 more',
      '  + 1 action on everything under conditions, before on named resources: b:1',
      '  + on arn:aws:s3:::a/* if Bool aws:MultiFactorAuthPresent true: s3:GetObject',
      '  + lets in arn:aws:iam::444455556666:root on arn:aws:s3:::a/*, arn:aws:s3:::b/* if StringEquals aws:PrincipalOrgID o-1: s3:GetObject, s3:PutObject',
      '  + no longer denies *: s3:*',
      '  - 1 action on everything under conditions: c:1',
      '  - on arn:aws:s3:::b0/*: s3:GetObject',
      '  - on arn:aws:s3:::b1/*: s3:GetObject',
      '  - on arn:aws:s3:::b18/*: s3:GetObject',
      '  - on arn:aws:s3:::b19/*: s3:GetObject',
      '  - on 2 more resources',
      '  - denies *: s3:*',
      '  - lets in arn:aws:iam::111122223333:role/r0: sts:AssumeRole',
      '  - lets in arn:aws:iam::111122223333:role/r17: sts:AssumeRole',
      '  - lets in arn:aws:iam::111122223333:role/r18: sts:AssumeRole',
      '  - 1 more principal',
      '',
    ]);
  });

  it('says where nothing changed, and what is new without access', () => {
    const none = {
      risksGained: [],
      risksLost: [],
      gained: [],
      lost: [],
      resourcesGained: [],
      resourcesLost: [],
      admitted: [],
      shutOut: [],
    };
    expect(
      differenceText({ format: 'cloudsplaining-difference', version: 1, subjects: [], isRiskier: false }),
    ).toBe('No access was gained or lost.\n');
    expect(
      differenceText({
        format: 'cloudsplaining-difference',
        version: 1,
        subjects: [{ type: 'policy', name: 'a', arn: null, state: 'new', ...none }],
        isRiskier: false,
      }),
    ).toBe('No risky access was gained.\n\npolicy a (new)\n  no access\n');
  });

  it('lets no name write to the terminal', () => {
    const text = differenceText({
      format: 'cloudsplaining-difference',
      version: 1,
      subjects: [{ ...subject, arn: null, name: 'a\u001b[31m\nrole fake' }],
      isRiskier: true,
    });
    expect(text.includes('\u001b')).toBe(false);
    expect(text.split('\n').some((line) => line.startsWith('role fake'))).toBe(false);
  });
});
