import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { identityProvider } from '../../src/risks/identity-providers.js';
import { RISK_KINDS } from '../../src/risks/kinds.generated.js';
import table from '../../src/risks/data/identity-providers.json' with { type: 'json' };

interface Row {
  readonly name: string;
  readonly provider: string;
  readonly condition: unknown;
  /** Every trust kind that finds something. */
  readonly finds: readonly string[];
}

// The file is the project's own; its rows have this shape.
const rows = JSON.parse(readFileSync(new URL('web-identities.json', import.meta.url), 'utf8')) as Row[];

function trust(...statements: readonly Readonly<Record<string, unknown>>[]) {
  const document = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      ...statement,
    })),
  });
  return RISK_KINDS.flatMap((kind) =>
    kind.scope === 'trust-policy'
      ? kind
          .assess({ document, accountId: '111122223333', isKnownAccount: () => false })
          .map(({ grade, conditionKeys }) => ({ kind: kind.id, grade, conditionKeys }))
      : [],
  );
}

describe('web identities', () => {
  it('have a case for every provider', () => {
    const issuers = rows.map(({ provider }) => identityProvider(provider.replace(/^.*:oidc-provider\//, '')));
    const missing = table.providers.filter(({ issuer }) => {
      const known = identityProvider(issuer.replaceAll(/[A-Z][A-Z_]+/g, 'x'));
      return known === null || !issuers.some((other) => other?.claims === known.claims);
    });
    expect(missing).toEqual([]);
  });

  it.each(rows.map((row) => [row.name, row] as const))('%s', (_, { provider, condition, finds }) => {
    const found = trust({ Principal: { Federated: provider }, Condition: condition });
    expect(found.map(({ kind }) => kind)).toEqual(finds);
  });

  const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
  const subject = 'token.actions.githubusercontent.com:sub';

  describe('under a Deny on the subject', () => {
    const audience = { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' };
    const main = 'repo:northwind/shop:ref:refs/heads/main';
    const denied = (
      Condition: Readonly<Record<string, unknown>>,
      allowed: Readonly<Record<string, unknown>> = {},
    ) =>
      trust(
        {
          Principal: { Federated: github },
          Condition: { StringEquals: audience, ...allowed },
        },
        { Effect: 'Deny', Principal: '*', Condition },
      );
    const ANY = 'AssumableByAnyWebIdentity';

    it('of all but one value are as under an Allow of it', () => {
      expect(denied({ StringNotEquals: { [subject]: main } })).toEqual([]);
      expect(denied({ StringNotLike: { [subject]: main } }, { StringLike: { [subject]: 'repo:*' } })).toEqual(
        [],
      );
      expect(denied({ StringNotLike: { [subject]: 'repo:northwind/*' } })).toEqual([
        { kind: 'AssumableByBroadWebIdentity', grade: 'unrestricted', conditionKeys: [] },
      ]);
    });

    it('of one value, or with another test, are under a condition', () => {
      const key = { grade: 'conditional', conditionKeys: [subject] };
      expect(denied({ StringEquals: { [subject]: main } })).toEqual([{ kind: ANY, ...key }]);
      expect(denied({ StringEquals: { [subject]: main } }, { StringLike: { [subject]: 'repo:*' } })).toEqual([
        { kind: ANY, ...key },
      ]);
      const withAddress = {
        StringNotEquals: { [subject]: main },
        NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
      };
      expect(denied(withAddress)).toEqual([
        { kind: ANY, grade: 'conditional', conditionKeys: ['aws:SourceIp', subject] },
      ]);
    });
  });

  it('are graded by the conditions that are not on the token', () => {
    const statement = {
      Principal: { Federated: github },
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
      },
    };
    expect(trust(statement)).toEqual([
      { kind: 'AssumableByAnyWebIdentity', grade: 'conditional', conditionKeys: ['aws:SourceIp'] },
    ]);
  });

  it('are none where the call is not allowed', () => {
    expect(trust({ Principal: { Federated: github }, Action: 'sts:AssumeRole' })).toEqual([]);
    expect(trust({ Principal: { Federated: github }, Action: 'sts:AssumeRoleWithSAML' })).toEqual([]);
  });

  it('are judged under any pattern that allows the call', () => {
    const kinds = (Action: string) =>
      trust({
        Principal: { Federated: github },
        Action,
        Condition: { StringLike: { [subject]: 'repo:*' } },
      }).map(({ kind }) => kind);
    const found = ['AssumableByAnyWebIdentity', 'AssumableByWebIdentityWithoutAudience'];
    expect(kinds('sts:*')).toEqual(found);
    expect(kinds('*')).toEqual(found);
    expect(kinds('sts:Assume*')).toEqual(found);
  });

  it('name the provider as it stands', () => {
    const document = parsePolicyDocument({
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: [github, 'graph.facebook.com'] },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
    });
    const kind = RISK_KINDS.find(({ id }) => id === 'AssumableByAnyWebIdentity');
    if (kind?.scope !== 'trust-policy') throw new Error('the kind is missing');
    expect(
      kind.assess({ document, accountId: null, isKnownAccount: () => false }).map(({ trusted }) => trusted),
    ).toEqual([[github, 'graph.facebook.com']]);
  });
});
