import { describe, expect, it } from 'vitest';
import { actionGrants as grantsOf } from '../../src/report-app/model/action-grants.js';
import { actionRows, otherAction, serviceRow } from '../../src/report-app/model/action-rows.js';
import { statementsByPolicy } from '../../src/report-app/model/report-model.js';
import { fixtureAssessment } from './fixture-assessment.js';

const assessment = fixtureAssessment();
const statementsOf = statementsByPolicy(assessment);

function actionGrants({ actions }: typeof assessment, from: number, to: number = from) {
  return grantsOf(assessment, statementsOf, actions.slice(from, to + 1));
}
const { principals } = assessment;

/** Those who have AdministratorAccess. */
const HOLDERS = assessment.policies[0]?.attachedTo.map((index) => [principals[index]?.id, null]);

describe('rows of actions', () => {
  it('count each policy once for an action, however many of its findings name it', () => {
    const rows = actionRows(assessment);
    expect(rows.find(({ action }) => action === 's3:GetObject')).toEqual({
      action: 's3:GetObject',
      index: 12,
      service: 'Amazon S3',
      policies: 4,
    });
    // AdministratorAccess has it in three findings, deploy-pipeline in two.
    expect(rows.find(({ action }) => action === 's3:PutBucketPolicy')?.policies).toBe(2);
  });

  it('leave out actions that only findings on principals name', () => {
    const findings = assessment.findings.map((finding) => ({
      ...finding,
      subject: { type: 'principal' as const, principal: 0 },
    }));
    expect(actionRows({ ...assessment, findings })).toEqual([]);
  });
});

describe('a service', () => {
  it('stands for all its actions', () => {
    const rows = actionRows(assessment);
    const row = serviceRow(rows, 's3:*');
    expect([row?.action, row?.service, row?.index, row?.last]).toEqual(['s3:*', 'Amazon S3', 10, 13]);
    expect(serviceRow(rows, 'unknown:*')).toBeUndefined();
    expect(serviceRow(rows, 's3:GetObject')).toBeUndefined();
    expect(serviceRow(rows, null)).toBeUndefined();
    const policies = actionGrants(assessment, row?.index ?? 0, row?.last).map(({ policy }) => policy);
    const ofEach = rows
      .filter(({ service }) => service === 'Amazon S3')
      .flatMap(({ index }) => actionGrants(assessment, index).map(({ policy }) => policy));
    expect([...policies].sort()).toEqual([...new Set(ofEach)].sort());
  });
});

describe('who can use an action', () => {
  it('names the policy, the statements about the action, and everyone who has it', () => {
    const named = actionGrants(assessment, 12).map(({ policy, reach, statements, holders }) => ({
      policy: assessment.policies[policy]?.id,
      reach,
      statements,
      holders: holders.map(({ principal, group }) => [
        principals[principal]?.id,
        group === null ? null : principals[group]?.id,
      ]),
    }));
    expect(named).toEqual([
      { policy: 'ANPA00000001', reach: 'unrestricted', statements: [0], holders: HOLDERS },
      { policy: 'sha-inline-1', reach: 'unrestricted', statements: [0], holders: [['AIDA02', null]] },
      { policy: 'sha-inline-1', reach: 'unrestricted', statements: [0], holders: [['AIDA03', null]] },
      {
        policy: 'ANPA00000003',
        reach: 'unrestricted',
        statements: [0],
        holders: [
          ['AGPA01', null],
          ['AIDA01', 'AGPA01'],
          ['AIDA02', 'AGPA01'],
        ],
      },
      // No finding is about it there: its NotAction and NotResource leave the action open.
      { policy: 'ANPA00000002', reach: 'excepted', statements: [1], holders: [['AROA02', null]] },
      { policy: 'ANPA00000008', reach: 'unrestricted', statements: [0], holders: [] },
    ]);
  });

  it('names only the statements whose patterns take the action in', () => {
    const [grant] = actionGrants(assessment, 5).filter(({ policy }) => policy === 1);
    expect(grant?.statements).toEqual([0]);
  });

  it('puts the widest reach first', () => {
    expect(actionGrants(assessment, 2).map(({ reach }) => reach)).toEqual([
      'unrestricted',
      'unrestricted',
      'unrestricted',
      'conditional',
    ]);
  });
});

describe('an action that no finding is about', () => {
  it('is answered from the documents, whatever its case', () => {
    expect(otherAction(assessment, 'cloudwatch:getmetricdata')).toEqual({
      action: 'cloudwatch:getmetricdata',
      service: assessment.services['cloudwatch'] ?? 'cloudwatch',
    });
    const grants = grantsOf(assessment, statementsOf, ['cloudwatch:getmetricdata']);
    expect(grants.map(({ policy, reach }) => [assessment.policies[policy]?.document, reach])).toEqual([
      [0, 'unrestricted'],
      [6, 'unrestricted'],
      [1, 'excepted'],
      // Nobody has this one.
      [6, 'unrestricted'],
    ]);
  });

  it('is a whole name', () => {
    for (const selected of [null, '', 's3', 's3:*', 's3:Get*', 'a b:c', ':x'])
      expect(otherAction(assessment, selected)).toBeUndefined();
  });
});
