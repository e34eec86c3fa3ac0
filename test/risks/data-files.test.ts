import { describe, expect, it } from 'vitest';
import deputies from '../../src/risks/data/services-acting-for-others.json' with { type: 'json' };
import identityProviders from '../../src/risks/data/identity-providers.json' with { type: 'json' };
import { LEVELS } from '../../src/risks/identity-providers.js';

describe('services that act for others', () => {
  const principals = deputies.services.map(({ principal }) => principal);

  it('stand once each, in order, under the domain of most regions', () => {
    expect(principals).toEqual([...new Set(principals)].sort());
    expect(principals.filter((principal) => !principal.endsWith('.amazonaws.com'))).toEqual([]);
  });

  it('each have the page of AWS that describes the condition', () => {
    expect(deputies.services.filter(({ link }) => !link.startsWith('https://docs.aws.amazon.com/'))).toEqual(
      [],
    );
  });

  it('are none of those that do not say for whom they act', () => {
    const silent = ['ec2', 'ecs-tasks', 'eks', 'lambda'].map((service) => `${service}.amazonaws.com`);
    expect(principals.filter((principal) => silent.includes(principal))).toEqual([]);
  });
});

describe('identity providers', () => {
  interface Provider {
    readonly id: string;
    readonly issuer: string;
    readonly shared: boolean;
    readonly claims?: Readonly<Record<string, object>>;
    readonly claimsOf?: string;
  }
  const providers: readonly Provider[] = identityProviders.providers;
  const ids = providers.map(({ id }) => id);

  it('have an id and an issuer of their own', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(providers.map(({ issuer }) => issuer)).size).toBe(ids.length);
  });

  it('have claims, or those of another provider, and never both', () => {
    const unclear = providers.filter(
      ({ claims, claimsOf }) =>
        (claims === undefined) === (claimsOf === undefined) ||
        (claimsOf !== undefined && !ids.includes(claimsOf)),
    );
    expect(unclear).toEqual([]);
  });

  it('say of shared issuers which claim names the customer', () => {
    const silent = providers.filter(({ shared, claims, claimsOf }) => {
      const own = claims ?? providers.find(({ id }) => id === claimsOf)?.claims ?? {};
      return shared && !Object.values(own).some((claim) => Object.hasOwn(claim, 'tenant'));
    });
    expect(silent).toEqual([]);
  });

  it('use no level that nothing judges', () => {
    const used = new Set(
      providers.flatMap(({ claims }) => Object.values(claims ?? {}).flatMap((claim) => Object.keys(claim))),
    );
    expect([...used].sort()).toEqual([...LEVELS, 'composed', 'open'].sort());
  });
});
