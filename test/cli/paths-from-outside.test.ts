import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  inline,
  role,
  trusting,
} from '../account/authorization-details.js';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const paths = (...parameters: readonly string[]) => runCommandLine(workspace.path, ['paths', ...parameters]);

const arn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:${name}`;
const everything = inline('everything', document(allow('*')));

describe('ways in from outside', () => {
  const federated = (provider: string, condition: object) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SignIn',
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: condition,
      },
    ],
  });
  const provider = arn('oidc-provider/token.actions.githubusercontent.com');
  const audience = { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' };
  const top = (trust: unknown) =>
    JSON.stringify(
      details({ roles: [role('top', { RolePolicyList: [everything], AssumeRolePolicyDocument: trust })] }),
    );
  const STATEMENT = {
    policyType: 'trust policy',
    policy: 'trust policy of top',
    holder: arn('role/top'),
    statement: 'SignIn',
    effect: 'Allow',
  };

  test.each([
    ['any customer', { StringEquals: audience }, 'confirmed', [], []],
    [
      'one repository',
      {
        StringEquals: audience,
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:northwind/shop:*' },
      },
      'conditional',
      [
        'StringEquals token.actions.githubusercontent.com:aud sts.amazonaws.com',
        'StringLike token.actions.githubusercontent.com:sub repo:northwind/shop:*',
      ],
      [],
    ],
  ])('name the statement of the trust policy: %s', (_, condition, verdict, conditions, needs) => {
    workspace.write({ 'account.json': top(federated(provider, condition)) });
    const { stdout } = paths('-i', 'account.json', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      paths: [
        {
          from: provider,
          to: 'administrator',
          verdict,
          hops: [{ from: provider, to: arn('role/top'), statements: [STATEMENT], conditions, needs }],
        },
      ],
    });
  });

  test('name it for another account too', () => {
    const trust = trusting({ AWS: '444455556666' }, { Sid: 'SignIn' });
    workspace.write({ 'account.json': top(trust) });
    const { stdout } = paths('-i', 'account.json', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      paths: [{ from: '444455556666', hops: [{ statements: [STATEMENT], conditions: [], needs: [] }] }],
    });
  });
});

describe('starts outside the input', () => {
  const outside = details({
    roles: [
      role('open', {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
            {
              Effect: 'Allow',
              Principal: { Federated: arn('oidc-provider/token.actions.githubusercontent.com') },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:northwind/*' } },
            },
          ],
        },
        RolePolicyList: [everything],
      }),
      role('other', { AssumeRolePolicyDocument: trusting({ AWS: arn('role/open') }) }),
    ],
  });
  const answer = (...options: readonly string[]) => {
    workspace.write({ 'account.json': JSON.stringify(outside) });
    const { stdout } = paths('-i', 'account.json', '--format', 'json', ...options);
    // What the command prints has this shape; the assertions compare its values.
    const report = JSON.parse(stdout) as {
      paths: { from: string; to: string; verdict: string; hops: { conditions: string[] }[] }[];
    };
    return report.paths.map(({ from, to, verdict, hops }) => [
      from,
      to,
      verdict,
      hops.length,
      ...(hops[0]?.conditions ?? []),
    ]);
  };

  test('are taken as the trust policy names them, or a provider by its host', () => {
    expect(answer('--from', '*')).toEqual([['*', 'administrator', 'confirmed', 1]]);
    expect(answer('--from', 'token.actions.githubusercontent.com')).toEqual([
      [
        arn('oidc-provider/token.actions.githubusercontent.com'),
        'administrator',
        'conditional',
        1,
        'StringLike token.actions.githubusercontent.com:sub repo:northwind/*',
      ],
    ]);
  });

  test('lead to other principals too', () => {
    expect(answer('--from', '*', '--to', 'open')).toEqual([['*', arn('role/open'), 'confirmed', 1]]);
  });

  test('are told without being named, whoever is to be got to', () => {
    const starts = (...options: readonly string[]) =>
      answer(...options, '--to', 'open').map(([from]) => from);
    expect(starts().sort()).toEqual([
      '*',
      arn('oidc-provider/token.actions.githubusercontent.com'),
      arn('role/other'),
    ]);
    expect(starts('--from', 'other')).toEqual([arn('role/other')]);
  });
});
