import { describe, expect, test } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { parseExclusions } from '../../src/assessment/exclusions.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import {
  DeployedTemplate,
  list,
  readTemplate,
  record,
  textOf,
  type JsonValue,
} from './cloudformation-template.js';

const SCANNER = 'arn:aws:iam::111122223333:role/scanaccountrole';
const EXTERNAL_ID = 'a-long-external-id';
const catalog = loadCatalog();
const scanner = new DeployedTemplate(readTemplate('template.yaml'), { ExternalId: EXTERNAL_ID });
const member = new DeployedTemplate(readTemplate('member-role-stackset.yaml'), {
  ScannerRoleArn: SCANNER,
  ExternalId: EXTERNAL_ID,
  OrganizationId: 'o-exampleorg1',
});
const DEPLOYED = [
  ['template.yaml', scanner],
  ['member-role-stackset.yaml', member],
] as const;

interface Named {
  readonly name: string;
  readonly document: JsonValue;
}

/** Every policy that gives permissions, inline ones and those that stand by themselves. */
function identityPolicies(template: DeployedTemplate): readonly Named[] {
  const inline = [...template.resources('AWS::IAM::Role')].flatMap(([role, { Policies }]) =>
    list(Policies).map((policy) => ({
      name: `${role}/${textOf(record(policy)['PolicyName'])}`,
      document: record(policy)['PolicyDocument'] ?? null,
    })),
  );
  const own = [...template.resources('AWS::IAM::Policy')].map(([name, { PolicyDocument = null }]) => ({
    name,
    document: PolicyDocument,
  }));
  return [...inline, ...own];
}

/** The roles of a template as an account that has nothing else, with what each may do. */
function assessed(
  template: DeployedTemplate,
  accountId: string,
  knownAccounts: readonly string[],
): Assessment {
  const roles = [...template.resources('AWS::IAM::Role')].map(([name, role]) => ({
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${accountId}:role/${name}`,
    CreateDate: '2026-01-02T03:04:05+00:00',
    AssumeRolePolicyDocument: role['AssumeRolePolicyDocument'],
    InstanceProfileList: [],
    RolePolicyList: identityPolicies(template)
      .filter(
        (policy) =>
          policy.name.startsWith(`${name}/`) || (name === 'StateMachineRole' && policy.name === 'MapPolicy'),
      )
      .map((policy) => ({ PolicyName: policy.name.replace('/', '-'), PolicyDocument: policy.document })),
    AttachedManagedPolicies: [],
    Tags: [],
  }));
  const details = { UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] };
  return assess(parseAuthorizationDetails(details), {
    catalog,
    name: 'deployed',
    exclusions: parseExclusions({ 'known-accounts': [...knownAccounts] }),
    flagTrustPolicies: true,
  });
}

/** Counted findings in short. */
function counted({ findings, principals }: Assessment): readonly string[] {
  return findings
    .filter((finding) => finding.counted)
    .map(({ kind, subject }) => {
      const principal = 'principal' in subject ? principals[subject.principal]?.name : undefined;
      return `${kind} ${subject.type} ${principal ?? ''}`.trim();
    })
    .sort();
}

describe('the policies of our own templates', () => {
  test('are all here', () => {
    expect(identityPolicies(scanner).map(({ name }) => name)).toEqual([
      'ListAccountsRole/list-accounts',
      'ScanAccountRole/scan-account',
      'RollUpRole/roll-up',
      'StateMachineRole/run',
      'MapPolicy',
    ]);
    expect(identityPolicies(member)).toEqual([
      {
        name: 'ReadOnlyRole/read-authorization-details',
        document: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'ReadAuthorizationDetails',
              Effect: 'Allow',
              Action: 'iam:GetAccountAuthorizationDetails',
              Resource: '*',
            },
          ],
        },
      },
    ]);
  });

  test.each(DEPLOYED)('are clean by our own scan: %s', (_, template) => {
    const { findings } = scanPolicies([...identityPolicies(template)], { catalog });
    expect(findings.filter((finding) => finding.counted)).toEqual([]);
  });

  test.each(DEPLOYED)('use no wildcard in an action: %s', (_, template) => {
    const actions = identityPolicies(template).flatMap(({ document }) =>
      list(record(document)['Statement']).flatMap((statement) => record(statement)['Action'] ?? []),
    );
    expect(actions.filter((action) => textOf(action).includes('*'))).toEqual([]);
  });
});

describe('the bucket of the results', () => {
  test('stays when the stack goes, and its policy with it', () => {
    const resources = record(readTemplate('template.yaml')['Resources']);
    expect(
      ['ResultsBucket', 'ResultsBucketPolicy'].map((name) => {
        const { DeletionPolicy, UpdateReplacePolicy } = record(resources[name]);
        return [name, DeletionPolicy, UpdateReplacePolicy];
      }),
    ).toEqual([
      ['ResultsBucket', 'Retain', 'Retain'],
      ['ResultsBucketPolicy', 'Retain', 'Retain'],
    ]);
  });
});

describe('the trust policies of our own templates', () => {
  test('let nobody in but the services they are for', () => {
    // A function's role is one that a function can have: this kind, of low severity, is what it is for.
    expect(counted(assessed(scanner, '111122223333', []))).toEqual([
      'AssumableByComputeService trust-policy ListAccountsRole',
      'AssumableByComputeService trust-policy RollUpRole',
      'AssumableByComputeService trust-policy ScanAccountRole',
    ]);
  });

  test('let the scanner into a member account and nobody else', () => {
    expect(counted(assessed(member, '444455556666', ['111122223333']))).toEqual([]);
    expect(member.resources('AWS::IAM::Role').get('ReadOnlyRole')).toMatchObject({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ScannerOnly',
            Effect: 'Allow',
            Principal: { AWS: SCANNER },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'sts:ExternalId': EXTERNAL_ID, 'aws:PrincipalOrgID': 'o-exampleorg1' },
            },
          },
        ],
      },
    });
  });

  test('ask for the external id alone outside an organisation', () => {
    const outside = new DeployedTemplate(readTemplate('member-role-stackset.yaml'), {
      ScannerRoleArn: SCANNER,
      ExternalId: EXTERNAL_ID,
    });
    const trust = record(
      outside.resources('AWS::IAM::Role').get('ReadOnlyRole')?.['AssumeRolePolicyDocument'],
    );
    expect(record(list(trust['Statement'])[0])['Condition']).toEqual({
      StringEquals: { 'sts:ExternalId': EXTERNAL_ID },
    });
  });
});

test('the bucket of the results is encrypted, versioned, private, and reached over TLS only', () => {
  expect(scanner.resources('AWS::S3::Bucket').get('ResultsBucket')).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    VersioningConfiguration: { Status: 'Enabled' },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  expect(scanner.resources('AWS::S3::BucketPolicy').get('ResultsBucketPolicy')).toEqual({
    Bucket: 'resultsbucket',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'EncryptedConnectionsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['arn:aws:s3:::resultsbucket', 'arn:aws:s3:::resultsbucket/*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  });
});
