import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const done = (stdout: string) => ({ exitCode: 0, signal: null, stdout, stderr: '' });
const scan = (parameters: readonly string[], input: string) =>
  runCommandLine(workspace.path, ['scan-policy-file', ...parameters], { input });

describe('the account of a policy file', () => {
  test('where it is named takes roles of another one for a constraint', () => {
    const policy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Action: 'iam:PutRolePolicy',
        Resource: 'arn:aws:iam::444455556666:role/*',
      },
    });
    const found = `Issue found: Privilege Escalation
Method: PutRolePolicy
Actions: iam:putrolepolicy

Issue found: Resource Exposure
Actions: iam:PutRolePolicy

Issue found: Unrestricted Infrastructure Modification
Actions: iam:PutRolePolicy
`;
    expect(scan([], policy)).toEqual(done(found));
    expect(scan(['--account-id', '444455556666'], policy)).toEqual(done(found));
    expect(scan(['--account-id', '111122223333'], policy)).toEqual({
      ...done('There were no results found.\n'),
      stderr:
        '3 more findings do not count: 3 scoped. --format json shows them; --flag-all-risky-actions counts the scoped ones.\n',
    });
  });
});
