import { describe, expect, it } from 'vitest';
import type { Assessment, JsonValue } from '../../src/assessment/assessment.js';
import { boundaryEffect, guardsOf } from '../../src/report-app/model/boundary-effect.js';
import { statementsByPolicy } from '../../src/report-app/model/report-model.js';
import { takenAway } from '../../src/report-app/model/taken-away.js';
import { escalatingAssessment } from './escalating-assessment.js';

const base = escalatingAssessment();
const GRANT = 0;
const GUARD = 1;

/** The fixture whose first principal has only the first policy, within the second as its boundary. */
function guarded(grant: readonly JsonValue[], boundary: readonly JsonValue[] | null): Assessment {
  const documents = [{ Statement: [...grant] }, { Statement: [...(boundary ?? [])] }];
  return {
    ...base,
    documents,
    actions: ['iam:GetUser', 'iam:PassRole', 's3:GetObject', 's3:PutObject', 'sqs:SendMessage'],
    policies: base.policies.map((policy, index) => ({
      ...policy,
      document: index === GRANT || (index === GUARD && boundary !== null) ? index : null,
    })),
    principals: base.principals.map((principal, index) =>
      index === 0
        ? {
            ...principal,
            policies: [GRANT],
            groups: [],
            permissionsBoundary: { arn: 'arn:aws:iam::111122223333:policy/guard', policy: GUARD },
          }
        : principal,
    ),
  };
}

const allow = (Action: string): JsonValue => ({ Effect: 'Allow', Action, Resource: '*' });
const deny = (Action: string): JsonValue => ({ Effect: 'Deny', Action, Resource: '*' });

function effectOf(assessment: Assessment) {
  return boundaryEffect(assessment, statementsByPolicy(assessment), 0);
}

function takenFrom(assessment: Assessment, action: string) {
  return takenAway(assessment, statementsByPolicy(assessment), 0, action);
}

describe('what a boundary cuts', () => {
  it('is counted by service, the most first', () => {
    expect(effectOf(guarded([allow('*')], [allow('s3:*'), deny('s3:Put*')]))).toEqual({
      allowed: 5,
      cut: 4,
      services: [
        { service: 'iam', cut: 2 },
        { service: 's3', cut: 1 },
        { service: 'sqs', cut: 1 },
      ],
    });
  });

  it('is nothing where it allows what the policies allow', () => {
    expect(effectOf(guarded([allow('s3:*')], [allow('*')]))).toEqual({ allowed: 2, cut: 0, services: [] });
  });

  it('is not known without its document or without a boundary', () => {
    expect(effectOf(guarded([allow('*')], null))).toBeNull();
    expect(effectOf(base)).toBeNull();
  });
});

describe('what takes an action away', () => {
  it('is a Deny of a policy of its own, then its boundary', () => {
    const assessment = guarded([allow('*'), deny('sqs:*')], [allow('s3:*')]);
    expect(takenFrom(assessment, 'sqs:SendMessage')).toEqual({ by: 'deny', policy: GRANT, statement: 1 });
    expect(takenFrom(assessment, 'iam:GetUser')).toEqual({ by: 'boundary', policy: GUARD });
    expect(takenFrom(assessment, 's3:GetObject')).toBeNull();
  });

  it('is not a boundary that is not at hand', () => {
    expect(takenFrom(guarded([allow('*')], null), 'iam:GetUser')).toBeNull();
  });
});

describe('what blocks findings of a principal', () => {
  it('is named once', () => {
    const [finding] = base.findings.filter(({ id }) => id === 'n02');
    if (finding === undefined) throw new Error('the fixture lacks finding n02');
    expect(guardsOf({ ...base, findings: [finding, finding] }, 1)).toEqual(['permissions boundary guard']);
    expect(guardsOf(base, 0)).toEqual([]);
  });
});
