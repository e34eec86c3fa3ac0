import { expect, it } from 'vitest';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { combineFixes } from '../../src/fixes/combine-fixes.js';
import { proposeFixes } from '../../src/fixes/propose-fixes.js';

const catalog = loadCatalog();

it('proposes no document that is several times as long as AWS allows, and says what stays for that', () => {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['*:Create*', '*:Delete*', '*:Put*'], Resource: '*' }],
  };
  const assessment = scanPolicies([{ name: 'policy', document }], { catalog, exclusions: NO_EXCLUSIONS });
  const [fix] = combineFixes(assessment, { catalog });
  const reason =
    'Written out, the policy would be several times as long as AWS allows: list the actions that are used.';
  expect(fix?.open).toEqual(
    ['PrivilegeEscalation', 'ResourceExposure', 'InfrastructureModification'].map((kind) => ({
      kind,
      reason,
    })),
  );
  // What is left of Credentials Exposure is short enough.
  expect(JSON.stringify(fix?.proposed)).toContain('"arn:aws:iam::ACCOUNT_ID:user/USER_NAME"');
  expect(JSON.stringify(fix?.proposed).length).toBeLessThan(3 * 6144);
});

it('confines what else reads the same resources, at once and in rounds', () => {
  const actionsLeftOpen = (actions: readonly string[]) => {
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
    };
    const assessment = scanPolicies([{ name: 'policy', document }], { catalog, exclusions: NO_EXCLUSIONS });
    const [fix] = combineFixes(assessment, { catalog });
    const statements = Object(fix?.proposed)['Statement'] as { Action: unknown; Resource: unknown }[];
    return statements.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action);
  };
  expect(
    actionsLeftOpen(['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:PutBucketPolicy']),
  ).toEqual([['s3:ListBucket']]);
  expect(actionsLeftOpen(['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'])).toEqual([
    ['s3:ListBucket'],
  ]);
});

it('leaves alone what a suppression accepts, a part of a finding too', () => {
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 'ssm:GetParameter', 's3:ListBucket'], Resource: '*' },
      { Effect: 'Allow', Action: ['iam:CreateAccessKey', 'lambda:UpdateFunctionCode'], Resource: '*' },
      { Effect: 'Allow', Action: ['sns:*', 'sqs:*'], Resource: 'arn:aws:sns:eu-west-1:111122223333:a' },
    ],
  };
  const reason = 'accepted';
  const assessment = scanPolicies([{ name: 'policy', document }], {
    catalog,
    exclusions: NO_EXCLUSIONS,
    suppressions: [
      { action: 's3:GetObject', reason },
      { action: 'sns:*', reason },
      { path: 'iam-002', reason },
      { kind: '*Exposure', reason },
      { kind: 'InfrastructureModification', reason },
    ],
  });
  const [fix] = combineFixes(assessment, { catalog });
  const statements = Object(fix?.proposed)['Statement'] as { Action: string[]; Resource: unknown }[];
  const openActions = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  expect(openActions).toEqual(['s3:GetObject', 's3:ListBucket', 'iam:CreateAccessKey']);
  expect(statements.find(({ Action }) => Action.includes('sns:*'))?.Action.includes('sqs:*')).toBe(false);
  expect(fix?.open).toEqual([]);

  const { findings, fixes = [] } = proposeFixes(assessment, { catalog });
  const changes = findings
    .filter(({ kind, reach }) => kind === 'DataExfiltration' && reach === 'unrestricted')
    .map(({ counted, fix: number = -1 }) => [counted, fixes[number]?.steps[0]]);
  expect(changes).toEqual([
    [false, 'Statement 1: s3:GetObject is allowed on named resources only.'],
    [true, 'Statement 1: ssm:GetParameter is allowed on named resources only.'],
  ]);
});
