import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const diff = (...parameters: readonly string[]) => runCommandLine(workspace.path, ['diff', ...parameters]);

const trusting = (principal: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});
const role = (name: string, action: string, principal: unknown = { Service: 'ec2.amazonaws.com' }) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: trusting(principal),
    Policies: [{ PolicyName: 'work', PolicyDocument: allowing(action) }],
  },
});
const stack = (resources: Readonly<Record<string, unknown>>) => JSON.stringify({ Resources: resources });
const open = (principal: unknown, ...actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: actions, Resource: 'arn:aws:s3:::data/*' }],
});

/** What `terraform show -json` prints of a plan with one policy of a role. */
const plan = (action: string) =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'aws_iam_role.worker',
            mode: 'managed',
            type: 'aws_iam_role',
            name: 'worker',
            values: {
              name: 'worker',
              assume_role_policy: JSON.stringify(trusting({ Service: 'ec2.amazonaws.com' })),
            },
          },
          {
            address: 'aws_iam_role_policy.work',
            mode: 'managed',
            type: 'aws_iam_role_policy',
            name: 'work',
            values: { name: 'work', role: 'worker', policy: JSON.stringify(allowing(action)) },
          },
        ],
      },
    },
  });

describe('diff of what files declare', () => {
  test('compares templates by address: who is renamed stays who it is', () => {
    workspace.write({
      'old.json': stack({ Worker: role('worker', 'sqs:GetQueueUrl') }),
      'new.yaml': `Resources:
  Worker:
    Type: AWS::IAM::Role
    Properties:
      RoleName: labourer
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: 'sts:AssumeRole' }
      Policies:
        - PolicyName: work
          PolicyDocument: { Statement: { Effect: Allow, Action: 's3:GetObject', Resource: '*' } }
`,
    });
    expect(diff('old.json', 'new.yaml')).toEqual({
      exitCode: 1,
      signal: null,
      stdout: [
        'Risky access was gained.',
        '',
        'role Resources.Worker',
        '  + Data Exfiltration (medium): s3:GetObject',
        '  + 1 action on everything: s3:GetObject',
        '  - 1 action on everything: sqs:GetQueueUrl',
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(diff('new.yaml', 'old.json').exitCode).toBe(0);
  });

  test('compares plans of Terraform', () => {
    workspace.write({ 'old.json': plan('sqs:GetQueueUrl'), 'new.json': plan('sqs:ListQueues') });
    expect(diff('old.json', 'new.json')).toMatchObject({
      exitCode: 0,
      stdout: [
        'No risky access was gained.',
        '',
        'role aws_iam_role.worker',
        '  + 1 action on everything: sqs:ListQueues',
        '  - 1 action on everything: sqs:GetQueueUrl',
        '',
      ].join('\n'),
    });
  });

  test('tells of groups, of policies that nobody holds, and of policies of resources', () => {
    const policy = (action: string) => ({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: allowing(action) },
    });
    const group = (action: string) => ({
      Type: 'AWS::IAM::Group',
      Properties: { Policies: [{ PolicyName: 'all', PolicyDocument: allowing(action) }] },
    });
    const bucketPolicy = (document: unknown) => ({
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: 'data', PolicyDocument: document },
    });
    const harmless = 'sqs:GetQueueUrl';
    workspace.write({
      'old.json': stack({
        Loose: policy(harmless),
        Everybody: group(harmless),
        Door: bucketPolicy(open({ AWS: '444455556666' }, 's3:GetObject')),
      }),
      'new.json': stack({
        Loose: policy('s3:GetObject'),
        Everybody: group('s3:GetObject'),
        Door: bucketPolicy(open({ AWS: ['444455556666', '777788889999'] }, 's3:GetObject')),
      }),
    });
    const gained = [
      '  + Data Exfiltration (medium): s3:GetObject',
      '  + 1 action on everything: s3:GetObject',
      '  - 1 action on everything: sqs:GetQueueUrl',
      '',
    ];
    const { exitCode, stdout } = diff('old.json', 'new.json');
    expect([exitCode, stdout]).toStrictEqual([
      1,
      [
        'Risky access was gained.',
        '',
        'resource policy Resources.Door',
        '  + Resource Open to Another Account (medium): 777788889999; s3:GetObject',
        '  + lets in 777788889999 on arn:aws:s3:::data/*: s3:GetObject',
        '',
        'group Resources.Everybody',
        ...gained,
        'policy Resources.Loose',
        ...gained,
      ].join('\n'),
    ]);
  });

  test('compares directories by the paths in them, with policies beside templates', () => {
    const worker = stack({ Worker: role('worker', 'sqs:GetQueueUrl') });
    workspace.write({
      'old/policy.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'new/policy.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'new/a/stack.json': worker,
      'newer/policy.json': JSON.stringify(allowing('sqs:ListQueues')),
      // It comes first, and must not make another account of the one after it.
      'newer/a/added.json': stack({ Worker: role('added', 'sqs:GetQueueUrl') }),
      'newer/a/stack.json': worker,
    });
    expect(diff('old', 'new').stdout).toBe(
      [
        'No risky access was gained.',
        '',
        'role a/stack.json Resources.Worker (new)',
        '  + Assumable by Compute Service (low): ec2',
        '  + 1 action on everything: sqs:GetQueueUrl',
        '  + lets in ec2.amazonaws.com: sts:AssumeRole',
        '',
      ]
        .join('\n')
        .replace('No risky', 'Risky'),
    );
    expect(diff('new', 'newer').stdout).toBe(
      [
        'Risky access was gained.',
        '',
        'role a/added.json Resources.Worker (new)',
        '  + Assumable by Compute Service (low): ec2',
        '  + 1 action on everything: sqs:GetQueueUrl',
        '  + lets in ec2.amazonaws.com: sts:AssumeRole',
        '',
        'policy policy.json policy',
        '  + 1 action on everything: sqs:ListQueues',
        '  - 1 action on everything: sqs:GetQueueUrl',
        '',
      ].join('\n'),
    );
  });

  test('says what the new state leaves open, and exits with 2 for it', () => {
    const worker = role('worker', 'sqs:GetQueueUrl');
    const { Properties } = worker;
    const attached = {
      ...worker,
      Properties: { ...Properties, ManagedPolicyArns: [{ 'Fn::ImportValue': 'shared' }] },
    };
    workspace.write({ 'old.json': stack({ Worker: worker }), 'new.json': stack({ Worker: attached }) });
    expect(diff('old.json', 'new.json')).toEqual({
      exitCode: 2,
      signal: null,
      stdout: 'No access was gained or lost.\n',
      stderr: [
        'Not read: policy attached to Worker (new.json:1 Resources.Worker): which policy it is is known only once it is deployed (import shared), so it is passed over',
        'Exit code 2: part of what is compared could not be read, so it is not known whether risky access was gained.',
        '',
      ].join('\n'),
    });
    expect(diff('new.json', 'new.json')).toMatchObject({
      exitCode: 0,
      stderr: 'Note: 1 thing is open on both sides alike; scan-files lists it.\n',
    });
  });

  test('refuses what is not alike, and what holds nothing', () => {
    workspace.write({
      'stack.json': stack({ Worker: role('worker', 'sqs:GetQueueUrl') }),
      'account.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
      'policy.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'broken.json': '{"Resources": {"Worker": {"Type": "AWS::IAM::Role"',
      'mixed/stack.json': stack({ Worker: role('worker', 'sqs:GetQueueUrl') }),
      'mixed/account.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
    });
    const told = (...parameters: readonly string[]) => {
      const { exitCode, stdout, stderr } = diff(...parameters);
      return [exitCode, stdout, stderr.replace('cloudsplaining: ', '')];
    };
    expect(told('account.json', 'stack.json')).toEqual([
      2,
      '',
      'account.json holds accounts and stack.json templates or plans; compare like with like.\n',
    ]);
    expect(told('policy.json', 'stack.json')).toEqual([
      2,
      '',
      'policy.json holds policies and stack.json templates or plans; compare like with like.\n',
    ]);
    expect(told('mixed', 'mixed')).toEqual([
      2,
      '',
      'mixed: it holds accounts and templates or plans; compare them apart.\n',
    ]);
    expect(told('stack.json', 'broken.json')[2]).toMatch(/^broken\.json: .*cut off/);
  });
});

describe('diff of policies of resources', () => {
  test('tells to whom a resource is open that was not, and who may do more with it', () => {
    workspace.write({
      'old.json': JSON.stringify(open({ AWS: ['444455556666', '777788889999'] }, 's3:GetObject')),
      'more.json': JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          ...open({ AWS: ['444455556666', '777788889999'] }, 's3:GetObject').Statement,
          ...open({ AWS: '777788889999' }, 's3:PutObject').Statement,
        ],
      }),
      'everyone.json': JSON.stringify(open('*', 's3:GetObject')),
    });
    expect(diff('old.json', 'more.json')).toMatchObject({
      exitCode: 1,
      stdout: [
        'Risky access was gained.',
        '',
        'resource policy more',
        '  + Resource Open to Another Account (medium): 777788889999; s3:PutObject',
        '  + lets in 777788889999 on arn:aws:s3:::data/*: s3:PutObject',
        '',
      ].join('\n'),
    });
    expect(diff('more.json', 'old.json')).toMatchObject({
      exitCode: 0,
      stdout: [
        'No risky access was gained.',
        '',
        'resource policy old',
        '  - Resource Open to Another Account (medium): 777788889999; s3:PutObject',
        '  - lets in 777788889999 on arn:aws:s3:::data/*: s3:PutObject',
        '',
      ].join('\n'),
    });
    expect(diff('old.json', 'everyone.json').stdout).toBe(
      [
        'Risky access was gained.',
        '',
        'resource policy everyone',
        '  + Resource Open to Anyone (high): *; s3:GetObject',
        '  - Resource Open to Another Account (medium): 444455556666, 777788889999; s3:GetObject',
        '  + lets in * on arn:aws:s3:::data/*: s3:GetObject',
        '',
      ].join('\n'),
    );
  });
});
