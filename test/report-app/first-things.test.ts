import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { firstThings, type FirstThing } from '../../src/report-app/model/first-things.js';
import { blockedParts } from '../../src/report-app/model/blocked-parts.js';
import { fixtureAssessment } from './fixture-assessment.js';

const base = fixtureAssessment();

function first(change: Partial<Assessment>): readonly FirstThing[] {
  const assessment = { ...base, ...change };
  return firstThings(assessment, blockedParts(assessment));
}

const [ofPolicy] = base.findings.filter(({ id }) => id === 'f10');
if (ofPolicy === undefined) throw new Error('the fixture lacks finding f10');

/** The principals with what the input tells of the last use of one of them. */
function usedLast(index: number, lastUsed: { date: null; region: null } | null): Assessment['principals'] {
  return base.principals.map((principal, each) =>
    each === index && principal.role !== null
      ? { ...principal, role: { ...principal.role, lastUsed } }
      : principal,
  );
}

const NO_USE_RECORDED = { date: null, region: null };

function onPolicy(policy: number, part: Partial<Assessment['findings'][number]> = {}) {
  return {
    ...ofPolicy,
    id: `p${policy}`,
    subject: { type: 'policy', policy },
    grantedBy: [0],
    ...part,
  } as const;
}

function nameOf([principal = -1]: readonly number[] = []): string {
  return base.principals[principal]?.name ?? '';
}

describe('what to fix first', () => {
  it('is at most five subjects, and none twice', () => {
    const things = first({});
    expect(things).toHaveLength(5);
    expect(new Set(things.map(({ subject }) => JSON.stringify(subject))).size).toBe(5);
  });

  it('takes the gravest first, then what outsiders get at', () => {
    const findings = [
      onPolicy(2, { kind: 'DataExfiltration', severity: 'medium', reach: 'unrestricted', counted: true }),
      onPolicy(1, { kind: 'DataExfiltration', severity: 'medium', reach: 'unrestricted', counted: true }),
      onPolicy(5, { kind: 'PrivilegeEscalation', severity: 'high', reach: 'unrestricted', counted: true }),
    ] as Assessment['findings'];
    const trust = base.findings.filter(({ id }) => id === 't01' || id === 't02');
    const asOutsider = { ...trust[1], subject: { type: 'trust-policy', principal: 6 }, counted: false };
    const principals = usedLast(base.policies[5]?.attachedTo[0] ?? -1, NO_USE_RECORDED);
    expect(
      first({ findings: [...findings, asOutsider] as Assessment['findings'], principals }).map(
        ({ subject, reasons }) => [subject, reasons],
      ),
    ).toEqual([
      [
        { type: 'policy', policy: 5 },
        [
          `role ${nameOf(base.policies[5]?.attachedTo)} has it`,
          'no role that has it was used in the last 90 days: detach it',
        ],
      ],
      [
        { type: 'policy', policy: 1 },
        ['role pipeline has it', 'outsiders can assume a role that has it', 'compute services run with it'],
      ],
      [{ type: 'policy', policy: 2 }, ['user bob has it']],
    ]);
  });

  it('names who alone has a policy, and counts the members of a group', () => {
    const held = (holders: readonly number[], principalsReached: number): readonly string[] => {
      const policies = base.policies.map((policy, index) =>
        index === 2 ? { ...policy, attachedTo: holders, principalsReached } : policy,
      );
      const findings = [
        onPolicy(2, { kind: 'DataExfiltration', severity: 'medium', reach: 'unrestricted', counted: true }),
      ] as Assessment['findings'];
      return first({ policies, findings }).flatMap(({ reasons }) => reasons);
    };
    const group = base.principals.findIndex(({ type }) => type === 'group');
    const user = base.principals.findIndex(({ name }) => name === 'bob');
    const { name } = base.principals[group] ?? { name: '' };
    expect(held([], 0)).toEqual(['nobody in the input has it']);
    expect(held([user], 1)).toEqual(['user bob has it']);
    expect(held([group], 1)).toEqual([`group ${name}, which has no members, has it`]);
    expect(held([group], 2)).toEqual([`group ${name} and its 1 member have it`]);
    expect(held([group], 4)).toEqual([`group ${name} and its 3 members have it`]);
    expect(held([group, user], 4)).toEqual(['4 principals have it']);
  });

  it('puts a policy of which nothing is left to anyone behind one that works, and says so', () => {
    const counted = {
      kind: 'DataExfiltration',
      severity: 'medium',
      reach: 'unrestricted',
      counted: true,
    } as const;
    const holders = base.policies[1]?.attachedTo ?? [];
    const findings = [
      onPolicy(1, counted),
      onPolicy(2, counted),
      ...holders.map((principal) =>
        onPolicy(1, {
          ...counted,
          id: `b${principal}`,
          subject: { type: 'principal', principal },
          severity: 'none',
          counted: false,
          notCounted: 'blocked',
          blockedBy: ['permissions boundary guard'],
        }),
      ),
    ] as Assessment['findings'];
    expect(first({ findings }).map(({ subject, reasons }) => [subject, reasons.at(-1)])).toEqual([
      [{ type: 'policy', policy: 2 }, 'user bob has it'],
      [{ type: 'policy', policy: 1 }, 'a boundary or a Deny takes it away from everyone who has it'],
    ]);
    expect(first({ findings: findings.slice(0, 2) }).map(({ subject }) => subject)).toEqual([
      { type: 'policy', policy: 1 },
      { type: 'policy', policy: 2 },
    ]);
  });

  it('puts a policy that only roles without recent use have behind one in use, and says so', () => {
    const findings = [
      onPolicy(1, { kind: 'DataExfiltration', severity: 'medium', reach: 'unrestricted', counted: true }),
      onPolicy(2, { kind: 'DataExfiltration', severity: 'medium', reach: 'unrestricted', counted: true }),
    ] as Assessment['findings'];
    const principals = base.principals.map((principal, index) =>
      index === 6 && principal.role !== null
        ? {
            ...principal,
            role: { ...principal.role, lastUsed: { date: '2026-08-01T00:00:00Z', region: null } },
          }
        : principal,
    );
    expect(first({ findings, principals })).toEqual([
      {
        subject: { type: 'policy', policy: 2 },
        severity: 'medium',
        kinds: ['DataExfiltration'],
        finding: findings[1],
        reasons: ['user bob has it'],
      },
      {
        subject: { type: 'policy', policy: 1 },
        severity: 'medium',
        kinds: ['DataExfiltration'],
        finding: findings[0],
        reasons: [
          'role pipeline has it',
          'compute services run with it',
          'no role that has it was used in the last 90 days: detach it',
        ],
      },
    ]);
  });

  it('says that outsiders become administrator through a role', () => {
    const findings = base.findings.filter(({ id }) => id === 't03');
    const escalation: Assessment['escalation'] = {
      ...base.escalation,
      hops: [
        {
          from: null,
          to: 8,
          path: 'assume role',
          name: 'Assume the role',
          verdict: 'confirmed',
          makesAdministrator: false,
          statements: [],
          trust: [0],
          conditions: [],
          needs: [],
          lifts: [],
          gains: [],
        },
      ],
      chains: [{ from: null, outsider: '*', verdict: 'confirmed', hops: [0] }],
    };
    expect(
      first({ findings, escalation, principals: usedLast(8, NO_USE_RECORDED) }).map(({ reasons }) => reasons),
    ).toEqual([
      ['outsiders become administrator through it', 'it was not used in the last 90 days: remove it'],
    ]);
    expect(
      first({ findings, escalation, principals: usedLast(8, null) }).map(({ reasons }) => reasons),
    ).toEqual([['outsiders become administrator through it']]);
  });

  it('says so of a role that is not the one on the surest way of the outsider', () => {
    const findings = [
      {
        id: 'o1',
        kind: 'PrivilegeEscalation',
        severity: 'critical',
        subject: { type: 'principal', principal: 8 },
        reach: 'unrestricted',
        counted: true,
        trusted: ['*'],
        grantedBy: [],
      },
    ] as const satisfies Assessment['findings'];
    expect(first({ findings }).map(({ reasons }) => reasons[0])).toEqual([
      'outsiders become administrator through it',
    ]);
  });

  it('tells what to change by the trust policy of such a role, though its findings do not count', () => {
    const [ofTrust] = base.findings.filter(({ id }) => id === 't03');
    if (ofTrust === undefined) throw new Error('the fixture lacks finding t03');
    const onTrust = { ...ofTrust, counted: false, severity: 'medium' } as const;
    const gravest = { ...onTrust, id: 't99', severity: 'critical' } as const;
    const inAll = {
      ...ofTrust,
      id: 'o1',
      kind: 'PrivilegeEscalation',
      subject: { type: 'principal', principal: 8 },
      counted: true,
      trusted: ['*'],
    } as const;
    expect(
      first({ findings: [inAll, onTrust, gravest] as Assessment['findings'] }).map(
        ({ finding }) => finding.id,
      ),
    ).toEqual(['t99']);
    expect(first({ findings: [inAll] }).map(({ finding }) => finding.id)).toEqual(['o1']);
  });

  it('does not say that 0 principals have a policy', () => {
    const counted = {
      kind: 'DataExfiltration',
      severity: 'medium',
      reach: 'unrestricted',
      counted: true,
    } as const;
    const policies = base.policies.map((policy) => ({ ...policy, attachedTo: [], principalsReached: 0 }));
    expect(
      first({ findings: [onPolicy(2, counted)] as Assessment['findings'], policies }).map(
        ({ reasons }) => reasons,
      ),
    ).toEqual([['nobody in the input has it']]);
  });

  it('is nothing where nothing counts', () => {
    expect(first({ findings: base.findings.filter(({ counted }) => !counted) })).toEqual([]);
  });
});
