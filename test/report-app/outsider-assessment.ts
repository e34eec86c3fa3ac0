import type { Assessment } from '../../src/assessment/assessment.js';
import { escalatingAssessment } from './escalating-assessment.js';

/** The role that an account outside may assume, which passes through break-glass to administrator. */
export const OPEN_ROLE = 7;
/** That account, as the trust policy names it. */
export const OUTSIDER = 'arn:aws:iam::999900001111:root';

/** The escalating fixture where someone outside becomes administrator by partner-access. */
export function outsiderAssessment(): Assessment {
  const base = escalatingAssessment();
  const { hops, chains } = base.escalation;
  const [sample] = hops;
  if (sample === undefined) throw new Error('the fixture has no step');
  const step = { ...sample, statements: [], trust: [0], conditions: [] };
  return {
    ...base,
    findings: [
      ...base.findings,
      {
        id: 'out1',
        kind: 'PrivilegeEscalation',
        severity: 'critical',
        subject: { type: 'principal', principal: OPEN_ROLE },
        reach: 'unrestricted',
        counted: true,
        trusted: [OUTSIDER],
        grantedBy: [],
        chain: chains.length,
        noFix: 0,
      },
    ],
    noFixReasons: ['It comes of several policies together: change the policies that contribute.'],
    escalation: {
      ...base.escalation,
      hops: [...hops, { ...step, from: null, to: OPEN_ROLE }, { ...step, from: OPEN_ROLE, to: 5 }],
      chains: [
        ...chains,
        {
          from: null,
          outsider: OUTSIDER,
          verdict: 'confirmed',
          hops: [hops.length, hops.length + 1],
        },
      ],
    },
  };
}
