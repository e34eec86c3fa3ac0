import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../src/assessment/assessment.js';
import { escalationLines } from '../../src/output/terminal-escalation.js';
import { withChains, type NamedChain } from '../report-app/many-chains.js';

/** What the terminal says of chains, without the statements that would have to change. */
function linesOf(chains: readonly NamedChain[], administrators: number): readonly string[] {
  const base = withChains(chains);
  const escalation: Assessment['escalation'] = {
    ...base.escalation,
    administrators: Array.from({ length: administrators }, (_, principal) => ({
      principal,
      kind: 'holds everything',
      verdict: 'confirmed',
      withinGuardrails: false,
    })),
  };
  return escalationLines({ ...base, escalation }, 120, false).filter((line) => !/would have to/.test(line));
}

describe('who can become administrator, on the terminal', () => {
  it('is counted and shown where it is certain', () => {
    expect(
      linesOf([{ names: ['bob', 'admin'] }, { names: ['ann', 'admin'], verdict: 'possible' }], 1),
    ).toEqual([
      'Who can become administrator',
      '  1 administrator; 2 others can become one, 1 of them for certain',
      '  bob: assume role -> admin',
      '  and 1 more: cloudsplaining paths shows them all, with the statements',
    ]);
  });

  it('comes with what the ids of paths stand for, each once', () => {
    const step = { path: 'ec2-001', name: 'Launch an instance with a chosen instance profile' };
    const action = 'iam:DetachRolePolicy';
    expect(
      linesOf(
        [
          { names: ['ann', 'admin'], step },
          { names: ['bob', 'ann', 'admin'], step },
          { names: ['joe', 'admin'], step: { path: action, name: action } },
        ],
        1,
      ),
    ).toEqual([
      'Who can become administrator',
      '  1 administrator; 3 others can become one, 3 of them for certain',
      '  ann: ec2-001 -> admin',
      '  bob: ec2-001 -> ann, ec2-001 -> admin',
      '  joe: iam:DetachRolePolicy -> admin',
      '  ec2-001: launch an instance with a chosen instance profile',
    ]);
  });

  it('is only counted where nothing is certain, and nothing is said to be more than nothing', () => {
    expect(linesOf([{ names: ['ann', 'admin'], verdict: 'possible' }], 1)).toEqual([
      'Who can become administrator',
      '  1 administrator; 1 other can become one, under conditions or with something the input does not show',
      '  cloudsplaining paths shows how, with the statements',
    ]);
  });

  it('names the boundary that holds somebody back, which has no room for its ARN', () => {
    const base = withChains([{ names: ['ann', 'joe'] }]);
    const boundary = 'arn:aws:iam::111122223333:policy/teams/platform/developer-boundary';
    const held: Finding = {
      id: 'held',
      kind: 'PrivilegeEscalation',
      severity: 'high',
      subject: { type: 'principal', principal: 1 },
      reach: 'unrestricted',
      counted: false,
      notCounted: 'blocked',
      grantedBy: [],
      blockedBy: [`permissions boundary ${boundary}`, 'Deny statement 1 in policy guard'],
    };
    expect(escalationLines({ ...base, findings: [held] }, 120, false).at(-1)).toBe(
      '  joe: escalation blocked by permissions boundary developer-boundary, Deny statement 1 in policy guard',
    );
  });

  it('is nobody else where there are administrators only', () => {
    expect(linesOf([], 2)).toEqual([
      'Who can become administrator',
      '  2 administrators; nobody else can become one',
    ]);
  });
});
