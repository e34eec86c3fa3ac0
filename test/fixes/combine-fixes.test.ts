import { expect, it } from 'vitest';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { combineFixes } from '../../src/fixes/combine-fixes.js';

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
