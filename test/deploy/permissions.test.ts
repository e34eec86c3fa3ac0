import { describe, expect, test } from 'vitest';
import { handler as listAccounts } from '../../src/lambda/list-accounts.js';
import { handler as rollUp } from '../../src/lambda/roll-up.js';
import { handler as scanAccount } from '../../src/lambda/scan-account.js';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';
import { connectionTo, useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import {
  BUCKET,
  deployedOrganization,
  EXTERNAL_ID,
  VARIABLES,
  WORKLOAD,
} from '../lambda/deployed-functions.js';
import { DeployedTemplate, list, readTemplate, record } from './cloudformation-template.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const SCANNER = '111122223333';

/** Permissions of calls that go by another name. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectsV2': 's3:ListBucket',
};

function deployed(parameters: Readonly<Record<string, string>> = {}): DeployedTemplate {
  return new DeployedTemplate(readTemplate('template.yaml'), {
    ExternalId: 'a-long-external-id',
    MemberRolePath: VARIABLES.MEMBER_ROLE_PATH,
    ...parameters,
  });
}

const member = new DeployedTemplate(readTemplate('member-role-stackset.yaml'), {
  ScannerRoleArn: `arn:aws:iam::${SCANNER}:role/scanaccountrole`,
  ExternalId: EXTERNAL_ID,
  OrganizationId: 'o-exampleorg1',
});

/** Whether the role of a function may do something, by the policies of the templates alone. */
function mayDo(
  template: DeployedTemplate,
  role: string,
  action: string,
  resource: string,
  externalId: string = EXTERNAL_ID,
): boolean {
  const policies = list(template.resources('AWS::IAM::Role').get(role)?.['Policies']);
  const isRole = action === 'sts:AssumeRole';
  const trust = member.resources('AWS::IAM::Role').get('ReadOnlyRole')?.['AssumeRolePolicyDocument'];
  const { decision } = evaluateRequest({
    request: {
      principal: `arn:aws:iam::${SCANNER}:role/${role.toLowerCase()}`,
      action,
      ...(resource === '*' ? {} : { resource: { arn: resource, accountId: isRole ? WORKLOAD : SCANNER } }),
      ...(isRole ? { context: { 'sts:ExternalId': externalId, 'aws:PrincipalOrgID': 'o-exampleorg1' } } : {}),
    },
    identityPolicies: policies.map((policy) => ({
      name: 'own',
      document: record(policy)['PolicyDocument'],
    })),
    ...(isRole ? { resourcePolicy: trust } : {}),
  });
  return decision === 'allowed';
}

const object = (key: string): string => `arn:aws:s3:::resultsbucket/${key}`;

describe('the role of each function', () => {
  test('permits every call that the function makes', async () => {
    const endpoint = await start(deployedOrganization());
    environment.useKey(endpoint);
    environment.set({
      ...VARIABLES,
      AWS_ENDPOINT_URL: endpoint.url,
      WRITE_DATA_FILE: 'yes',
      EXCLUSIONS_KEY: 'exclusions.json',
    });
    const bucket = new Bucket(s3Client(connectionTo(endpoint)), BUCKET, '', null);
    await bucket.put('exclusions.json', Buffer.from('{}'), 'application/json');
    const template = deployed({ WriteDataFile: 'yes' });
    const callsOf = async (role: string, action: () => Promise<unknown>): Promise<readonly string[]> => {
      const before = endpoint.calls.length;
      await action();
      const permissions = endpoint.calls.slice(before).flatMap((call) => {
        const name = `${call.service}:${call.action}`;
        // With the credentials of the member's role, which has a template of its own.
        if (call.service === 'iam') return [];
        const permission = PERMISSIONS[name] ?? name;
        const resource = call.resource.replace(`arn:aws:s3:::${BUCKET}`, 'arn:aws:s3:::resultsbucket');
        return [
          mayDo(template, role, permission, resource) ? permission : `refused: ${permission} ${resource}`,
        ];
      });
      return [...new Set(permissions)].sort();
    };
    expect(await callsOf('ListAccountsRole', () => listAccounts({ execution: 'first', input: {} }))).toEqual([
      'organizations:DescribeOrganization',
      'organizations:DescribePolicy',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
      'organizations:ListPolicies',
      'organizations:ListRoots',
      'organizations:ListTargetsForPolicy',
      's3:GetObject',
      's3:PutObject',
    ]);
    expect(
      await callsOf('ScanAccountRole', () =>
        scanAccount({ run: 'first', account: { name: 'work-load', id: WORKLOAD } }),
      ),
    ).toEqual(['s3:GetObject', 's3:PutObject', 'sts:AssumeRole']);
    expect(await callsOf('RollUpRole', () => rollUp({ run: 'first', execution: 'first' }))).toEqual([
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
  });

  const WRITTEN = [
    'exclusions.json',
    'accounts.json',
    'first/state/accounts.json',
    'first/state/guardrails/444455556666.json',
    'first/cloudsplaining-run.json',
    'first/organization-findings.json',
    'first/index.html',
    'first/prod.html',
    'first/prod.findings.json',
    'first/prod.crossings.json',
    'first/prod.json',
  ];
  test.each([
    [
      'ListAccountsRole',
      [
        'first/state/accounts.json',
        'first/state/guardrails/444455556666.json',
        'first/cloudsplaining-run.json',
      ],
    ],
    [
      'ScanAccountRole',
      ['first/index.html', 'first/prod.html', 'first/prod.findings.json', 'first/prod.crossings.json'],
    ],
    ['RollUpRole', ['first/cloudsplaining-run.json', 'first/organization-findings.json', 'first/index.html']],
  ])('lets it write what it writes and no more: %s', (role, mayWrite) => {
    const template = deployed();
    expect(WRITTEN.filter((key) => mayDo(template, role, 's3:PutObject', object(key)))).toEqual(mayWrite);
    for (const action of ['s3:DeleteObject', 's3:PutBucketPolicy', 's3:PutObjectAcl'])
      expect(mayDo(template, role, action, object('first/prod.html'))).toBe(false);
  });

  test('lets the scanning one assume the role of that name and path, in any account', () => {
    const assumes = (role: string): boolean =>
      mayDo(deployed(), 'ScanAccountRole', 'sts:AssumeRole', `arn:aws:iam::${WORKLOAD}:role${role}`);
    expect(['/audit/CloudsplainingReadOnly', '/CloudsplainingReadOnly', '/audit/Admin'].map(assumes)).toEqual(
      [true, false, false],
    );
  });
});

test('only the scanning function is given the external id', () => {
  const functions = [...deployed().resources('AWS::Lambda::Function')];
  const given = functions.filter(
    ([, { Environment }]) => record(record(Environment)['Variables'])['EXTERNAL_ID'] !== undefined,
  );
  expect(given.map(([name]) => name)).toEqual(['ScanAccountFunction']);
});
