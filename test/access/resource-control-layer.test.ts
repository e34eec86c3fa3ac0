import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { reaches } from '../../src/policy/reach.js';
import { allow, details, document, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();

function left(policies: readonly unknown[]): readonly string[] {
  const account = parseAuthorizationDetails(
    details({ users: [user('ann', { UserPolicyList: [inline('all', document(allow('*')))] })] }),
  );
  const organization = parseOrganizationPolicies({
    resourceControlPolicies: [{ level: 'root', policies }],
  });
  const [ann] = account.users;
  if (ann === undefined) return [];
  const { reach } = new EffectiveAccessReader(new DocumentReader(catalog), organization).accessOf(ann);
  return ['s3:GetObject', 's3:DeleteObject', 'kms:RetireGrant', 'iam:CreateUser'].filter((action) =>
    reaches(reach, catalog.actionIndex(action) ?? -1),
  );
}

const denying = (action: string) => ({
  name: 'guard',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: action, Resource: '*' }],
  },
});

it('leaves all but what a level of Deny statements takes', () => {
  expect(left([denying('s3:DeleteObject')])).toEqual(['s3:GetObject', 'kms:RetireGrant', 'iam:CreateUser']);
});

it('leaves nothing that is bound where a level has no policy', () => {
  expect(left([])).toEqual(['kms:RetireGrant', 'iam:CreateUser']);
});

it('cannot keep anybody from retiring a grant', () => {
  expect(left([denying('*')])).toEqual(['kms:RetireGrant', 'iam:CreateUser']);
});
