import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_ID,
  allow,
  attached,
  details,
  document,
  group,
  inline,
  managed,
  user,
} from '../account/authorization-details.js';
import { runCommandLine } from '../robustness/command-line.js';
import { arn, decisions, READ, READERS } from './who-can-account.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const whoCan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['who-can', '-i', 'account.json', ...parameters]);

describe('the options of who-can', () => {
  test('takes values of condition keys', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const withMfa = (value: string) =>
      decisions(
        whoCan(
          ...READ,
          '--principal',
          'cas',
          '--context',
          `aws:MultiFactorAuthPresent=${value}`,
          '--format',
          'json',
        ).stdout,
      );
    expect([withMfa('true'), withMfa('false')]).toEqual([{ cas: 'allowed' }, { cas: 'implicitlyDenied' }]);
  });

  test('notes condition keys that stand in no policy, for they are mostly misspelt', () => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
      'resources.json': JSON.stringify({
        'arn:aws:s3:::data': document(
          allow('s3:GetObject', 'arn:aws:s3:::data/${aws:PrincipalTag/team}', { Principal: '*' }),
        ),
      }),
    });
    const notes = (...parameters: readonly string[]) => whoCan(...READ, ...parameters).stderr;
    expect(notes('--context', 'aws:MultiFactorAuthPresent=true')).toBe('');
    expect(notes('--context', 'aws:MultiFactorPresent=true')).toBe(
      'Note: --context aws:multifactorpresent: no policy that was read tests this key, so its value changes nothing.\n',
    );
    expect(notes('--context', 'MultiFactorAuthPresent=true')).toContain('multifactorauthpresent: no policy');
    expect(notes('--context', 'aws:PrincipalTag/team=x', '--resource-policies', 'resources.json')).toBe('');
  });

  test('notes nothing of the account of a resource whose ARN names none', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const notes = (...parameters: readonly string[]) =>
      whoCan(...parameters, '--context', `aws:ResourceAccount=${ACCOUNT_ID}`).stderr;
    expect(notes('--action', 's3:GetObject', '--resource', 'arn:aws:s3:::data/x')).toBe('');
    expect(notes('--action', 's3:GetObject')).toBe('');
    expect(
      notes('--action', 'sqs:SendMessage', '--resource', `arn:aws:sqs:eu-west-1:${ACCOUNT_ID}:jobs`),
    ).toContain('aws:resourceaccount: no policy');
  });

  test('notes that a resource is no pattern', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const noted = (resource: string) =>
      whoCan('--action', 's3:GetObject', '--resource', resource).stderr.includes('not for a pattern');
    expect(['arn:aws:s3:::data/*', 'arn:aws:s3:::data/x', '*'].map(noted)).toEqual([true, false, false]);
  });

  test('notes accounts that organisation policies for several accounts leave out', () => {
    const scp = {
      serviceControlPolicies: [
        { level: 'root', policies: [{ name: 'all', document: document(allow('*')) }] },
      ],
    };
    const noteFor = (accounts: object, more: object = {}) => {
      workspace.write({
        'account.json': JSON.stringify(READERS),
        'organization.json': JSON.stringify({ accounts, ...more }),
      });
      return whoCan(...READ, '--organization-policies', 'organization.json').stderr;
    };
    expect(noteFor({ [ACCOUNT_ID]: scp })).toBe('');
    expect(noteFor({ '999900001111': scp }, { managementAccount: ACCOUNT_ID })).toBe('');
    expect(noteFor({ '999900001111': scp })).toBe(
      `Note: The organisation policies hold nothing on account ${ACCOUNT_ID}, so they are not taken to bind it.\n`,
    );
  });

  test('takes the policies of resources', () => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
      'resources.json': JSON.stringify({
        'arn:aws:s3:::data': document({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }),
      }),
    });
    const { stdout } = whoCan(
      ...READ,
      '--principal',
      'ann',
      '--resource-policies',
      'resources.json',
      '--format',
      'json',
    );
    expect(decisions(stdout)).toEqual({ ann: 'explicitlyDenied' });
  });

  test('takes the organisation into account', () => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
      'organization.json': JSON.stringify({
        serviceControlPolicies: [
          { level: 'root', policies: [{ name: 'ec2', document: document(allow('ec2:*')) }] },
        ],
      }),
    });
    const { stdout } = whoCan(...READ, '--principal', 'ann', '--organization-policies', 'organization.json');
    expect(stdout).toBe(`s3:GetObject on arn:aws:s3:::data/x

Not allowed (1)
  ${arn('user/ann')}
     Allow Read in identity policy read
     a service control policy of level root does not allow it
`);
  });

  test.each([
    ['allowed', 'ann', 0],
    ['denied', 'ann', 1],
    ['denied', 'dee', 0],
    ['denied', 'eve', 0],
    ['conditional', 'cas', 0],
    ['allowed', 'cas', 1],
  ])('exits by --expect %s for %s', (expected, principal, exitCode) => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    expect(whoCan(...READ, '--principal', principal, '--expect', expected).exitCode).toBe(exitCode);
  });

  test.each([
    [
      'policies of one',
      [],
      ['ada', 'eli', 'flo'],
      'policies of ADA could not be read or are not in the input',
    ],
    [
      'those of anybody',
      [],
      [undefined],
      'policies or principals of the input could not be read or are not in it',
    ],
    [
      'those of others, on whom chains depend',
      ['--via-escalation'],
      ['cas', undefined],
      'policies or principals of the input could not be read or are not in it',
    ],
  ])('has no answer to --expect where %s could not be read', (_name, more, names, lack) => {
    const misspelt = inline('all', document({ ...allow('*'), Effect: 'Alow' }));
    workspace.write({
      'account.json': JSON.stringify(
        details({
          users: [
            user('ada', { UserPolicyList: [misspelt] }),
            user('cas'),
            user('eli', { GroupList: ['broken'] }),
            user('flo', { AttachedManagedPolicies: [attached('elsewhere')] }),
          ],
          groups: [group('broken', { GroupPolicyList: [misspelt] })],
          policies: [managed('unheld', document(allow('nothing')))],
        }),
      ),
    });
    const asked = (name?: string) =>
      whoCan(...READ, '--expect', 'denied', ...more, ...(name === undefined ? [] : ['--principal', name]));
    const told = (name: string) =>
      `Exit code 2: ${lack.replace('ADA', arn(`user/${name}`))}, so --expect was not answered.\n`;
    for (const name of names) {
      const { exitCode, stderr } = asked(name);
      expect([exitCode, stderr.endsWith(told(name ?? ''))], stderr).toEqual([2, true]);
    }
    expect(asked('cas').exitCode).toBe(more.length === 0 ? 0 : 2);
    expect(whoCan(...READ, ...more).exitCode).toBe(0);
  });

  test('has no answer to --expect where a file of the directory could not be read', () => {
    workspace.write({
      'in/account.json': JSON.stringify(details({ users: [user('cas')] })),
      'in/cut.json': '{"UserDetailList": [',
      'in/notes.txt': '',
    });
    const asked = (...more: readonly string[]) =>
      runCommandLine(workspace.path, ['who-can', '-i', 'in', ...READ, ...more]);
    expect(asked().exitCode).toBe(0);
    const { exitCode, stderr } = asked('--expect', 'denied');
    expect([exitCode, stderr.split('\n').slice(-2)]).toEqual([
      2,
      ['Exit code 2: 1 file was not read, so --expect was not answered.', ''],
    ]);
    rmSync(join(workspace.path, 'in/cut.json'));
    expect(asked('--expect', 'denied').exitCode).toBe(0);
  });

  test.each([
    [
      ['--action', 's3:Nothing'],
      '--action s3:Nothing: the catalogue knows no such action; name one action as s3:GetObject, without wildcards.',
    ],
    [
      ['--action', 's3:GetObjct'],
      '--action s3:GetObjct: the catalogue knows no such action; did you mean s3:GetObject?',
    ],
    [
      ['--action', 'passrole'],
      '--action passrole: the catalogue knows no such action; did you mean iam:PassRole?',
    ],
    [
      ['--action', 's3:GetObject*'],
      '--action s3:GetObject*: the catalogue knows no such action; name one action as s3:GetObject, without wildcards.',
    ],
    [
      [...READ, '--principal', 'readers'],
      '--principal readers: this is a group, and groups send no requests; name one of its members.',
    ],
    [
      [...READ, '--resource-policies', 'open.json'],
      'open.json: a statement of a resource policy needs Principal or NotPrincipal (at $["arn:aws:s3:::data"].Statement[0]).',
    ],
    [
      [...READ, '--context', 'novalue'],
      '--context novalue: write a condition key and its value as key=value, as aws:SourceIp=192.0.2.1.',
    ],
    [
      ['--action', 's3:GetObject', '--resource', 'data/x'],
      '--resource data/x: this is not an ARN; write one as arn:aws:s3:::bucket/key, or * for an action without a resource.',
    ],
    [
      [...READ, '--resource-policies', 'odd.json'],
      'odd.json: the key of a resource policy is the ARN of the resource (at $["data"]).',
    ],
  ])('refuses %j', (parameters, sentence) => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
      'odd.json': '{"data": {}}',
      'open.json': JSON.stringify({ 'arn:aws:s3:::data': document(allow('s3:*')) }),
    });
    const { exitCode, stdout, stderr } = whoCan(...parameters);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}\n`,
    });
  });
});
