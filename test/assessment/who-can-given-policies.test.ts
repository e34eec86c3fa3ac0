import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const OTHER_QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:mail';
const QUEUE_ELSEWHERE = 'arn:aws:sqs:eu-west-1:444455556666:jobs';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/one';
const OTHER_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/two';
const BUCKET = 'arn:aws:s3:::data';

interface Asked {
  readonly action: string;
  readonly granted: readonly string[];
  readonly resource?: string;
  /** A further statement about the user. */
  readonly further?: Readonly<Record<string, unknown>>;
  /** Policies of resources, by ARN. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** The answer for a user who is given an action on some resources: the decision, and on which. */
function answer(asked: Asked) {
  const [result] = results(asked);
  return [result?.decision, ...(result?.resources ?? [])].join(' ');
}

function results({ action, granted, resource, further, policies }: Asked) {
  const others = further === undefined ? [] : [further];
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserPolicyList: [inline('own', document(allow(action, granted), ...others))] })],
    }),
  );
  return whoCanReport(
    analyseEscalation([account], new DocumentReader(catalog), null),
    {
      action,
      resource: resource ?? null,
      context: new Map(),
      organization: null,
      resourcePolicies: parseResourcePolicies(policies),
    },
    { viaEscalation: false },
  ).results;
}

/** A policy with one statement about everyone. */
function everyone(effect: 'Allow' | 'Deny', more: Readonly<Record<string, unknown>>) {
  return document({ Effect: effect, Principal: '*', Action: '*', Resource: '*', ...more });
}

const DENIED = everyone('Deny', {});
const FOR_ITS_ACCOUNT = document({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
});

describe('what identity policies give on resources whose policies were given', () => {
  const action = 'sqs:SendMessage';

  it('is what these leave of it, where no resource is asked about', () => {
    const policies = { [QUEUE]: DENIED };
    expect(answer({ action, granted: [QUEUE], policies })).toBe('explicitlyDenied');
    expect(answer({ action, granted: [QUEUE, OTHER_QUEUE], policies })).toBe(`allowed ${OTHER_QUEUE}`);
    expect(answer({ action, granted: ['*'], policies })).toBe('allowed *');
  });

  it('names them where they leave it', () => {
    const policies = { [QUEUE]: everyone('Deny', { Action: 'sqs:DeleteQueue' }) };
    const granted = [QUEUE, OTHER_QUEUE];
    expect(answer({ action, granted, policies })).toBe(`allowed ${OTHER_QUEUE} ${QUEUE}`);
  });

  it('is conditional where they deny it under conditions', () => {
    const policies = {
      [QUEUE]: everyone('Deny', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    };
    expect(answer({ action, granted: [QUEUE], policies })).toBe(`conditional ${QUEUE}`);
    expect(answer({ action, granted: [QUEUE, OTHER_QUEUE], policies })).toBe(`allowed ${OTHER_QUEUE}`);
  });

  it('is what others give under conditions where they deny what is given without any', () => {
    const policies = { [QUEUE]: DENIED };
    const office = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    const further = (more: Readonly<Record<string, unknown>>) =>
      answer({ action, granted: [QUEUE], policies, further: { Effect: 'Allow', Action: '*', ...more } });
    expect(further({ Resource: OTHER_QUEUE, ...office })).toBe(`conditional ${OTHER_QUEUE}`);
    expect(further({ Resource: QUEUE, ...office })).toBe('explicitlyDenied');
    expect(further({ Resource: '*', ...office })).toBe('conditional *');
    expect(further({ NotResource: OTHER_QUEUE, ...office })).toBe(
      `conditional everything but ${OTHER_QUEUE}`,
    );
  });

  it('is nothing in another account that does not allow it', () => {
    const policies = { [QUEUE_ELSEWHERE]: everyone('Allow', { Action: 'sqs:ReceiveMessage' }) };
    expect(answer({ action, granted: [QUEUE_ELSEWHERE], policies })).toBe('implicitlyDenied');
  });

  it('is nothing on a key whose policy leaves it to others', () => {
    const use = { action: 'kms:Decrypt', granted: [KEY] };
    const policies = {
      [KEY]: everyone('Allow', { Principal: { AWS: 'arn:aws:iam::111122223333:user/bob' } }),
    };
    expect(answer({ ...use, policies })).toBe('implicitlyDenied');
    expect(answer({ ...use, policies: { [KEY]: FOR_ITS_ACCOUNT } })).toBe(`allowed ${KEY}`);
    expect(answer({ ...use, granted: [KEY, OTHER_KEY], policies })).toBe(`conditional ${OTHER_KEY}`);
    const inOffice = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    const further = { Effect: 'Allow', Action: 'kms:*', NotResource: KEY };
    const denied = { [KEY]: DENIED };
    expect(answer({ ...use, policies: denied, further })).toBe(`conditional everything but ${KEY}`);
    expect(results({ ...use, policies: denied, further: { ...further, ...inOffice } })).toMatchObject([
      {
        decision: 'conditional',
        resources: [`everything but ${KEY}`],
        notes: ['the policies of further keys must allow it too'],
      },
    ]);
    const all = { Effect: 'Allow', Action: 'kms:*', Resource: 'arn:aws:kms:*:111122223333:key/*' };
    expect(answer({ ...use, policies: denied, further: all })).toBe(`conditional ${all.Resource}`);
  });

  it('is what is spared of a pattern', () => {
    const reading = { action: 's3:GetObject', granted: [`${BUCKET}/*`] };
    const all = { [BUCKET]: everyone('Deny', { Resource: [BUCKET, `${BUCKET}/*`] }) };
    expect(answer({ ...reading, policies: all })).toBe('explicitlyDenied');
    const some = { [BUCKET]: everyone('Deny', { Resource: `${BUCKET}/pay/*` }) };
    expect(answer({ ...reading, policies: some })).toBe(`allowed ${BUCKET}/*`);
    const but = {
      [BUCKET]: document({ Effect: 'Deny', Principal: '*', Action: '*', NotResource: `${BUCKET}/open/*` }),
    };
    expect(answer({ ...reading, policies: but })).toBe(`allowed ${BUCKET}/open/*`);
    expect(answer({ ...reading, granted: [`${BUCKET}/o*/x`], policies: but })).toBe(`allowed ${BUCKET}/o*/x`);
    expect(answer({ ...reading, granted: [`${BUCKET}/pay/*`], policies: but })).toBe('explicitlyDenied');
  });

  it('is found on the objects of a bucket whose policy names none', () => {
    const policies = {
      [BUCKET]: document({ Effect: 'Allow', Principal: '*', Action: 's3:*', NotResource: BUCKET }),
    };
    expect(answer({ action: 's3:GetObject', granted: ['arn:aws:s3:::logs'], policies })).toBe(
      `allowed ${BUCKET}/*`,
    );
  });

  it('is where a Deny of its own spares a part of a pattern', () => {
    const further = { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::*/open' };
    const reading = { action: 's3:GetObject', granted: [`${BUCKET}/*`], further };
    const policies = { [BUCKET]: everyone('Deny', { Action: 's3:PutObject', Resource: `${BUCKET}/*` }) };
    expect(answer({ ...reading, policies })).toBe(`allowed ${BUCKET}/*`);
  });
});

describe('what lies in a resource', () => {
  it('is no repository of images whose name goes on', () => {
    const repository = 'arn:aws:ecr:eu-west-1:111122223333:repository/team';
    const asked = { action: 'ecr:BatchGetImage', granted: ['*'], policies: { [repository]: DENIED } };
    expect(answer({ ...asked, resource: repository })).toBe('explicitlyDenied');
    expect(answer({ ...asked, resource: `${repository}/app` })).toBe('allowed');
  });

  it('is every table of a Glue catalog', () => {
    const inGlue = 'arn:aws:glue:eu-west-1:111122223333:';
    const asked = { action: 'glue:GetTable', granted: ['*'], policies: { [`${inGlue}catalog`]: DENIED } };
    expect(answer({ ...asked, resource: `${inGlue}table/sales/orders` })).toBe('explicitlyDenied');
    expect(answer({ ...asked, resource: 'arn:aws:glue:eu-west-2:111122223333:table/sales/orders' })).toBe(
      'allowed',
    );
  });
});
