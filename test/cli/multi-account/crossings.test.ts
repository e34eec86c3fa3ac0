import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  allow,
  details,
  document,
  inline,
  role,
  trusting,
  user,
} from '../../account/authorization-details.js';
import { inAccount } from '../../account/in-account.js';
import { keyVariables } from '../../aws/aws-environment.js';
import { useEndpoint } from '../../aws/running-endpoint.js';
import type { AuthorizationDetails } from '../../aws-endpoint/endpoint-options.js';
import { runWithAws } from '../run-command-line.js';
import { useWorkspace } from '../workspace.js';

const workspace = useWorkspace();
const start = useEndpoint();
const [MANAGEMENT, PROD, TEST] = ['111122223333', '444455556666', '777788889999'] as const;
const ACCESS = 'OrganizationAccountAccessRole';

const member = (accountId: string): AuthorizationDetails =>
  inAccount(
    accountId,
    details({
      roles: [
        role(ACCESS, {
          AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }),
          RolePolicyList: [inline('everything', document(allow('*')))],
        }),
      ],
    }),
  );
const management = inAccount(
  MANAGEMENT,
  details({
    users: [
      user('ann', {
        UserPolicyList: [inline('go', document(allow('sts:AssumeRole', `arn:aws:iam::*:role/${ACCESS}`)))],
      }),
      user('bob'),
    ],
  }),
);
const SENTENCE = `1 principal of management can become administrator in 2 accounts by the role ${ACCESS}`;

const read = (name: string): string => readFileSync(join(workspace.path, 'out', name), 'utf8');
const withoutTimes = (text: string): string => text.replaceAll(/"assessedAt":"[^"]*"/g, '');

describe('scan-multi-account', () => {
  test('tells who gets from one account into others, the same after a part was done again', async () => {
    const roles = [{ name: 'Scan' }];
    const endpoint = await start({
      accounts: [
        { id: MANAGEMENT, name: 'management', details: management, roles },
        { id: PROD, name: 'prod', details: member(PROD), roles },
        { id: TEST, name: 'test', details: member(TEST), roles },
      ],
    });
    writeFileSync(
      join(workspace.path, 'accounts.yml'),
      `accounts:\n  management: "${MANAGEMENT}"\n  prod: "${PROD}"\n  test: "${TEST}"\n`,
    );
    const scan = (...more: readonly string[]) =>
      runWithAws(workspace.path, ['scan-multi-account', '-c', 'accounts.yml', '-r', 'Scan', ...more], {
        AWS_ENDPOINT_URL: endpoint.url,
        ...keyVariables(endpoint),
      });

    const first = await scan('-o', 'out');
    expect(first.exitCode).toBe(0);
    expect(first.stdout.replaceAll(/\s+/g, ' ')).toContain(`Across accounts: ${SENTENCE}.`);
    expect(read('index.html')).toContain(`<strong><bdi>${SENTENCE}</bdi></strong>`);
    // Parsed to be looked at.
    const findings = JSON.parse(read('organization-findings.json')) as {
      readonly accounts: readonly { readonly name: string }[];
      readonly crossings: readonly unknown[];
    };
    const indexOf = (name: string) => findings.accounts.findIndex((account) => account.name === name);
    expect(findings.crossings).toEqual([
      {
        way: 'at once',
        from: [indexOf('management')],
        principals: { count: 1, first: [`arn:aws:iam::${MANAGEMENT}:user/ann`] },
        standing: 'neither',
        roles: { count: 1, first: [ACCESS] },
        accounts: [indexOf('prod'), indexOf('test')].sort((a, b) => a - b),
        verdict: 'confirmed',
        administrator: { is: true, verdict: 'confirmed' },
      },
    ]);

    const before = withoutTimes(read('organization-findings.json'));
    rmSync(join(workspace.path, 'out/prod.crossings.json'));
    rmSync(join(workspace.path, 'out/index.html'));
    writeFileSync(join(workspace.path, 'out/test.crossings.json'), '{"format":"cloudsplaining-cro');
    const second = await scan('--resume', 'out');
    expect(second.exitCode).toBe(0);
    expect(existsSync(join(workspace.path, 'out/prod.crossings.json'))).toBe(true);
    expect(withoutTimes(read('organization-findings.json'))).toBe(before);
    expect(read('index.html')).toContain(SENTENCE);
  });
});
