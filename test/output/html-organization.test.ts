import { describe, expect, it } from 'vitest';
import type { OrganizationFindings, SharedFinding } from '../../src/assessment/organization-findings.js';
import { OrganizationCollector } from '../../src/assessment/organization-collector.js';
import { organizationPage } from '../../src/output/html-organization.js';

const EMPTY: OrganizationFindings = new OrganizationCollector().build();
const SHARED: SharedFinding = {
  kind: 'DataExfiltration',
  severity: 'medium',
  on: 'policy',
  policyType: 'customer-managed',
  name: 'read-all',
  documents: 1,
  findings: 2,
  accounts: [0, 1],
};

function page(count: number): string {
  const shared = Array.from({ length: count }, () => SHARED);
  return [...organizationPage({ ...EMPTY, shared }, '')].join('');
}

describe('the same finding in several accounts', () => {
  it('is folded behind the first twenty, so that what follows is not far below', () => {
    expect(page(20)).not.toContain('shared-rest');
    const html = page(25);
    expect(html).toContain('<details class="shared-rest"><summary>5 more</summary>');
    const parts = html.split('shared-rest').map((part) => part.split('<bdi>read-all</bdi>').length - 1);
    expect(parts).toEqual([20, 5]);
    expect(page(501)).toContain('1 more is in organization-findings.json.');
  });
});
