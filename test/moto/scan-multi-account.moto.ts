import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { runStates } from '../cli/multi-account/run-output.js';
import { runWithAws } from '../cli/run-command-line.js';
import { useWorkspace } from '../cli/workspace.js';
import { fillManagement, fillMember } from './filled-accounts.js';
import { fillOrganization } from './filled-organization.js';
import {
  managementAccount,
  MANAGEMENT,
  memberAccount,
  motoVariables,
  namesManagedPolicies,
  useMoto,
} from './moto-server.js';

const workspace = useWorkspace();
useMoto();
const MEMBER = '444455556666';

const out = (name = ''): string => join(workspace.path, 'out', name);
const scan = (...parameters: readonly string[]) =>
  runWithAws(workspace.path, ['scan-multi-account', '-r', 'Scan', ...parameters], motoVariables());

/** What these tests look at in a file of findings. */
interface Findings {
  readonly account: { readonly id: string };
  readonly principals: readonly { readonly name: string; readonly type: string }[];
  readonly policies: readonly { readonly name: string }[];
  readonly findings: readonly {
    readonly kind: string;
    readonly counted?: boolean;
    readonly policy?: number;
    readonly principal?: number;
    readonly blockedBy?: readonly string[];
  }[];
  readonly notAssessed: readonly { readonly what: string; readonly reason: string }[];
}

/** The principals, what is found and counted, what guardrails block, and what is not assessed. */
function readingOf(text: string) {
  const { account, principals, policies, findings, notAssessed } = JSON.parse(text) as Findings;
  return {
    account: account.id,
    principals: principals.map(({ type, name }) => `${type} ${name}`),
    counted: findings.flatMap(({ kind, counted, policy = -1 }) =>
      counted === true ? [`${kind}: ${policies[policy]?.name}`] : [],
    ),
    blocked: findings.flatMap(({ kind, blockedBy, principal = -1 }) =>
      blockedBy === undefined ? [] : [`${kind}: ${principals[principal]?.name} by ${blockedBy.join()}`],
    ),
    notAssessed: notAssessed.map(({ what, reason }) => `${what}: ${reason}`),
  };
}

const read = (name: string) => readFileSync(out(name), 'utf8');
const NO_NAME = 'policy: PolicyName must be a text, not nothing, so the policy is left out';
const notThere = (name: string) =>
  `policy arn:aws:iam::${MANAGEMENT}:policy/${name}: it is attached to one principal but is not in the file, so it is not assessed`;
const ESCALATION_KINDS = ['PrivilegeEscalation', 'ResourceExposure', 'InfrastructureModification'] as const;

/** What is to be found in the management account; without names of managed policies, that they are missing. */
function managementReading(isNamed: boolean) {
  return {
    account: MANAGEMENT,
    principals: ['user ada', 'user bob', 'group developers', 'role reader'],
    counted: [
      ...(isNamed ? ESCALATION_KINDS.map((kind) => `${kind}: planted-escalation`) : []),
      'DataExfiltration: planted-exfiltration',
      'InfrastructureModification: planted-exfiltration',
    ].toSorted(),
    blocked: [],
    notAssessed: isNamed ? [] : [NO_NAME, NO_NAME, notThere('listing'), notThere('planted-escalation')],
  };
}

/** The same with its findings in an order that does not depend on the order in which moto gives policies. */
function sorted(reading: ReturnType<typeof readingOf>) {
  return { ...reading, counted: reading.counted.toSorted() };
}

const MEMBER_COUNTED = ESCALATION_KINDS.map((kind) => `${kind}: planted-inline-escalation`);
const MEMBER_COUNTS = '2 high, 1 low';

/** What the run prints of the management account and the member, up to where the files are. */
function summaryOf(isNamed: boolean, management: string, memberId: string): string {
  const counts = isNamed ? '2 high, 1 medium, 2 low' : '1 medium, 1 low';
  const accounts = [`  member (${memberId}): ${MEMBER_COUNTS}`, `  ${management} (${MANAGEMENT}): ${counts}`];
  return [
    `2 accounts: ${isNamed ? '4 high, 1 medium, 3 low' : '2 high, 1 medium, 2 low'}.`,
    ...(isNamed ? [] : [`4 parts of 1 account were not assessed, as its report tells: ${management}.`]),
    'No finding is the same in several accounts.',
    'No principal gets from one account into another.',
    '',
    'Gravest accounts',
    ...(isNamed ? accounts.toReversed() : accounts),
    '',
    'All accounts',
    '  out/index.html',
    '  out/organization-findings.json',
    '',
  ].join('\n');
}

test('scans the accounts of a file into a directory and a bucket', async () => {
  const account = managementAccount();
  await fillManagement(account);
  await fillMember(await memberAccount(MEMBER), MANAGEMENT);
  await account.s3.send(new CreateBucketCommand({ Bucket: 'reports' }));
  const isNamed = await namesManagedPolicies(account);
  workspace.write({ 'accounts.yml': `accounts:\n  own: "${MANAGEMENT}"\n  member: "${MEMBER}"\n` });
  expect(await scan('-c', 'accounts.yml', '-o', 'out', '-b', 'reports', '--prefix', 'iam')).toEqual({
    exitCode: 0,
    signal: null,
    stdout: summaryOf(isNamed, 'own', MEMBER),
    stderr: '',
  });
  const files = [
    'cloudsplaining-run.json',
    'index.html',
    'member.crossings.json',
    'member.findings.json',
    'member.html',
    'organization-findings.json',
    'own.crossings.json',
    'own.findings.json',
    'own.html',
  ];
  expect(readdirSync(out()).toSorted()).toEqual(files);
  expect(runStates(out())).toEqual([
    ['own', 'done'],
    ['member', 'done'],
  ]);
  expect(sorted(readingOf(read('own.findings.json')))).toEqual(managementReading(isNamed));
  expect(readingOf(read('member.findings.json'))).toEqual({
    account: MEMBER,
    principals: ['user eve', 'role Scan'],
    counted: MEMBER_COUNTED,
    blocked: [],
    notAssessed: [],
  });
  const { Contents = [] } = await account.s3.send(new ListObjectsV2Command({ Bucket: 'reports' }));
  expect(Contents.map(({ Key }) => Key)).toEqual(files.map((name) => `iam/${name}`));
  for (const name of files.filter((file) => file !== 'cloudsplaining-run.json')) {
    const { Body } = await account.s3.send(new GetObjectCommand({ Bucket: 'reports', Key: `iam/${name}` }));
    expect(await Body?.transformToString()).toBe(read(name));
  }
});

test('scans into a bucket alone, and goes on from it', async () => {
  const account = managementAccount();
  await fillMember(await memberAccount(MEMBER), MANAGEMENT);
  await account.s3.send(new CreateBucketCommand({ Bucket: 'reports' }));
  workspace.write({ 'accounts.yml': `accounts:\n  member: "${MEMBER}"\n` });
  const done = {
    exitCode: 0,
    signal: null,
    stdout: [
      `1 account: ${MEMBER_COUNTS}.`,
      'No finding is the same in several accounts.',
      'No principal gets from one account into another.',
      '',
      'Gravest accounts',
      `  member (${MEMBER}): ${MEMBER_COUNTS}`,
      '',
      'All accounts',
      '  s3://reports/index.html',
      '  s3://reports/organization-findings.json',
      '',
    ].join('\n'),
    stderr: '',
  };
  expect(await scan('-c', 'accounts.yml', '-b', 'reports')).toEqual(done);
  expect(await scan('-c', 'accounts.yml', '--resume', 's3://reports')).toEqual(done);
  expect(readdirSync(workspace.path)).toEqual(['accounts.yml']);
});

test('scans the organisation under the service control policy of a unit', async () => {
  const account = managementAccount();
  await fillManagement(account);
  const { memberId } = await fillOrganization(account);
  await fillMember(await memberAccount(memberId), MANAGEMENT);
  const isNamed = await namesManagedPolicies(account);
  expect(await scan('--organization', '-o', 'out')).toEqual({
    exitCode: 0,
    signal: null,
    stdout: summaryOf(isNamed, 'master', memberId),
    stderr: '',
  });
  expect(readdirSync(out()).toSorted()).toEqual([
    'cloudsplaining-run.json',
    'index.html',
    'master.crossings.json',
    'master.findings.json',
    'master.html',
    'member.crossings.json',
    'member.findings.json',
    'member.html',
    'organization-findings.json',
    'organization.json',
  ]);
  expect(sorted(readingOf(read('master.findings.json')))).toEqual(managementReading(isNamed));
  expect(readingOf(read('member.findings.json'))).toEqual({
    account: memberId,
    principals: ['user eve', 'role OrganizationAccountAccessRole', 'role Scan'],
    counted: MEMBER_COUNTED,
    blocked: ESCALATION_KINDS.map((kind) => `${kind}: eve by service control policies of ou workloads`),
    notAssessed: [],
  });
});
