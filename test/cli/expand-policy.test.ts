import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const expand = (parameters: readonly string[], input = '') =>
  runCommandLine(workspace.path, ['expand-policy', ...parameters], { input });

describe('expand-policy', () => {
  test('refuses what would fill the memory, in one policy or in several', () => {
    const many = (length: number) =>
      JSON.stringify({
        Statement: Array.from({ length }, () => ({ Effect: 'Allow', Action: '*', Resource: '*' })),
      });
    const stderr = (file: string) =>
      `cloudsplaining: ${file}: the wildcards come to more than five million actions, written out; expand fewer statements at a time.\n`;
    workspace.write({ 'one.json': many(230), 'list.json': `[${many(120)},${many(120)}]` });
    for (const file of ['one.json', 'list.json'])
      expect(expand(['-i', file])).toEqual({ exitCode: 2, signal: null, stdout: '', stderr: stderr(file) });
  });

  test('writes wildcards out and leaves everything else as it was, in its order', () => {
    workspace.write({
      'policy.json':
        '{"Statement":[{"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}},"Action":["sqs:ReceiveMessage","sqs:*MessageVis*"],"Effect":"Allow"}],"Version":"2012-10-17"}',
    });
    expect(expand(['-i', 'policy.json'])).toEqual({
      exitCode: 0,
      signal: null,
      stdout: `{
    "Statement": [
        {
            "Resource": "*",
            "Condition": {
                "Bool": {
                    "aws:SecureTransport": true
                }
            },
            "Action": [
                "sqs:ReceiveMessage",
                "sqs:ChangeMessageVisibility"
            ],
            "Effect": "Allow"
        }
    ],
    "Version": "2012-10-17"
}
`,
      stderr: '',
    });
  });

  test('expands NotAction, from standard input', () => {
    const { stdout } = expand(
      [],
      '{"Statement":{"Effect":"Allow","NotAction":"sqs:*MessageVis*","Resource":"*"}}',
    );
    expect(JSON.parse(stdout)).toEqual({
      Statement: { Effect: 'Allow', NotAction: ['sqs:ChangeMessageVisibility'], Resource: '*' },
    });
  });

  test('prints every policy of a list', () => {
    const one = '{"Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}';
    expect(JSON.parse(expand([], `[${one},${one}]`).stdout)).toEqual([JSON.parse(one), JSON.parse(one)]);
  });

  test('expands everything there is', () => {
    const { stdout } = expand([], '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
    expect(JSON.parse(stdout)).toMatchObject({
      Statement: { Action: { length: loadCatalog().actionCount } },
    });
  });

  test('names file and place where it is no policy', () => {
    workspace.write({ 'policy.json': '{"Statement":[{"Effect":"Permit","Action":"*","Resource":"*"}]}' });
    expect(expand(['-i', 'policy.json'])).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr:
        'cloudsplaining: policy.json: Effect must be "Allow" or "Deny", not "Permit" (at $.Statement[0].Effect).\n',
    });
  });

  test('names the line too in YAML', () => {
    workspace.write({ 'policy.yml': 'Statement:\n  - Effect: Allow\n    Action: "*"\n    Resource: [1]\n' });
    expect(expand(['-i', 'policy.yml']).stderr).toBe(
      'cloudsplaining: policy.yml: Resource must hold strings, not a number (at $.Statement[0].Resource[0], line 4).\n',
    );
  });
});
