import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { chokePoints } from '../../src/escalation/graph/choke-points.js';
import { waysIn } from '../../src/escalation/graph/ways-in.js';
import {
  ACCOUNT_ID,
  allow,
  deny,
  details,
  document,
  iamArn,
  inline,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();

type Fields = Readonly<Record<string, unknown>>;

const ASKS_FOR_TAG = { StringEquals: { 'aws:RequestTag/project': 'blue' } };
const ASKS_FOR_IDENTITY = { StringLike: { 'sts:SourceIdentity': '*' } };

/** Trust in the account, and beside it what is to be sent along. */
function trust(conditions: Fields, principal = iamArn('root')): Fields {
  const sent = ['sts:TagSession', 'sts:SetSourceIdentity'];
  const toCaller = { Effect: 'Allow', Principal: { AWS: principal } };
  return document(
    { Sid: 'Assume', ...toCaller, Action: 'sts:AssumeRole', Condition: conditions },
    { Sid: 'Send', ...toCaller, Action: sent },
  );
}

function analysed(trustPolicy: Fields, own: Fields, callerAccount = ACCOUNT_ID) {
  const caller = user('ann', { UserPolicyList: [inline('own', own)] });
  const users = [{ ...caller, Arn: `arn:aws:iam::${callerAccount}:user/ann` }];
  const roles = [
    role('admin', {
      AssumeRolePolicyDocument: trustPolicy,
      RolePolicyList: [inline('all', document(allow('*')))],
    }),
  ];
  const parts = callerAccount === ACCOUNT_ID ? [{ users, roles }] : [{ users }, { roles }];
  const accounts = parts.map((part) => parseAuthorizationDetails(details(part)));
  return analyseEscalation(accounts, new DocumentReader(catalog), null);
}

/** The verdict on the step into the role, and the ids of the statements it rests on. */
function step(trustPolicy: Fields, own: Fields, callerAccount?: string) {
  const { graph, search } = analysed(trustPolicy, own, callerAccount);
  return pathsReport(graph, search, {}).paths.map(({ verdict, hops: [hop] }) => [
    verdict,
    ...(hop?.statements ?? []).map(({ statement }) => statement),
  ]);
}

const assumes = { ...allow('sts:AssumeRole'), Sid: 'MayAssume' };
const tags = { ...allow('sts:TagSession'), Sid: 'MayTag' };
const setsIdentity = { ...allow('sts:SetSourceIdentity'), Sid: 'MayIdentify' };

describe('a role that asks for tags of the session', () => {
  it('is not assumed by who may not send any', () => {
    expect(step(trust(ASKS_FOR_TAG), document(assumes))).toEqual([]);
    expect(step(trust({}), document(assumes))).toEqual([['confirmed', 'MayAssume', 'Assume']]);
  });

  it('asks for none where its test holds without them', () => {
    const tests = { 'ForAllValues:Null': { 'aws:RequestTag/project': 'false' } };
    expect(step(trust(tests), document(assumes))).toEqual([['confirmed', 'MayAssume', 'Assume']]);
  });

  it('is not assumed where its test never holds', () => {
    const tests = { StringEquals: { 'aws:RequestTag/project': [] } };
    expect(step(trust(tests), document(assumes, tags))).toEqual([]);
  });

  it('is assumed by who may, by the statements for both', () => {
    expect(step(trust(ASKS_FOR_TAG), document(assumes, tags))).toEqual([
      ['confirmed', 'MayAssume', 'MayTag', 'Assume'],
    ]);
  });

  it('is not assumed by who may send them to another role only', () => {
    const elsewhere = allow('sts:TagSession', iamArn('role/other'));
    expect(step(trust(ASKS_FOR_TAG), document(assumes, elsewhere))).toEqual([]);
  });

  it('needs no Allow of a caller of its account whom it names, but no Deny either', () => {
    const naming = trust(ASKS_FOR_TAG, iamArn('user/ann'));
    expect(step(naming, document(allow('s3:ListBucket')))).toEqual([['confirmed', 'Assume']]);
    expect(step(naming, document(deny('sts:TagSession')))).toEqual([]);
  });

  it('asks callers of other accounts too', () => {
    const elsewhere = '444455556666';
    const trusting = trust(ASKS_FOR_TAG, `arn:aws:iam::${elsewhere}:user/ann`);
    expect(step(trusting, document(assumes), elsewhere)).toEqual([]);
    expect(step(trusting, document(assumes, tags), elsewhere)).toEqual([
      ['confirmed', 'MayAssume', 'MayTag', 'Assume'],
    ]);
  });

  it('is closed by taking away what sends the tags', () => {
    const twice = { ...allow('sts:Assume*'), Sid: 'MayAssumeToo' };
    const { Statement } = trust(ASKS_FOR_TAG) as { Statement: readonly Fields[] };
    const more = { ...Statement[0], Sid: 'AssumeToo' };
    const { graph, search } = analysed(document(...Statement, more), document(assumes, twice, tags));
    const { statements } = chokePoints(graph, search, waysIn(graph, search));
    expect(statements.map(({ statement }) => statement.sid)).toEqual(['MayTag']);
  });
});

describe('a role that asks for a source identity', () => {
  it('is assumed by who may set it', () => {
    expect(step(trust(ASKS_FOR_IDENTITY), document(assumes, tags))).toEqual([]);
    expect(step(trust(ASKS_FOR_IDENTITY), document(assumes, setsIdentity))).toEqual([
      ['conditional', 'MayAssume', 'MayIdentify', 'Assume'],
    ]);
  });

  it('and for tags asks for both', () => {
    const both = trust({ ...ASKS_FOR_TAG, ...ASKS_FOR_IDENTITY });
    expect(step(both, document(assumes, tags))).toEqual([]);
    expect(step(both, document(assumes, tags, setsIdentity))).toEqual([
      ['conditional', 'MayAssume', 'MayTag', 'MayIdentify', 'Assume'],
    ]);
  });

  it('in one of its statements only is assumed by another', () => {
    const { Statement } = trust(ASKS_FOR_IDENTITY) as { Statement: readonly Fields[] };
    const either = document(...Statement, {
      Sid: 'Plain',
      Effect: 'Allow',
      Principal: { AWS: iamArn('root') },
      Action: 'sts:AssumeRole',
    });
    // Either lets some caller in; this one by the second.
    expect(step(either, document(assumes))).toEqual([['confirmed', 'MayAssume', 'Assume', 'Plain']]);
  });
});
