import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyAccess } from '../../src/access/policy-access.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { CoverageJudge } from '../../src/policy/resource-coverage.js';
import { RISK_KINDS } from '../../src/risks/kinds.generated.js';
import type { RiskExample, RiskKind } from '../../src/risks/risk-kind.js';

const catalog = loadCatalog();
const judge = new CoverageJudge(catalog, { accountId: '111122223333', partition: 'aws' });

function finds(kind: RiskKind, { document }: RiskExample): readonly string[] {
  const parsed = parsePolicyDocument(document);
  if (kind.scope === 'trust-policy') {
    const found = kind.assess({ document: parsed, accountId: '111122223333', isKnownAccount: () => false });
    return found.filter(({ extended }) => !extended).flatMap(({ trusted }) => trusted);
  }
  if (kind.scope === 'resource-policy') {
    const found = kind.assess({
      document: parsed,
      resource: { type: null, accountId: '111122223333' },
      isKnownAccount: () => false,
      blocksPublicAccess: false,
      catalog,
      judge,
    });
    return found.flatMap(({ trusted }) => trusted);
  }
  return kind
    .assess(policyAccess(parsed, catalog, judge), { includedActions: IndexSet.empty })
    .filter(({ grade, extended }) => grade === 'unrestricted' && !extended)
    .flatMap(
      ({ paths, services, actions }) =>
        paths?.map(({ path }) => path.id) ??
        services ??
        actions.indexes().map((action) => catalog.actionName(action)),
    );
}

describe('risk kinds', () => {
  it('are one file each, named after their id', () => {
    const files = readdirSync(new URL('../../src/risks/kinds', import.meta.url)).map((file) =>
      file.replace(/\.ts$/, ''),
    );
    const ids = RISK_KINDS.map(({ id }) => id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase());
    expect(files.sort()).toEqual(ids.sort());
  });

  it('begin with the ten of 0.9.1 with their severities, in its order', () => {
    expect(RISK_KINDS.slice(0, 10).map(({ id, severity }) => [id, severity])).toEqual([
      ['PrivilegeEscalation', 'high'],
      ['DataExfiltration', 'medium'],
      ['ResourceExposure', 'high'],
      ['ServiceWildcard', 'medium'],
      ['CredentialsExposure', 'high'],
      ['InfrastructureModification', 'low'],
      ['AssumableByComputeService', 'low'],
      ['AssumableByCrossAccountPrincipal', 'medium'],
      ['AssumableByAnyPrincipal', 'critical'],
      ['AssumableByAnyPrincipalWithConditions', 'medium'],
    ]);
  });

  it('are followed by what 0.9.1 did not know of trust policies', () => {
    expect(RISK_KINDS.slice(10, 19).map(({ id, severity, scope }) => [id, severity, scope])).toEqual([
      ['AssumableByAnyWebIdentity', 'critical', 'trust-policy'],
      ['AssumableByBroadWebIdentity', 'medium', 'trust-policy'],
      ['AssumableFromAnyBranch', 'low', 'trust-policy'],
      ['AssumableByWebIdentityWithoutAudience', 'low', 'trust-policy'],
      ['AssumableBySamlWithoutAudience', 'low', 'trust-policy'],
      ['AssumableByServiceWithoutSource', 'low', 'trust-policy'],
      ['AssumableByThirdPartyWithoutExternalId', 'low', 'trust-policy'],
      ['AssumableByNotPrincipal', 'high', 'trust-policy'],
      ['TrustsDeletedPrincipal', 'low', 'trust-policy'],
    ]);
  });

  it('end with those on policies of resources', () => {
    expect(RISK_KINDS.slice(19).map(({ id, severity, scope }) => [id, severity, scope])).toEqual([
      ['ResourceOpenToAnyone', 'high', 'resource-policy'],
      ['ResourceOpenToAnyoneWithConditions', 'medium', 'resource-policy'],
      ['ResourceOpenToAnotherAccount', 'medium', 'resource-policy'],
      ['ResourceOpenToServiceWithoutSource', 'low', 'resource-policy'],
    ]);
  });

  describe.each(RISK_KINDS.map((kind) => [kind.id, kind] as const))('%s', (_, kind) => {
    it('has a flagged and a clean example', () => {
      expect(kind.examples.some((example) => example.finds.length > 0)).toBe(true);
      expect(kind.examples.some((example) => example.finds.length === 0)).toBe(true);
    });

    it.each(kind.examples.map((example) => [example.name, example] as const))('%s', (__, example) => {
      expect(finds(kind, example)).toEqual(example.finds);
    });
  });
});
