import { describe, expect, it } from 'vitest';
import { actionMembers } from '../../src/assessment/action-members.js';
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

describe('the data that principals reach', () => {
  it('says which data each reaches, by itself and as those it can become', () => {
    const assessment = assessed(
      details({
        users: [
          user('ann', {
            UserPolicyList: [
              inline('own', document(allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/reader'))),
              inline(
                'secrets',
                document(
                  allow(
                    'secretsmanager:GetSecretValue',
                    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a',
                  ),
                ),
              ),
            ],
          }),
          user('bob', { UserPolicyList: [inline('none', document(allow('ec2:StartInstances')))] }),
        ],
        roles: [
          role('reader', {
            RolePolicyList: [
              inline('reads', document(allow(['s3:GetObject', 'secretsmanager:GetSecretValue']))),
              inline(
                'guard',
                document({
                  ...deny('s3:GetObject'),
                  Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
                }),
              ),
            ],
            AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::111122223333:root' }),
          }),
        ],
      }),
    );
    const named = assessment.escalation.dataReached.map((reached) =>
      reached === null
        ? null
        : Object.fromEntries(
            Object.entries(reached).map(([grade, set]) => [grade, actionMembers(assessment, set)]),
          ),
    );
    expect(named).toEqual([
      { scoped: ['secretsmanager:GetSecretValue', 'sts:AssumeRole'], asOthers: ['s3:GetObject'] },
      null,
      { unrestricted: ['secretsmanager:GetSecretValue'], conditional: ['s3:GetObject'] },
    ]);
  });

  it('tells that all data is reached by way of one that can give itself everything', () => {
    const hop = document(allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/writer'));
    const writes = document(allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/writer'));
    const written = assessed(
      details({
        users: [user('ann', { UserPolicyList: [inline('hop', hop)] })],
        roles: [
          role('writer', {
            RolePolicyList: [inline('writes', writes)],
            AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::111122223333:root' }),
          }),
        ],
      }),
    );
    const [reached, ofWriter] = written.escalation.dataReached;
    const asOthers = actionMembers(written, reached?.asOthers ?? -1);
    expect(ofWriter).toBe(null);
    // What it reaches by itself is not told again.
    const some = ['iam:CreateAccessKey', 's3:GetObject', 'ssm:GetParameter', 'sts:AssumeRole'];
    expect(some.filter((action) => asOthers.includes(action))).toEqual(some.slice(0, 3));
    const byHolding = assessed(TO_ADMINISTRATOR);
    expect(actionMembers(byHolding, byHolding.escalation.dataReached[0]?.asOthers ?? -1)).toEqual(asOthers);
  });
});
