import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();

/** For each finding that has a change, its kind and the Resource of the changed document's last statement. */
function resources({ findings, fixes = [] }: Assessment): readonly unknown[] {
  return findings.flatMap(({ kind, fix }) => {
    const proposed = fix === undefined ? undefined : fixes[fix]?.proposed;
    if (proposed === undefined) return [];
    const { Statement: statements } = JSON.parse(JSON.stringify(proposed));
    return [[kind, statements.at(-1).Resource ?? statements.at(-1).Principal]];
  });
}

function scanned(...parameters: readonly string[]): Assessment {
  workspace.write({ 'prod.json': JSON.stringify(accountWith(allowing('dynamodb:DeleteTable'))) });
  const run = runCommandLine(workspace.path, ['scan', '-i', 'prod.json', '-s', ...parameters]);
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return parseFindings(JSON.parse(readFileSync(join(workspace.path, 'iam-findings-prod.json'), 'utf8')));
}

test('scan proposes nothing unless it is asked to', () => {
  const { fixes, findings } = scanned();
  expect([fixes, findings.filter(({ fix }) => fix !== undefined)]).toEqual([undefined, []]);
});

test('scan --fixes puts the changes into the findings file', () => {
  expect(resources(scanned('--fixes'))).toEqual([
    ['AssumableByAnyPrincipal', { AWS: 'arn:aws:iam::111122223333:role/TRUSTED_ROLE_NAME' }],
    ['InfrastructureModification', 'arn:aws:dynamodb:REGION:111122223333:table/TABLE_NAME'],
  ]);
});

test('no fix of a template names the account id that only stands for one that is not known', () => {
  const template = {
    Resources: {
      Reading: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 'dynamodb:DeleteTable', Resource: '*' },
          },
        },
      },
    },
  };
  workspace.write({ 'template.json': JSON.stringify(template) });
  const proposed = (...parameters: readonly string[]) =>
    runCommandLine(workspace.path, [
      'scan-policy-file',
      '-i',
      'template.json',
      '--fixes',
      '--format',
      'markdown',
      ...parameters,
    ]).stdout.match(/arn:aws:dynamodb:[^"]*/g);
  expect(proposed()).toEqual(['arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME']);
  expect(proposed('--account-id', '111122223333')).toEqual([
    'arn:aws:dynamodb:REGION:111122223333:table/TABLE_NAME',
  ]);
});

test('scan --fixes --region fills in the region', () => {
  expect(resources(scanned('--fixes', '--region', 'eu-west-1')).at(-1)).toEqual([
    'InfrastructureModification',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/TABLE_NAME',
  ]);
});

test('scan-policy-file --fixes puts them into the assessment', () => {
  workspace.write({ 'policy.json': JSON.stringify(allowing('dynamodb:DeleteTable')) });
  const parameters = ['scan-policy-file', '-i', 'policy.json', '--format', 'json', '--fixes'];
  const plain = runCommandLine(workspace.path, parameters);
  expect(resources(JSON.parse(plain.stdout))).toEqual([
    ['InfrastructureModification', 'arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME'],
  ]);
  const placed = runCommandLine(workspace.path, [
    ...parameters,
    '--account-id',
    '111122223333',
    '--region',
    'eu-west-1',
  ]);
  expect(resources(JSON.parse(placed.stdout))).toEqual([
    ['InfrastructureModification', 'arn:aws:dynamodb:eu-west-1:111122223333:table/TABLE_NAME'],
  ]);
});

test('scan-policy-file --fixes says where changes are shown that the format leaves out', () => {
  const template = {
    Resources: {
      Deleter: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {},
          Policies: [{ PolicyName: 'deleter', PolicyDocument: allowing('dynamodb:DeleteTable') }],
        },
      },
    },
  };
  workspace.write({
    'policy.json': JSON.stringify(allowing('dynamodb:DeleteTable', 's3:PutObjectAcl')),
    'queue.json': JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
      },
    }),
    'clean.json': JSON.stringify(allowing('s3:ListAllMyBuckets')),
    'template.json': JSON.stringify(template),
  });
  const remark = (file: string, ...parameters: readonly string[]) =>
    runCommandLine(workspace.path, ['scan-policy-file', '-i', file, '--fixes', ...parameters])
      .stderr.split('\n')
      .filter((line) => line.includes('checked change'));
  const shown = '--format markdown, html and json show';
  expect(remark('policy.json')).toEqual([
    `2 findings have checked changes that are not shown here; ${shown} them.`,
  ]);
  expect(remark('policy.json', '--format', 'csv,text', '--output-file', 'out/')).toHaveLength(1);
  expect(remark('template.json', '--format', 'sarif')).toEqual([
    `1 finding has a checked change that is not shown here; ${shown} it.`,
  ]);
  expect(remark('queue.json')).toEqual(['No finding has a checked change; --format markdown says why.']);
  for (const format of ['markdown', 'html', 'json', 'sarif'])
    expect(remark('policy.json', '--format', format), format).toEqual([]);
  expect(remark('clean.json')).toEqual([]);
  expect(runCommandLine(workspace.path, ['scan-policy-file', '-i', 'policy.json']).stderr).toBe('');
});
