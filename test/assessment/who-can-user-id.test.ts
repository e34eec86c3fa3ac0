import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  deny,
  details,
  document,
  iamArn,
  inline,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const BUCKET = 'arn:aws:s3:::reports';
const OBJECT = `${BUCKET}/2026.csv`;
const ANN = 'AIDAEXAMPLEANN000000A';
const APP = 'AROAEXAMPLEAPP000000A';

type Fields = Readonly<Record<string, unknown>>;

const when = (operator: string, values: string | readonly string[]) => ({
  Condition: { [operator]: { 'aws:userid': values } },
});

/** What ann, a user whose id the input does not tell, and a role may do. */
function answers(
  action: string,
  resource: string | null,
  own: readonly Fields[],
  {
    policies = {},
    viaEscalation = false,
  }: { readonly policies?: Fields; readonly viaEscalation?: boolean } = {},
) {
  const policy = [inline('own', document(...own))];
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserId: ANN, UserPolicyList: policy }), user('bob', { UserPolicyList: policy })],
      roles: [
        role('app', { RoleId: APP, RolePolicyList: policy }),
        role('target', {
          AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }, when('StringEquals', ANN)),
          RolePolicyList: [inline('own', document(allow('sqs:SendMessage')))],
        }),
      ],
    }),
  );
  const { results } = whoCanReport(
    analyseEscalation([account], new DocumentReader(catalog), null),
    {
      action,
      resource,
      context: new Map(),
      organization: null,
      resourcePolicies: parseResourcePolicies(policies),
    },
    { principals: [0, 1, 2], viaEscalation },
  );
  return results.map(({ decision }) => decision);
}

describe('the id of a user', () => {
  it.each([null, OBJECT])('decides its own statements, with %s', (resource) => {
    const spared = [allow('s3:GetObject'), deny('s3:*', '*', when('StringNotLike', [ANN, `${APP}:*`]))];
    expect(answers('s3:GetObject', resource, spared)).toEqual(['allowed', 'conditional', 'allowed']);
    const denied = [allow('s3:GetObject'), deny('s3:*', '*', when('StringNotLike', [`${APP}:*`]))];
    expect(answers('s3:GetObject', resource, denied)).toEqual(['explicitlyDenied', 'conditional', 'allowed']);
  });

  it('decides the policies of resources', () => {
    const policy = (values: readonly string[]) => ({
      [BUCKET]: document({
        ...deny('s3:*', '*', when('StringNotLike', values)),
        Principal: '*',
      }),
    });
    const own = [allow('s3:GetObject')];
    expect(answers('s3:GetObject', OBJECT, own, { policies: policy([ANN, `${APP}:*`]) })).toEqual([
      'allowed',
      'conditional',
      'allowed',
    ]);
    expect(answers('s3:GetObject', OBJECT, own, { policies: policy([`${APP}:*`]) })).toEqual([
      'explicitlyDenied',
      'conditional',
      'allowed',
    ]);
  });

  it('decides trust policies', () => {
    const own = [allow('sts:AssumeRole')];
    expect(answers('sts:AssumeRole', iamArn('role/target'), own)).toEqual([
      'allowed',
      'conditional',
      'implicitlyDenied',
    ]);
  });

  it('decides whom a role lets in that can do more', () => {
    const own = [allow('sts:AssumeRole')];
    expect(answers('sqs:SendMessage', null, own, { viaEscalation: true })).toEqual([
      'allowed',
      'conditional',
      'implicitlyDenied',
    ]);
  });

  it('fills a variable', () => {
    const own = [allow('s3:GetObject', `${BUCKET}/\${aws:userid}`)];
    expect(answers('s3:GetObject', `${BUCKET}/${ANN}`, own)).toEqual([
      'allowed',
      'conditional',
      'conditional',
    ]);
    expect(answers('s3:GetObject', OBJECT, own)[0]).toBe('implicitlyDenied');
  });
});

describe('the id of a role', () => {
  const OTHER = 'AROAEXAMPLEOTHER00000';
  const ofRole = (own: readonly Fields[]) =>
    [null, OBJECT].map((resource) => answers('s3:GetObject', resource, own)[2]);

  it.each([
    ['StringLike', `${APP}:*`, 'allowed'],
    ['StringLike', `${APP}*`, 'allowed'],
    ['StringLike', '*:*', 'allowed'],
    ['StringLike', `${OTHER}:*`, 'implicitlyDenied'],
    ['StringLike', [`${OTHER}:*`, `${APP}:*`], 'allowed'],
    ['StringLike', `${APP}:deploy-*`, 'conditional'],
    ['StringLike', '*:deploy', 'conditional'],
    ['StringEquals', `${APP}:deploy`, 'conditional'],
    ['StringEquals', `${APP}:*`, 'conditional'],
    ['StringEquals', `${OTHER}:deploy`, 'implicitlyDenied'],
    ['StringEquals', APP, 'implicitlyDenied'],
    ['StringNotLike', `${APP}:*`, 'implicitlyDenied'],
    ['StringNotLike', `${OTHER}:*`, 'allowed'],
    ['StringNotEquals', ANN, 'allowed'],
    ['ForAnyValue:StringLike', `${APP}:*`, 'allowed'],
    ['StringNotLikeIfExists', `${APP}:*`, 'implicitlyDenied'],
  ])('is known but for the name of the session: %s %s', (operator, values, decision) => {
    expect(ofRole([{ ...allow('s3:GetObject'), ...when(operator, values) }])).toEqual([decision, decision]);
  });

  it.each([
    ['StringNotLike', [ANN, `${APP}:*`], 'allowed'],
    ['StringNotLike', [ANN, `${OTHER}:*`], 'explicitlyDenied'],
    ['StringLike', `${APP}:*`, 'explicitlyDenied'],
    ['StringLike', `${OTHER}:*`, 'allowed'],
    ['StringNotEquals', ANN, 'explicitlyDenied'],
    ['StringNotEquals', `${APP}:deploy`, 'conditional'],
  ])('decides a Deny: %s %s', (operator, values, decision) => {
    const own = [allow('s3:GetObject'), deny('s3:*', '*', when(operator, values))];
    expect(ofRole(own)).toEqual([decision, decision]);
  });
});
