import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFindings } from '../../../src/assessment/parse-findings.js';
import { details, role, trusting } from '../../account/authorization-details.js';
import { keyVariables } from '../../aws/aws-environment.js';
import { useEndpoint } from '../../aws/running-endpoint.js';
import type { AuthorizationDetails, EndpointAccount } from '../../aws-endpoint/endpoint-options.js';
import { smallOrganization } from '../../aws-endpoint/small-organization.js';
import { runWithAws } from '../run-command-line.js';
import { useWorkspace } from '../workspace.js';

const workspace = useWorkspace();
const start = useEndpoint();
const [MANAGEMENT, PROD, TEST, VENDOR] = [
  '111122223333',
  '444455556666',
  '777788889999',
  '999900001111',
] as const;

/** Its roles trust accounts without asking for an external id, and are named after them. */
const trustingAccounts = (names: Readonly<Record<string, string>>): AuthorizationDetails =>
  // The functions that make entries make them as AWS does.
  details({
    roles: Object.entries(names).map(([name, id]) =>
      role(name, { AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${id}:root` }) }),
    ),
  }) as unknown as AuthorizationDetails;

const account = (
  id: string,
  name: string,
  names: Readonly<Record<string, string>>,
  more: Partial<EndpointAccount> = {},
): EndpointAccount => ({
  id,
  name,
  details: JSON.parse(
    JSON.stringify(trustingAccounts(names)).replaceAll(
      '"Arn":"arn:aws:iam::111122223333:',
      `"Arn":"arn:aws:iam::${id}:`,
    ),
  ) as AuthorizationDetails,
  roles: [{ name: 'Scan' }],
  ...more,
});

async function startOrganization() {
  const endpoint = await start({
    accounts: [
      account(MANAGEMENT, 'management', { fromVendor: VENDOR }),
      account(PROD, 'prod', { fromManagement: MANAGEMENT, fromTest: TEST, fromVendor: VENDOR }),
      account(TEST, 'test', {}, { status: 'SUSPENDED' }),
    ],
    organization: smallOrganization([MANAGEMENT, PROD, TEST]),
  });
  const variables = { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint) };
  const scan = async (...more: readonly string[]) => {
    const before = endpoint.calls.length;
    const run = await runWithAws(
      workspace.path,
      ['scan-multi-account', '-r', 'Scan', '-t', ...more],
      variables,
    );
    const assumed = endpoint.calls
      .slice(before)
      .flatMap(({ action, resource }) => (action === 'AssumeRole' ? [resource.split(':')[4]] : []));
    return { exitCode: run.exitCode, assumed: assumed.sort() };
  };
  return { scan };
}

/** Names of the roles that are said to let in third parties or principals of other accounts. */
function thirdParties(name: string): readonly string[] {
  const file: unknown = JSON.parse(
    readFileSync(join(workspace.path, 'out', `${name}.findings.json`), 'utf8'),
  );
  const { findings, principals } = parseFindings(file);
  const roles = findings.flatMap(({ kind, subject }) =>
    subject.type === 'trust-policy' &&
    ['AssumableByThirdPartyWithoutExternalId', 'AssumableByCrossAccountPrincipal'].includes(kind)
      ? [`${kind} ${principals[subject.principal]?.name}`]
      : [],
  );
  return roles.sort();
}

const configOf = (accounts: Readonly<Record<string, string>>): string =>
  `accounts:\n${Object.entries(accounts)
    .map(([name, id]) => `  ${name}: "${id}"\n`)
    .join('')}`;
const VENDORS = [
  'AssumableByCrossAccountPrincipal fromVendor',
  'AssumableByThirdPartyWithoutExternalId fromVendor',
];
const withTest = [
  'AssumableByCrossAccountPrincipal fromTest',
  'AssumableByCrossAccountPrincipal fromVendor',
  'AssumableByThirdPartyWithoutExternalId fromTest',
  'AssumableByThirdPartyWithoutExternalId fromVendor',
];

describe('scan-multi-account knows', () => {
  test('every account of the organisation, suspended and excluded ones too', async () => {
    const { scan } = await startOrganization();
    await scan('--organization', '--exclude-account', 'management', '-o', 'out');
    expect(thirdParties('prod')).toEqual(VENDORS);
  });

  test('every account of the file, excluded ones too', async () => {
    workspace.write({ 'accounts.yml': configOf({ management: MANAGEMENT, prod: PROD, test: TEST }) });
    const { scan } = await startOrganization();
    await scan('-c', 'accounts.yml', '--exclude-account', 'test', '-o', 'out');
    expect(thirdParties('prod')).toEqual(VENDORS);
  });

  test('accounts of the configuration besides', async () => {
    workspace.write({
      'accounts.yml': configOf({ management: MANAGEMENT, prod: PROD }),
      'cloudsplaining.yml': `known-accounts: ["${VENDOR}"]\n`,
    });
    const { scan } = await startOrganization();
    await scan('-c', 'accounts.yml', '-o', 'out');
    expect(thirdParties('management')).toEqual([]);
    expect(thirdParties('prod')).toEqual([
      'AssumableByCrossAccountPrincipal fromTest',
      'AssumableByThirdPartyWithoutExternalId fromTest',
    ]);
  });

  test('in a resumed run those of the run before, and scans again who trusts one that is new', async () => {
    workspace.write({
      'first.yml': configOf({ management: MANAGEMENT, prod: PROD }),
      'second.yml': configOf({ management: MANAGEMENT, prod: PROD, test: TEST }),
      'third.yml': configOf({ prod: PROD }),
    });
    const { scan } = await startOrganization();
    expect(await scan('-c', 'first.yml', '-o', 'out')).toEqual({ exitCode: 0, assumed: [MANAGEMENT, PROD] });
    expect(thirdParties('prod')).toEqual(withTest);

    expect(await scan('-c', 'second.yml', '--exclude-account', 'test', '--resume', 'out')).toEqual({
      exitCode: 0,
      assumed: [PROD],
    });
    expect(thirdParties('prod')).toEqual(VENDORS);

    expect(await scan('-c', 'third.yml', '--resume', 'out')).toEqual({ exitCode: 0, assumed: [] });
    const manifest: unknown = JSON.parse(
      readFileSync(join(workspace.path, 'out/cloudsplaining-run.json'), 'utf8'),
    );
    expect(manifest).toMatchObject({ knownAccounts: [MANAGEMENT, PROD, TEST] });
  });
});
