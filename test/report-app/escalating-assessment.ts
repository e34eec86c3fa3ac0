import type { AssessedHop, Assessment } from '../../src/assessment/assessment.js';
import { fixtureAssessment } from './fixture-assessment.js';

function hop(from: number, to: number, part: Partial<AssessedHop> = {}): AssessedHop {
  return {
    from,
    to,
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
    ...part,
  };
}

/** The fixture where break-glass is administrator, bob gets there in two steps, and carol perhaps in one. */
export function escalatingAssessment(): Assessment {
  const base = fixtureAssessment();
  const { findings } = base;
  const [sample] = findings;
  if (sample === undefined) throw new Error('the fixture has no finding');
  return {
    ...base,
    findings: [
      ...findings,
      {
        id: 'n01',
        kind: 'PrivilegeEscalation',
        severity: 'critical',
        subject: { type: 'principal', principal: 1 },
        reach: 'unrestricted',
        counted: true,
        actionSet: 0,
        paths: [1],
        grantedBy: [],
        contributions: [{ policy: 2, statements: [0] }],
      },
      {
        id: 'n02',
        kind: 'ResourceExposure',
        severity: 'high',
        subject: { type: 'principal', principal: 1 },
        reach: 'unrestricted',
        counted: false,
        notCounted: 'blocked',
        actionSet: 2,
        grantedBy: [],
        blockedBy: ['permissions boundary guard'],
      },
    ],
    escalation: {
      administrators: [
        { principal: 5, kind: 'holds everything', verdict: 'confirmed', withinGuardrails: false },
      ],
      hops: [
        hop(1, 6, {
          statements: [{ policy: 2, statements: [0] }],
          conditions: ['if aws:SourceIp is 10.0.0.0/8'],
        }),
        hop(6, 5),
        hop(2, 5, { verdict: 'possible', needs: ['an existing function'] }),
      ],
      chains: [
        { from: 1, verdict: 'confirmed', hops: [0, 1] },
        { from: 2, verdict: 'possible', hops: [2] },
      ],
      becomes: [
        null,
        { confirmed: 0, conditional: 0, possible: 0 },
        { possible: 1 },
        null,
        null,
        null,
        { confirmed: 1 },
        null,
        null,
        null,
      ],
      principalSets: ['5+1', '5'],
      dataReached: [null, { scoped: 1, asOthers: 4 }, null, null, null, null, null, null, null, null],
      chokePoints: {
        statements: [{ policy: null, holder: 5, statement: 0 }],
        atLeast: 1,
        isSmallest: true,
        isComplete: true,
      },
    },
  };
}
