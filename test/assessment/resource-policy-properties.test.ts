import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { catalog } from '../scenarios/policy-scenario.js';

type Fields = Readonly<Record<string, unknown>>;

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const PRINCIPALS: readonly Fields[] = [
  { Principal: '*' },
  { Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::111122223333:role/app'] } },
  { Principal: { AWS: '777788889999' } },
  { Principal: { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] } },
  { NotPrincipal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:role/r'] } },
];
const ACTIONS: readonly Fields[] = [
  { Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'] },
  { Action: 'sqs:*' },
  { Action: ['sqs:Get*', 'sqs:DeleteMessage'] },
  { NotAction: ['sqs:SendMessage', 'sqs:AddPermission'] },
];
const CONDITIONS: readonly Fields[] = [
  {},
  {},
  { Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } } },
  { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } },
  { Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111122223333', '444455556666'] } } },
  { Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } },
  { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
];

const statement = fc
  .tuple(
    fc.constantFrom(...PRINCIPALS),
    fc.constantFrom(...ACTIONS),
    fc.constantFrom(...CONDITIONS),
    fc.constantFrom(QUEUE, '*'),
  )
  .map(([principal, action, condition, resource]): Fields => ({
    ...principal,
    ...action,
    Resource: resource,
    ...condition,
  }));
const allow = statement.map((fields): Fields => ({ Effect: 'Allow', ...fields }));
const deny = statement.map((fields): Fields => ({ Effect: 'Deny', ...fields }));
const statements = fc.array(fc.oneof({ weight: 3, arbitrary: allow }, deny), { minLength: 1, maxLength: 5 });

/** The kinds that say who outside gets in, not for whom a service acts. */
const OUTSIDERS: ReadonlySet<string> = new Set([
  'ResourceOpenToAnyone',
  'ResourceOpenToAnyoneWithConditions',
  'ResourceOpenToAnotherAccount',
]);

function assessed(list: readonly Fields[]): Assessment {
  const document = { Version: '2012-10-17', Statement: list };
  return scanPolicies([{ name: 'queue', document, accountId: '111122223333' }], { catalog });
}

/** What is open to anybody outside, in any way and without conditions; what is open to services. */
function open(list: readonly Fields[]) {
  const assessment = assessed(list);
  const actions = (wanted: (finding: Assessment['findings'][number]) => boolean) =>
    new Set(
      assessment.findings
        .filter(wanted)
        .flatMap(({ actionSet }) => (actionSet === undefined ? [] : actionMembers(assessment, actionSet))),
    );
  return [
    actions(({ kind }) => OUTSIDERS.has(kind)),
    actions(({ kind, reach }) => OUTSIDERS.has(kind) && reach === 'unrestricted'),
    actions(({ kind }) => kind === 'ResourceOpenToServiceWithoutSource'),
  ];
}

function isWithin(part: ReadonlySet<string> | undefined, whole: ReadonlySet<string> | undefined): boolean {
  return [...(part ?? [])].every((each) => whole?.has(each) === true);
}

describe('policies of resources', () => {
  it('open no more with one more Deny', () => {
    fc.assert(
      fc.property(statements, deny, (list, more) => {
        const before = open(list);
        open([...list, more]).forEach((after, index) => {
          expect(isWithin(after, before[index])).toBe(true);
        });
      }),
    );
  });

  it('lose no finding by one more Allow', () => {
    fc.assert(
      fc.property(statements, allow, (list, more) => {
        const before = open(list);
        open([...list, more]).forEach((after, index) => {
          expect(isWithin(before[index], after)).toBe(true);
        });
        const kinds = new Set(
          assessed([...list, more]).findings.map(({ kind, reach }) => `${kind} ${reach}`),
        );
        for (const { kind, reach } of assessed(list).findings)
          expect(kinds.has(`${kind} ${reach}`)).toBe(true);
      }),
    );
  });

  it('have the same fingerprints in another order, with other Sids', () => {
    const shuffled = statements.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list], { minLength: list.length }),
        fc.array(fc.stringMatching(/^[A-Za-z0-9]{1,8}$/), { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, other, sids]) => {
        const renamed = other.map((each, index) => ({ Sid: `${sids[index]}${index}`, ...each }));
        const ids = (given: readonly Fields[]) =>
          assessed(given)
            .findings.map(({ id }) => id)
            .sort();
        expect(ids(renamed)).toEqual(ids(list));
      }),
    );
  });

  it('have them whichever of two Denies comes first that spare the same principal', () => {
    const spares = {
      NotPrincipal: { AWS: 'arn:aws:iam::444455556666:role/r' },
      Action: 'sqs:*',
      Resource: '*',
    };
    const network = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const accounts = { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } };
    const denies = [network, accounts].map((Condition) => ({ Effect: 'Deny', ...spares, Condition }));
    const everyone = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
    const found = (list: readonly Fields[]) =>
      assessed(list)
        .findings.map(({ id, kind, reach }) => `${id} ${kind} ${reach}`)
        .sort();
    expect(found([everyone, ...denies])).toEqual(found([everyone, ...denies.reverse()]));
  });
});
