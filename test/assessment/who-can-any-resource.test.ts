import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import type { WhoCanAnswer } from '../../src/assessment/who-can-answer.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  deny,
  details,
  document,
  inline,
  managed,
  policyArn,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const OFFICE = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
const ELSEWHERE = { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
const DATA = 'arn:aws:s3:::data/*';
const LOGS = 'arn:aws:s3:::logs/*';

interface Situation {
  readonly own: readonly Readonly<Record<string, unknown>>[];
  readonly boundary?: readonly Readonly<Record<string, unknown>>[];
  readonly guardrail?: readonly Readonly<Record<string, unknown>>[];
}

/** What is said of a user who reads objects, or does something else, where no resource is named. */
function reading({ own, boundary, guardrail }: Situation, action = 's3:GetObject') {
  const fence = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('fence') };
  const account = parseAuthorizationDetails(
    details({
      users: [
        user('ann', {
          UserPolicyList: [inline('own', document(...own))],
          ...(boundary === undefined ? {} : { PermissionsBoundary: fence }),
        }),
      ],
      policies: boundary === undefined ? [] : [managed('fence', document(...boundary))],
    }),
  );
  const organization =
    guardrail === undefined
      ? null
      : parseOrganizationPolicies({
          serviceControlPolicies: [
            { level: 'root', policies: [{ name: 'guardrail', document: document(...guardrail) }] },
          ],
        });
  const report = whoCanReport(
    analyseEscalation([account], new DocumentReader(catalog), organization),
    { action, resource: null, context: new Map(), organization, resourcePolicies: new Map() },
    { viaEscalation: false },
  );
  const [result] = report.results;
  if (result === undefined) throw new Error('the account has a user');
  const { decision, resources, conditions, notes } = result;
  return { decision, resources, conditions, notes };
}

type Answer = Pick<WhoCanAnswer, 'decision' | 'resources' | 'conditions' | 'notes'>;

const given = (...resources: readonly string[]): Answer => ({
  decision: 'allowed',
  resources,
  conditions: [],
  notes: [],
});
const onlyIf = (resource: string, ...conditions: readonly string[]): Answer => ({
  decision: 'conditional',
  resources: [resource],
  conditions,
  notes: [],
});
const notGiven = (decision: Answer['decision'], ...notes: readonly string[]): Answer => ({
  decision,
  resources: [],
  conditions: [],
  notes,
});
const FROM_OFFICE = 'IpAddress aws:SourceIp 203.0.113.0/24';
const FROM_ELSEWHERE = `Not${FROM_OFFICE}`;

describe('an action on any resource', () => {
  it.each<[string, Situation, Answer]>([
    [
      'is conditional where a conditional Deny takes all that is named',
      { own: [allow('s3:GetObject', DATA), deny('*', '*', ELSEWHERE)] },
      onlyIf(DATA, `unless ${FROM_ELSEWHERE}`),
    ],
    [
      'is conditional where a conditional Deny takes just what is named',
      { own: [allow('s3:GetObject', DATA), deny('s3:*', DATA, ELSEWHERE)] },
      onlyIf(DATA, `unless ${FROM_ELSEWHERE}`),
    ],
    [
      'is allowed where a conditional Deny is about other resources',
      { own: [allow('s3:GetObject', DATA), deny('s3:*', LOGS, ELSEWHERE)] },
      given(DATA),
    ],
    [
      'names nothing that the action is never used on',
      {
        own: [
          {
            Effect: 'Allow',
            Action: ['dynamodb:*', 's3:*'],
            Resource: ['arn:aws:dynamodb:*:*:table/dev', 'arn:aws:s3:::data', DATA, LOGS],
          },
        ],
      },
      given(DATA, LOGS),
    ],
    [
      'is allowed on what is named beside everything under conditions',
      { own: [allow('s3:GetObject', '*', OFFICE), allow('s3:GetObject', DATA)] },
      given(DATA),
    ],
    [
      'is conditional where what is named without conditions is denied',
      { own: [allow('s3:GetObject', '*', OFFICE), allow('s3:GetObject', DATA), deny('s3:*', DATA)] },
      onlyIf('*', `if ${FROM_OFFICE}`),
    ],
    [
      'is conditional where a boundary allows it under conditions',
      { own: [allow('s3:GetObject', DATA)], boundary: [allow('s3:*', '*', OFFICE)] },
      onlyIf(DATA, `if ${FROM_OFFICE}`),
    ],
    [
      'is allowed where a boundary allows some of it without conditions',
      {
        own: [allow('s3:GetObject', DATA)],
        boundary: [allow('s3:*', '*', OFFICE), allow('s3:*', `${DATA}x`)],
      },
      given(DATA),
    ],
    [
      'is denied where the boundary is about other resources',
      { own: [allow('s3:GetObject', DATA)], boundary: [allow('s3:*', LOGS)] },
      notGiven(
        'implicitlyDenied',
        `permissionsBoundary ${policyArn('fence')} allows it on other resources only`,
      ),
    ],
    [
      'is denied where the boundary leaves out what is named',
      {
        own: [allow('s3:GetObject', DATA)],
        boundary: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::data/*' }],
      },
      notGiven(
        'implicitlyDenied',
        `permissionsBoundary ${policyArn('fence')} allows it on other resources only`,
      ),
    ],
    [
      'is denied where a guardrail denies all but other resources',
      {
        own: [allow('s3:GetObject', DATA)],
        guardrail: [allow('*'), { Effect: 'Deny', Action: 's3:*', NotResource: LOGS }],
      },
      notGiven('explicitlyDenied'),
    ],
    [
      'is allowed on what a Deny leaves',
      {
        own: [
          allow('s3:GetObject', '*'),
          { Effect: 'Deny', Action: 's3:*', NotResource: DATA },
          deny('s3:*', LOGS, ELSEWHERE),
        ],
      },
      given(DATA),
    ],
    [
      'is named within the boundary',
      { own: [allow('s3:GetObject', '*')], boundary: [allow('s3:*', [DATA, LOGS])] },
      given(DATA, LOGS),
    ],
    [
      'is named as the statement names it, within a wider boundary',
      { own: [allow('s3:GetObject', DATA)], boundary: [allow('s3:*', 'arn:aws:s3:::d*')] },
      given(DATA),
    ],
    [
      'is given nowhere where boundary and guardrail have nothing in common',
      { own: [allow('s3:GetObject', '*')], boundary: [allow('*', DATA)], guardrail: [allow('*', LOGS)] },
      notGiven('implicitlyDenied', 'the policies that must all allow it do so on no resource in common'),
    ],
    [
      'is denied where all that is named is denied, and NotResource names everything',
      {
        own: [
          allow('s3:GetObject', 'arn:aws:s3:::data/x'),
          { Effect: 'Allow', Action: 's3:GetObject', NotResource: '*' },
          deny('s3:*', DATA),
        ],
      },
      notGiven('explicitlyDenied'),
    ],
    ['is not denied where nothing was given', { own: [deny('s3:*', DATA)] }, notGiven('implicitlyDenied')],
  ])('%s', (_, situation, expected) => {
    expect(reading(situation)).toEqual(expected);
  });
});

describe('what AWS changes alone', () => {
  const LINKED = 'arn:aws:iam::111122223333:role/aws-service-role/*';
  const OWN = 'arn:aws:iam::111122223333:role/team/*';

  it.each([
    ['iam:PutRolePolicy', LINKED, 'AWS, which alone changes this role, does not allow it'],
    [
      'iam:CreatePolicyVersion',
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'AWS, which alone changes its managed policies, does not allow it',
    ],
    [
      'kms:DeleteAlias',
      'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3',
      'AWS, which alone has aliases that begin with aws/, does not allow it',
    ],
  ])('nobody does, whatever is allowed: %s', (action, resource, note) => {
    expect(reading({ own: [allow(action, resource)] }, action)).toEqual(notGiven('implicitlyDenied', note));
  });

  it('is left out of the resources', () => {
    const own = [allow('iam:*', [LINKED, OWN])];
    expect(reading({ own }, 'iam:PutRolePolicy')).toEqual(given(OWN));
    expect(reading({ own }, 'iam:TagRole')).toEqual(given(LINKED, OWN));
  });
});
