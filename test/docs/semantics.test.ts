import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  assess,
  loadCatalog,
  NO_EXCLUSIONS,
  parseAuthorizationDetails,
  scanPolicies,
  type Assessment,
} from '../../src/index.js';
import { details, inline, role } from '../account/authorization-details.js';
import { namesIn } from '../scenarios/policy-scenario.js';
import { documentedPolicies, type DocumentedPolicy } from './documented-policies.js';

const catalog = loadCatalog();
const page = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8');
const policies = documentedPolicies(page);

function assessed({ document, accountId }: DocumentedPolicy): Assessment {
  const exclusions = NO_EXCLUSIONS;
  if (accountId === null) return scanPolicies([{ name: 'policy', document }], { catalog, exclusions });
  const isTrustPolicy = JSON.stringify(document).includes('"Principal":');
  const holder = role('holder', {
    Arn: `arn:aws:iam::${accountId}:role/holder`,
    ...(isTrustPolicy
      ? { AssumeRolePolicyDocument: document }
      : { AssumeRolePolicyDocument: trustOf(accountId), RolePolicyList: [inline('policy', document)] }),
  });
  const account = parseAuthorizationDetails(details({ roles: [holder] }));
  return assess(account, { catalog, exclusions, name: 'account', flagTrustPolicies: true });
}

/** A trust policy that shows nothing. */
function trustOf(accountId: string): unknown {
  return { Statement: [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }] };
}

function lines(assessment: Assessment): readonly string[] {
  return assessment.findings
    .map((finding) => {
      const mark = finding.notCounted === 'extended' ? 'extended' : finding.reach;
      const shown = mark === 'unrestricted' ? '' : ` (${mark})`;
      return `${finding.kind}${shown}: ${namesIn(assessment, finding).join(', ')}`;
    })
    .sort();
}

describe('the policies of docs/semantics.md', () => {
  it('are all read', () => {
    expect(policies).toHaveLength([...page.matchAll(/^```json/gm)].length);
    expect(policies).toHaveLength(20);
  });

  it.each(policies.map((policy) => [policy.name, policy] as const))('%s', (_, policy) => {
    expect(lines(assessed(policy))).toEqual(policy.findings);
  });
});
