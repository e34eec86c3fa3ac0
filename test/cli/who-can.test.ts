import { describe, expect, test } from 'vitest';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';
import { runCommandLine } from '../robustness/command-line.js';
import { arn, decisions, READ, READERS } from './who-can-account.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const whoCan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['who-can', '-i', 'account.json', ...parameters]);

describe('who-can', () => {
  test('decides for every user and role', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const { exitCode, stdout, stderr } = whoCan(...READ, '--format', 'json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(decisions(stdout)).toEqual({
      ann: 'allowed',
      ben: 'allowed',
      cas: 'conditional',
      dee: 'explicitlyDenied',
      eve: 'implicitlyDenied',
      fay: 'conditional',
      gus: 'implicitlyDenied',
      reader: 'allowed',
    });
  });

  test('explains one, with the policy and the group it comes through', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    expect(JSON.parse(whoCan(...READ, '--principal', 'ben', '--format', 'json').stdout)).toEqual({
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::data/x',
      results: [
        {
          principal: arn('user/ben'),
          decision: 'allowed',
          statements: [
            {
              policyType: 'identity',
              policy: 'read of group readers',
              statement: 0,
              effect: 'Allow',
              matched: true,
              reason: 'it matches the request',
            },
          ],
          conditions: [],
          notes: [],
          resources: [],
          via: null,
        },
      ],
    });
  });

  test('says on which resources where none is named', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const { stdout } = whoCan('--action', 's3:GetObject', '--format', 'json');
    expect(decisions(stdout)).toEqual({
      ann: 'allowed',
      ben: 'allowed',
      cas: 'conditional',
      dee: 'explicitlyDenied',
      eve: 'implicitlyDenied',
      fay: 'conditional',
      gus: 'implicitlyDenied',
      reader: 'allowed',
    });
    expect(JSON.parse(stdout).results.map(({ resources }: { resources: string[] }) => resources)).toEqual([
      ['*'],
      ['arn:aws:s3:::data/*'],
      ['*'],
      [],
      [],
      ['arn:aws:s3:::data/*'],
      [],
      ['arn:aws:s3:::data/*'],
    ]);
  });

  test('counts the policies of resources where no resource is named', () => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
      'resources.json': JSON.stringify({
        'arn:aws:s3:::shared': document(
          allow('s3:GetObject', 'arn:aws:s3:::shared/public/*', { Principal: { AWS: arn('user/gus') } }),
        ),
      }),
    });
    const { stdout } = whoCan(
      '--action',
      's3:GetObject',
      '--principal',
      'gus',
      '--resource-policies',
      'resources.json',
      '--format',
      'json',
    );
    expect(
      JSON.parse(stdout).results.map(({ decision, resources }: { decision: string; resources: unknown }) => ({
        decision,
        resources,
      })),
    ).toEqual([{ decision: 'allowed', resources: ['arn:aws:s3:::shared/public/*'] }]);
  });

  test('leaves the use of keys open where their policies are not given', () => {
    workspace.write({
      'account.json': JSON.stringify(
        details({ users: [user('kim', { UserPolicyList: [inline('keys', document(allow('kms:*')))] })] }),
      ),
    });
    const answers = (action: string) =>
      JSON.parse(whoCan('--action', action, '--format', 'json').stdout).results.map(
        ({ decision, notes }: { decision: string; notes: unknown }) => ({ decision, notes }),
      );
    expect(answers('kms:Decrypt')).toEqual([
      {
        decision: 'conditional',
        notes: ['the policy of the key, which was not given, must allow it too'],
      },
    ]);
    expect(answers('kms:CreateKey')).toEqual([{ decision: 'allowed', notes: [] }]);
  });

  test.each([
    [
      's3:GetObject',
      'arn:aws:sqs:eu-west-1:111122223333:queue',
      's3:GetObject works on no resource of this form; its resources are arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}, arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    ],
    [
      's3:ListAllMyBuckets',
      'arn:aws:s3:::data',
      's3:ListAllMyBuckets works on no resource; it is asked about with * only',
    ],
  ])('remarks on %s of %s', (action, resource, remark) => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const { exitCode, stderr } = whoCan('--action', action, '--resource', resource);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Note: ${resource}: ${remark}.\n` });
  });

  test('includes those who can become someone who can', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const { stdout } = whoCan(...READ, '--principal', 'gus', '--via-escalation', '--format', 'json');
    expect(
      JSON.parse(stdout).results.map(({ decision, via }: { decision: string; via: unknown }) => ({
        decision,
        via,
      })),
    ).toEqual([
      {
        decision: 'allowed',
        via: {
          principal: arn('role/reader'),
          verdict: 'confirmed',
          hops: [{ from: arn('user/gus'), to: arn('role/reader'), path: 'assume role' }],
        },
      },
    ]);
  });

  test('leaves it open whether a role that is not in the input trusts the principal', () => {
    workspace.write({
      'account.json': JSON.stringify(
        details({
          users: [user('ann', { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole')))] })],
        }),
      ),
    });
    const resource = 'arn:aws:iam::444455556666:role/elsewhere';
    const { stdout } = whoCan('--action', 'sts:AssumeRole', '--resource', resource, '--format', 'json');
    expect(decisions(stdout)).toEqual({ ann: 'conditional' });
  });

  test('leaves out statements about resources that the action is not used on', () => {
    const scoped = details({
      users: [
        user('ann', {
          UserPolicyList: [
            inline(
              'two',
              document(
                {
                  Sid: 'Office',
                  ...allow('*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
                },
                { Sid: 'Stacks', ...allow('*', 'arn:aws:cloudformation:*:*:stack/test-*/*') },
              ),
            ),
          ],
        }),
      ],
    });
    workspace.write({ 'account.json': JSON.stringify(scoped) });
    expect(whoCan('--action', 'kms:Decrypt').stdout).toBe(`kms:Decrypt on any resource

Can under conditions (1)
  ${arn('user/ann')}
     on *
     Allow Office in identity policy two
     if IpAddress aws:SourceIp 203.0.113.0/24
     the policy of the key, which was not given, must allow it too
`);
  });

  test('notes whom it lacks: principals of the account that the file does not hold and that could use the action', () => {
    const reading = [inline('read', document(allow('s3:GetObject')))];
    const trustingLost = { AssumeRolePolicyDocument: trusting({ AWS: arn('user/lost') }) };
    workspace.write({
      'account.json': JSON.stringify(
        details({
          roles: [role('reader', { ...trustingLost, RolePolicyList: reading }), role('other', trustingLost)],
        }),
      ),
    });
    const note = (roles: string) =>
      `Note: Principals of the account that the input does not hold are trusted by ${roles}, and the answer lacks them: ${arn('user/lost')}.\n`;
    expect(whoCan(...READ).stderr).toBe('');
    expect(whoCan(...READ, '--via-escalation').stderr).toBe(note('roles that can use the action'));
    expect(whoCan(...READ, '--via-escalation', '--principal', 'other').stderr).toBe('');
    expect(whoCan('--action', 'kms:CreateKey', '--via-escalation').stderr).toBe('');
    const assuming = ['--action', 'sts:AssumeRole'];
    expect(whoCan(...assuming).stderr).toBe(note('roles that are asked about'));
    expect(whoCan(...assuming, '--resource', arn('role/other')).stderr).toBe(
      note('roles that are asked about'),
    );
    expect(whoCan(...assuming, '--resource', arn('role/none')).stderr).toBe('');
  });
});
