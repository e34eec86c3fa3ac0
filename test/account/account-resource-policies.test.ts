import { describe, expect, it } from 'vitest';
import { withResourcePolicies } from '../../src/account/account-resource-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { details, user } from './authorization-details.js';

const account = parseAuthorizationDetails(details({ users: [user('ann')] }));
const open = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::open/*' },
};

describe('policies of resources that are given to an account', () => {
  it('are a problem each where they cannot be read', () => {
    const { problems, resourcePolicies } = withResourcePolicies(
      account,
      new Map<string, unknown>([
        ['arn:aws:s3:::open', open],
        ['arn:aws:s3:::written', JSON.stringify(open)],
        ['arn:aws:s3:::misspelt', { Statement: [{ Effect: 'Permit' }] }],
        ['arn:aws:s3:::nothing', null],
      ]),
    );
    expect(resourcePolicies?.map(({ name, document }) => [name, document?.parsed.ok])).toEqual([
      ['arn:aws:s3:::open', true],
      ['arn:aws:s3:::written', true],
      ['arn:aws:s3:::misspelt', false],
      ['arn:aws:s3:::nothing', false],
    ]);
    expect(problems).toEqual([
      {
        what: 'policy of arn:aws:s3:::misspelt',
        where: '$["arn:aws:s3:::misspelt"]',
        reason: 'Effect must be "Allow" or "Deny", not "Permit" (at $.Statement[0].Effect of the document)',
      },
      {
        what: 'policy of arn:aws:s3:::nothing',
        where: '$["arn:aws:s3:::nothing"]',
        reason: 'a policy document must be a JSON object, not null',
      },
    ]);
  });

  it('stand beside the problems of the account, which is left as it was', () => {
    const problem = { what: 'the file', where: '$', reason: 'part of it is missing' };
    const before = { ...account, problems: [problem] };
    const after = withResourcePolicies(before, new Map([['arn:aws:s3:::nothing', null]]));
    expect(after.problems).toEqual([
      problem,
      {
        what: 'policy of arn:aws:s3:::nothing',
        where: '$["arn:aws:s3:::nothing"]',
        reason: 'a policy document must be a JSON object, not null',
      },
    ]);
    expect(before.problems).toEqual([problem]);
  });
});
