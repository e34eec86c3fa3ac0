import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';
import { inAccount } from '../account/in-account.js';
import { connectionTo, keyVariables, useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { runWithAws } from '../cli/run-command-line.js';
import { useWorkspace } from '../cli/workspace.js';
import {
  BUCKET,
  deployedOrganization,
  EXTERNAL_ID,
  jsonOf,
  MANAGEMENT,
  memberAccount,
  runStateMachine,
  SANDBOX,
  textOf,
  VARIABLES,
  WORKLOAD,
} from './deployed-functions.js';

const environment = useAwsEnvironment();
const workspace = useWorkspace();
const start = useEndpoint();
const SANDBOXES = 'ou-ab12-sandboxes';

/** Lets in whom it names, as far as they stand in one place of the organisation. */
const roleFor = (name: string, principal: unknown, path: string) =>
  role(name, {
    AssumeRolePolicyDocument: trusting(principal, {
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `o-exampleorg/r-ab12/${path}` } },
    }),
    RolePolicyList: [inline('everything', document(allow('*')))],
  });

const ANN = inAccount(
  MANAGEMENT,
  details({
    users: [user('ann', { UserPolicyList: [inline('go', document(allow('sts:AssumeRole')))] })],
  }),
);
const ROLES = inAccount(
  SANDBOX,
  details({
    roles: [
      roleFor('anyone-in-the-root', { AWS: '*' }, ''),
      roleFor('those-of-workloads', { AWS: `arn:aws:iam::${WORKLOAD}:root` }, 'ou-ab12-workloads/*'),
      roleFor('those-of-nowhere', { AWS: `arn:aws:iam::${WORKLOAD}:root` }, 'ou-ab12-nowhere1/*'),
    ],
  }),
);

async function runBoth(units: string) {
  const endpoint = await start(
    deployedOrganization({
      accounts: [
        memberAccount(MANAGEMENT, 'management', { details: ANN }),
        memberAccount(WORKLOAD, 'workload', { details: inAccount(WORKLOAD, details({})) }),
        memberAccount(SANDBOX, 'sandbox', { details: ROLES }),
      ],
    }),
  );
  environment.useKey(endpoint);
  environment.set({ ...VARIABLES, INCLUDE_UNITS: units, AWS_ENDPOINT_URL: endpoint.url });
  const bucket = new Bucket(s3Client(connectionTo(endpoint)), BUCKET, '', null);
  await runStateMachine(endpoint, 'first', {}, (key, text) =>
    bucket.put(key, Buffer.from(text), 'application/json'),
  );
  const local = await runWithAws(
    workspace.path,
    [
      'scan-multi-account',
      '--organization',
      ...(units === '' ? [] : ['--include-ou', units]),
      '--role-name',
      VARIABLES.MEMBER_ROLE_NAME,
      '--role-path',
      VARIABLES.MEMBER_ROLE_PATH,
      '--external-id',
      EXTERNAL_ID,
      '-o',
      'out',
    ],
    { AWS_ENDPOINT_URL: endpoint.url, ...keyVariables(endpoint) },
  );
  expect(local.exitCode).toBe(0);
  return endpoint;
}

const withoutTimes = (text: string): string => text.replaceAll(/"assessedAt":\s*"[^"]*"/g, '');

test.each([
  ['all accounts', ''],
  ['those of one unit', SANDBOXES],
])(
  'of %s the functions know where others stand in the organisation, as one machine does',
  async (_, units) => {
    const endpoint = await runBoth(units);
    for (const name of ['sandbox.findings.json', 'organization-findings.json']) {
      expect(withoutTimes(textOf(endpoint, `first/${name}`))).toBe(
        withoutTimes(readFileSync(join(workspace.path, 'out', name), 'utf8')),
      );
    }
  },
);

test('the management account is not taken for one whose place is unknown', async () => {
  const endpoint = await runBoth('');
  // What the function wrote.
  const { crossings } = jsonOf(endpoint, 'first/organization-findings.json') as {
    readonly crossings: readonly unknown[];
  };
  expect(crossings).toMatchObject([
    {
      principals: { first: [`arn:aws:iam::${MANAGEMENT}:user/ann`] },
      roles: { first: ['anyone-in-the-root'] },
      verdict: 'confirmed',
    },
  ]);
});
