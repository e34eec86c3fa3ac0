import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  attached,
  boundedBy,
  deny,
  details,
  document,
  iamArn,
  inline,
  managed,
  user,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const holding = (...statements: readonly Fields[]) => ({
  UserPolicyList: [inline('own', document(...statements))],
});
const writesItself = (name: string) => allow('iam:PutUserPolicy', iamArn(`user/${name}`));

/** By whom and by which paths each user gets to read an object. */
function ways(
  lists: Parameters<typeof details>[0],
  {
    policies = null,
    context = {},
  }: { readonly policies?: unknown; readonly context?: Readonly<Record<string, readonly string[]>> } = {},
) {
  const account = parseAuthorizationDetails(details(lists));
  const organization = policies === null ? null : parseOrganizationPolicies(policies);
  const analysis = analyseEscalation([account], new DocumentReader(catalog), organization);
  const { results } = whoCanReport(
    analysis,
    {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::data/x',
      context: new Map(Object.entries(context)),
      organization,
      resourcePolicies: new Map(),
    },
    { viaEscalation: true },
  );
  return Object.fromEntries(
    results.map(({ principal, decision, via }) => [
      principal.replace(iamArn('user/'), ''),
      [decision, ...(via?.hops ?? []).map(({ to, path }) => `${path} ${to.replace(iamArn('user/'), '')}`)],
    ]),
  );
}

describe('who can by way of escalation', () => {
  const writer = user('writer', holding(writesItself('writer')));
  const key = user('key', holding(allow('iam:CreateAccessKey', iamArn('user/writer'))));

  it('are those who write it into their own policies, and those who become them', () => {
    expect(ways({ users: [writer, key, user('other')] })).toEqual({
      writer: ['allowed', 'iam-007 writer'],
      key: ['allowed', 'iam-002 writer', 'iam-007 writer'],
      other: ['implicitlyDenied'],
    });
  });

  it('not where their organisation takes it away whatever they write', () => {
    const policies = {
      accounts: {
        [ACCOUNT_ID]: {
          serviceControlPolicies: [
            {
              level: 'root',
              name: 'r',
              policies: [
                { name: 'all', document: document(allow('*')) },
                { name: 'no-data', document: document(deny('s3:GetObject')) },
              ],
            },
          ],
        },
      },
    };
    expect(ways({ users: [writer, key] }, { policies })).toEqual({
      writer: ['explicitlyDenied'],
      key: ['explicitlyDenied'],
    });
  });

  it('as far as their boundary leaves it to them', () => {
    const dev = (...limit: readonly string[]) => ({
      users: [user('dev', { ...holding(writesItself('dev')), ...boundedBy('limit') })],
      policies: [managed('limit', document(allow(limit)))],
    });
    expect(ways(dev('iam:PutUserPolicy', 's3:*'))).toEqual({ dev: ['allowed', 'iam:PutUserPolicy dev'] });
    expect(ways(dev('iam:PutUserPolicy', 'ec2:*'))).toEqual({ dev: ['implicitlyDenied'] });
  });

  it('once a Deny is taken off that kept it from them', () => {
    const held = user('held', {
      ...holding(allow(['s3:GetObject', 'iam:DetachUserPolicy'])),
      AttachedManagedPolicies: [attached('never')],
    });
    expect(ways({ users: [held], policies: [managed('never', document(deny('s3:*')))] })).toEqual({
      held: ['allowed', 'iam-025 held'],
    });
  });

  it('in the context that is given', () => {
    const test = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
    const lists = {
      users: [user('dev', { ...holding(writesItself('dev')), ...boundedBy('limit') })],
      policies: [managed('limit', document(allow('iam:PutUserPolicy'), allow('s3:*', '*', test)))],
    };
    const inRegion = (region: string) => ways(lists, { context: { 'aws:requestedregion': [region] } });
    expect(ways(lists)).toEqual({ dev: ['conditional', 'iam:PutUserPolicy dev'] });
    expect(inRegion('eu-west-1')).toEqual({ dev: ['allowed', 'iam:PutUserPolicy dev'] });
    expect(inRegion('us-east-1')).toEqual({ dev: ['implicitlyDenied'] });
  });
});
