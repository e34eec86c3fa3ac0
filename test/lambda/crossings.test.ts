import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket } from '../../src/aws/bucket.js';
import { s3Client } from '../../src/aws/clients.js';
import { handler as rollUp } from '../../src/lambda/roll-up.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';
import { inAccount } from '../account/in-account.js';
import { connectionTo, keyVariables, useAwsEnvironment } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import type { AwsEndpoint } from '../aws-endpoint/aws-endpoint.js';
import type { AuthorizationDetails } from '../aws-endpoint/endpoint-options.js';
import { smallOrganization } from '../aws-endpoint/small-organization.js';
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
const ACCESS = 'OrganizationAccountAccessRole';
const ORGANIZATION = smallOrganization([MANAGEMENT, WORKLOAD, SANDBOX]);

/** A user who may assume the access role of any account. */
const withUser = (accountId: string, name: string): AuthorizationDetails =>
  inAccount(
    accountId,
    details({
      users: [
        user(name, {
          UserPolicyList: [inline('go', document(allow('sts:AssumeRole', `arn:aws:iam::*:role/${ACCESS}`)))],
        }),
      ],
    }),
  );

/** An administrator's role that lets in everyone of the other two accounts who may assume it. */
const WITH_ROLE = inAccount(
  SANDBOX,
  details({
    roles: [
      role(ACCESS, {
        AssumeRolePolicyDocument: trusting({
          AWS: [MANAGEMENT, WORKLOAD].map((id) => `arn:aws:iam::${id}:root`),
        }),
        RolePolicyList: [inline('everything', document(allow('*')))],
      }),
    ],
  }),
);

async function startFunctions() {
  const endpoint = await start(
    deployedOrganization({
      accounts: [
        memberAccount(MANAGEMENT, 'management', { details: withUser(MANAGEMENT, 'ann') }),
        memberAccount(WORKLOAD, 'workload', { details: withUser(WORKLOAD, 'bob') }),
        memberAccount(SANDBOX, 'sandbox', { details: WITH_ROLE }),
      ],
      organization: {
        ...ORGANIZATION,
        policies: [
          ...ORGANIZATION.policies,
          {
            id: 'p-stayhome1',
            name: 'stay at home',
            type: 'SERVICE_CONTROL_POLICY',
            document: document({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' }),
            targets: [WORKLOAD],
          },
        ],
      },
    }),
  );
  environment.useKey(endpoint);
  environment.set({ ...VARIABLES, AWS_ENDPOINT_URL: endpoint.url });
  const client = s3Client(connectionTo(endpoint));
  const bucket = new Bucket(client, BUCKET, '', null);
  const put = (key: string, text: string): Promise<void> =>
    bucket.put(key, Buffer.from(text), 'application/json');
  return { endpoint, put, client };
}

interface CrossedFindings {
  readonly accounts: readonly { readonly name: string }[];
  readonly crossings: readonly unknown[];
}

const crossedIn = (endpoint: AwsEndpoint): CrossedFindings =>
  // What the function wrote.
  jsonOf(endpoint, 'first/organization-findings.json') as CrossedFindings;

test('the roll-up tells who gets from one account into another, as the same run on one machine does', async () => {
  const { endpoint, put } = await startFunctions();
  await runStateMachine(endpoint, 'first', {}, put);
  const { accounts, crossings } = crossedIn(endpoint);
  const placeOf = (name: string) => accounts.findIndex((account) => account.name === name);
  // The policy on the workload's account holds bob back.
  expect(crossings).toEqual([
    {
      way: 'at once',
      from: [placeOf('management')],
      principals: { count: 1, first: [`arn:aws:iam::${MANAGEMENT}:user/ann`] },
      standing: 'neither',
      roles: { count: 1, first: [ACCESS] },
      accounts: [placeOf('sandbox')],
      verdict: 'confirmed',
      administrator: { is: true, verdict: 'confirmed' },
    },
  ]);
  expect(textOf(endpoint, 'first/index.html')).toContain('Across accounts');

  const local = await runWithAws(
    workspace.path,
    [
      'scan-multi-account',
      '--organization',
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
  const withoutTimes = (text: string): string => text.replaceAll(/"assessedAt":\s*"[^"]*"/g, '');
  expect(withoutTimes(textOf(endpoint, 'first/organization-findings.json'))).toBe(
    withoutTimes(readFileSync(join(workspace.path, 'out/organization-findings.json'), 'utf8')),
  );
});

test('an account whose crossings are broken is listed, and scanned again by a run that goes on once they are gone', async () => {
  const { endpoint, put, client } = await startFunctions();
  await runStateMachine(endpoint, 'first', {}, put);
  const before = crossedIn(endpoint);
  await put('first/workload.crossings.json', '{"format":"cloudsplaining-cro');
  expect(await rollUp({ run: 'first', execution: 'first' })).toMatchObject({ scanned: 2, failed: 1 });
  await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'first/workload.crossings.json' }));
  const again = await runStateMachine(endpoint, 'second', { run: 'first' }, put);
  expect(again.rolledUp).toMatchObject({ scanned: 3, failed: 0 });
  expect(crossedIn(endpoint).crossings).toEqual(before.crossings);
});

test('crossings of another account are refused', async () => {
  const { endpoint, put } = await startFunctions();
  await runStateMachine(endpoint, 'first', {}, put);
  await put('first/workload.crossings.json', textOf(endpoint, 'first/sandbox.crossings.json'));
  const again = await runStateMachine(endpoint, 'second', { run: 'first' }, put);
  expect(again.rolledUp).toMatchObject({ scanned: 2, failed: 1 });
  expect(jsonOf(endpoint, 'first/organization-findings.json')).toMatchObject({
    notAssessed: [
      {
        what: `workload (${WORKLOAD})`,
        reason: `s3://results/first/workload.crossings.json: these are not the crossings of account ${WORKLOAD} (at $.accountId).`,
      },
    ],
  });
});
