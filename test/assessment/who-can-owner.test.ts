import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const ANN = 'arn:aws:iam::111122223333:user/ann';
const BOB = 'arn:aws:iam::444455556666:user/bob';
const BUCKET = 'arn:aws:s3:::reports';
const OBJECT = `${BUCKET}/2026.csv`;

const reader = (name: string, Arn: string, action = 's3:GetObject') =>
  parseAuthorizationDetails(
    details({ users: [user(name, { Arn, UserPolicyList: [inline('own', document(allow(action, '*')))] })] }),
  );
const both = [reader('ann', ANN), reader('bob', BOB)];

/** Who may read an object, with the conditions. */
function answers(
  accounts: readonly ReturnType<typeof reader>[],
  asked: { readonly policy?: unknown; readonly owner?: string; readonly resource?: string } = {},
) {
  const { results } = whoCanReport(
    analyseEscalation(accounts, new DocumentReader(catalog), null),
    {
      action: 's3:GetObject',
      resource: asked.resource ?? OBJECT,
      context: new Map(asked.owner === undefined ? [] : [['aws:resourceaccount', [asked.owner]]]),
      organization: null,
      resourcePolicies: parseResourcePolicies(asked.policy === undefined ? {} : { [BUCKET]: asked.policy }),
    },
    { viaEscalation: false },
  );
  return results.map(({ decision, conditions }) => [decision, ...conditions]);
}

const open = (principal: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*' }],
});

describe('whose a bucket is', () => {
  it('is asked of several accounts, of which it can be of one', () => {
    expect(answers(both)).toEqual([
      ['conditional', 'if the resource is of account 111122223333'],
      ['conditional', 'if the resource is of account 444455556666'],
    ]);
  });

  it('is known where there is one account', () => {
    expect(answers([reader('ann', ANN)])).toEqual([['allowed']]);
  });

  it('is said by the context', () => {
    const policy = open({ AWS: '111122223333' });
    expect(answers(both, { policy, owner: '111122223333' })).toEqual([['allowed'], ['implicitlyDenied']]);
  });

  it('does not matter where the policy lets the caller in', () => {
    expect(answers(both, { policy: open('*') })).toEqual([['allowed'], ['allowed']]);
    expect(answers(both, { policy: open({ AWS: BOB }) })).toEqual([
      ['conditional', 'if the resource is of account 111122223333'],
      ['allowed'],
    ]);
  });

  it('does not matter where nothing allows it', () => {
    expect(answers([reader('ann', ANN, 's3:PutObject'), reader('bob', BOB)])[0]).toEqual([
      'implicitlyDenied',
    ]);
  });

  it('matters where the policy lets in those of the own account without more', () => {
    const none = [reader('ann', ANN, 's3:PutObject'), reader('bob', BOB)];
    expect(answers(none, { policy: open('*') })).toEqual([
      ['conditional', 'if the resource is of account 111122223333'],
      ['allowed'],
    ]);
  });
});
