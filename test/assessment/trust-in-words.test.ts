import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/assessment/assessment.js';
import { trustInWords, TrustSentences } from '../../src/assessment/trust-in-words.js';

const ACCOUNT = '111122223333';

function words(statement: JsonValue): string {
  return trustInWords({ Version: '2012-10-17', Statement: statement }, ACCOUNT).join(' ');
}

function assume(principal: JsonValue, condition?: JsonValue, rest: Record<string, JsonValue> = {}): string {
  return words({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition === undefined ? {} : { Condition: condition }),
    ...rest,
  });
}

const GITHUB = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };
const subject = (sub: JsonValue, operator = 'StringLike'): JsonValue => ({
  [operator]: { 'token.actions.githubusercontent.com:sub': sub },
});

describe('a trust policy in words', () => {
  it.each<readonly [JsonValue, string]>([
    [{ Service: 'lambda.amazonaws.com' }, 'Lambda functions of this account may assume it.'],
    [{ Service: 'ec2.amazonaws.com.cn' }, 'EC2 instances of this account may assume it.'],
    [
      { Service: ['ecs-tasks.amazonaws.com', 'backup.amazonaws.com'] },
      'ECS tasks of this account and the service backup.amazonaws.com may assume it.',
    ],
    ['*', 'Anyone in any AWS account may assume it.'],
    [{ AWS: '*' }, 'Anyone in any AWS account may assume it.'],
    [{ AWS: ACCOUNT }, 'Whoever in this account has a policy that allows it may assume it.'],
    [
      { AWS: 'arn:aws:iam::999988887777:root' },
      'Whoever in account 999988887777 that account allows it to may assume it.',
    ],
    [
      { AWS: [`arn:aws:iam::${ACCOUNT}:role/ci`, `arn:aws:iam::${ACCOUNT}:user/ops/bob`] },
      `The role arn:aws:iam::${ACCOUNT}:role/ci and the user arn:aws:iam::${ACCOUNT}:user/ops/bob may assume it.`,
    ],
    [
      { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/ci/run` },
      `The session arn:aws:sts::${ACCOUNT}:assumed-role/ci/run may assume it.`,
    ],
    [{ AWS: 'AROAEXAMPLEEXAMPLE12' }, 'A principal that was deleted (AROAEXAMPLEEXAMPLE12) may assume it.'],
    [{ CanonicalUser: 'abc' }, 'CanonicalUser abc may assume it.'],
    [
      { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/Okta` },
      'Whoever signs in through the SAML provider Okta may assume it.',
    ],
    [{}, 'Nobody is named, so that it lets nobody in.'],
    [{ AWS: [17, null] }, 'Nobody is named, so that it lets nobody in.'],
  ])('%j', (principal, sentence) => {
    expect(assume(principal)).toBe(sentence);
  });

  it.each<readonly [JsonValue, string]>([
    ['repo:acme/app:*', 'GitHub Actions workflows of repository acme/app on any branch may assume it.'],
    [
      'repo:acme/app:ref:refs/heads/main',
      'GitHub Actions workflows of repository acme/app on branch main may assume it.',
    ],
    [
      'repo:acme/app:ref:refs/tags/v*',
      'GitHub Actions workflows of repository acme/app on tag v* may assume it.',
    ],
    [
      'repo:acme/app:environment:prod',
      'GitHub Actions workflows of repository acme/app in environment prod may assume it.',
    ],
    [
      'repo:acme/app:pull_request',
      'GitHub Actions workflows of repository acme/app for pull requests may assume it.',
    ],
    ['repo:acme/*', 'GitHub Actions workflows of any repository of acme on any branch may assume it.'],
    ['repo:*', 'GitHub Actions workflows of any repository on GitHub on any branch may assume it.'],
    [
      ['repo:a/b:ref:refs/heads/main', 'repo:a/c:*'],
      'GitHub Actions workflows of repository a/b on branch main or repository a/c on any branch may assume it.',
    ],
    ['something else', 'GitHub Actions workflows of "something else" may assume it.'],
    [
      'repo:acme/app:workflow:x',
      'GitHub Actions workflows of repository acme/app where the subject goes on "workflow:x" may assume it.',
    ],
  ])('names workflows whose subject is %j', (sub, sentence) => {
    expect(assume(GITHUB, subject(sub), { Action: 'sts:AssumeRoleWithWebIdentity' })).toBe(sentence);
  });

  it('says what the subject does not settle as a condition', () => {
    expect(
      assume(GITHUB, {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringNotLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/old:*' },
      }),
    ).toBe(
      'GitHub Actions workflows of any repository on GitHub may assume it if token.actions.githubusercontent.com:aud is "sts.amazonaws.com" and token.actions.githubusercontent.com:sub is not like "repo:acme/old:*".',
    );
  });

  it('names pods and identities of other providers', () => {
    const eks = 'oidc.eks.eu-west-1.amazonaws.com/id/ABC';
    expect(
      assume(
        { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${eks}` },
        { StringEquals: { [`${eks}:sub`]: 'system:serviceaccount:shop:checkout' } },
      ),
    ).toBe(
      'Pods of a Kubernetes cluster that run as service account checkout in namespace shop may assume it.',
    );
    expect(assume({ Federated: 'accounts.google.com' })).toBe(
      'Identities of accounts.google.com may assume it.',
    );
    expect(
      assume({ Federated: 'accounts.google.com' }, { StringEquals: { 'accounts.google.com:sub': '117' } }),
    ).toBe('Identities of accounts.google.com whose subject is "117" may assume it.');
  });

  it.each<readonly [JsonValue, string]>([
    [{ StringEquals: { 'sts:ExternalId': 'x-17' } }, 'the external id is "x-17"'],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, 'they signed in with a second factor'],
    [
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': true } },
      'they signed in with a second factor, where that is known',
    ],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 'they signed in without a second factor'],
    [
      { StringEquals: { 'aws:SourceAccount': '1' }, ArnLike: { 'aws:SourceArn': ['a', 'b'] } },
      'the account that the service acts for is "1" and the resource that the service acts for matches "a" or "b"',
    ],
    [
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } },
      'the caller\'s place in the organization is like "o-1/*"',
    ],
    [
      { 'ForAnyValue:StringLikeIfExists': { 'aws:PrincipalOrgPaths': 'o-1/*' } },
      'the caller\'s place in the organization is like "o-1/*"',
    ],
    [{ Null: { 'aws:TokenIssueTime': 'false' } }, 'aws:TokenIssueTime is given'],
    [
      { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      'the address that the request comes from is not within "10.0.0.0/8"',
    ],
    [{ Strange: { 'x:y': 1 } }, 'x:y Strange "1"'],
    [
      { StringEquals: { 'x:y': ['1', '2', '3', '4', '5', '6', '7', '8'] } },
      'x:y is "1" or "2" or "3" or "4" or "5" or "6" or 2 more',
    ],
    [{ StringEquals: { 'x:y': [] } }, 'x:y is nothing'],
  ])('says the conditions %j', (condition, said) => {
    expect(assume({ AWS: '*' }, condition)).toBe(`Anyone in any AWS account may assume it if ${said}.`);
  });

  it('tells what is denied, who is spared, and what is not about assuming', () => {
    expect(assume({ AWS: '*' }, undefined, { Effect: 'Deny' })).toBe(
      'Anyone in any AWS account may not assume it.',
    );
    expect(words({ Effect: 'Allow', NotPrincipal: { AWS: '999988887777' }, Action: 'sts:*' })).toBe(
      'Everyone except whoever in account 999988887777 that account allows it to may assume it.',
    );
    expect(assume({ AWS: '*' }, undefined, { Action: 'sts:TagSession' })).toBe(
      'Anyone in any AWS account may put tags on its sessions.',
    );
    expect(assume({ AWS: '*' }, undefined, { Action: ['sts:SetSourceIdentity', 'sts:TagSession'] })).toBe(
      'Anyone in any AWS account may use sts:SetSourceIdentity and sts:TagSession on it.',
    );
  });

  it('gives a sentence for each statement', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/ci`;
    expect(
      trustInWords(
        {
          Statement: [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }, 'no statement'],
        },
        ACCOUNT,
      ),
    ).toEqual([`The role ${arn} may assume it.`, 'This statement cannot be read.']);
  });

  it('stands once however many roles trust alike', () => {
    const table = new TrustSentences();
    const ec2 = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const anyone = { ...ec2, Principal: '*' };
    expect(table.add({ Statement: [ec2, anyone] }, ACCOUNT)).toEqual([0, 1]);
    expect(table.add({ Statement: anyone }, ACCOUNT)).toEqual([1]);
    expect(table.add(null, ACCOUNT)).toEqual([]);
    expect(table.sentences).toEqual([
      'EC2 instances of this account may assume it.',
      'Anyone in any AWS account may assume it.',
    ]);
  });

  it('reads documents of any shape', () => {
    const anyStatement = fc.record(
      {
        Effect: fc.jsonValue(),
        Principal: fc.jsonValue(),
        NotPrincipal: fc.jsonValue(),
        Action: fc.jsonValue(),
        Condition: fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.jsonValue())),
      },
      { requiredKeys: [] },
    );
    const anyDocument = fc.oneof(fc.jsonValue(), fc.record({ Statement: fc.array(anyStatement) }));
    fc.assert(
      fc.property(anyDocument, (document) => {
        // fast-check's arbitrary JSON is JSON.
        const sentences = trustInWords(document as JsonValue, ACCOUNT);
        for (const each of sentences) expect(each).toMatch(/\.$/);
      }),
    );
  });
});
