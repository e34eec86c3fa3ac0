import { describe, expect, it } from 'vitest';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { terminalSummary } from '../../src/output/terminal-summary.js';
import { toResults } from '../../src/output/results.js';
import {
  allow,
  deny,
  details,
  document,
  inline,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { assessed, TO_ADMINISTRATOR } from './small-account.js';

const GUARDED = {
  level: 'root',
  policies: [{ name: 'guard', document: document(allow('*'), deny('iam:*')) }],
};

describe('the section on escalation', () => {
  it('holds administrators, chains, steps, and whom each can become', () => {
    const { escalation, policies } = assessed(TO_ADMINISTRATOR);
    const { dataReached, ...others } = escalation;
    const hop = policies.findIndex(({ name }) => name === 'hop');
    expect(dataReached).toHaveLength(2);
    expect(others).toEqual({
      administrators: [
        { principal: 1, kind: 'holds everything', verdict: 'confirmed', withinGuardrails: false },
      ],
      chains: [{ from: 0, verdict: 'confirmed', hops: [0] }],
      hops: [
        {
          from: 0,
          to: 1,
          path: 'assume role',
          name: 'Assume the role',
          verdict: 'confirmed',
          makesAdministrator: false,
          statements: [{ policy: hop, statements: [0] }],
          trust: [0],
          conditions: [],
          needs: [],
          lifts: [],
          gains: [],
        },
      ],
      becomes: [{ confirmed: 0, conditional: 0, possible: 0 }, null],
      principalSets: ['1'],
      chokePoints: {
        statements: [{ policy: hop, holder: 0, statement: 0 }],
        atLeast: 1,
        isSmallest: true,
        isComplete: true,
      },
    });
  });

  it('names the trust policy where a choke point is none of the identity policies', () => {
    const { escalation } = assessed(
      details({
        users: [user('ann')],
        roles: [
          role('top', {
            RolePolicyList: [inline('everything', document(allow('*')))],
            AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::111122223333:user/ann' }),
          }),
        ],
      }),
    );
    expect(escalation.chokePoints?.statements).toEqual([{ policy: null, holder: 1, statement: 0 }]);
  });

  it('stands in the results file as a key of the principals it is about', () => {
    const results = toResults(assessed(TO_ADMINISTRATOR));
    expect(JSON.parse(JSON.stringify(results)).users['ID-ann'].Escalation).toEqual({
      administrator: null,
      chain: {
        verdict: 'confirmed',
        hops: [{ to: 'arn:aws:iam::111122223333:role/top', path: 'assume role' }],
      },
      acrossPolicies: [],
      blocked: [],
    });
  });

  it('is told by the terminal summary', () => {
    const summary = terminalSummary(assessed(TO_ADMINISTRATOR), { files: [], colour: false, width: 100 });
    expect(summary).toContain(`Who can become administrator
  1 administrator; 1 other can become one, 1 of them for certain
  ann: assume role -> top
  1 statement would have to change so that nobody else can; the first in policy hop
`);
  });

  it('notes an organisation that keeps something from an administrator', () => {
    const { escalation } = assessed(TO_ADMINISTRATOR, {
      organizationPolicies: parseOrganizationPolicies({ serviceControlPolicies: [GUARDED] }),
    });
    expect(escalation.administrators).toEqual([
      { principal: 1, kind: 'holds everything', verdict: 'confirmed', withinGuardrails: true },
    ]);
  });
});
