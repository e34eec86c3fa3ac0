import { readFileSync } from 'node:fs';
import { withResourcePolicies } from '../../src/account/account-resource-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { resourcePolicyDocuments } from '../../src/account/resource-policies.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';

/** The example account with the example policies of resources. */
export function exampleResources(): Assessment {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), 'utf8'));
  const account = parseAuthorizationDetails(read('account'));
  const documents = resourcePolicyDocuments(read('resource-policies'));
  return assess(withResourcePolicies(account, documents), {
    catalog: loadCatalog(),
    name: 'example',
    now: new Date('2026-11-26T10:00:00.000Z'),
  });
}
