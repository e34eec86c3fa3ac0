import { expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { allow, details, document, inline, user } from '../account/authorization-details.js';

it('a principal holds a statement apart for actions for which a test is decided', () => {
  const catalog = loadCatalog();
  const policy = document(
    allow(['iam:CreateAccessKey', 'iam:PassRole'], '*', {
      Condition: { StringEqualsIfExists: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    }),
  );
  const account = parseAuthorizationDetails(
    details({ users: [user('ann', { UserPolicyList: [inline('keys', policy)] })] }),
  );
  const reader = new EffectiveAccessReader(new DocumentReader(catalog), null);
  const held = account.users.flatMap((actor) =>
    reader.accessOf(actor).allows.map(({ actions, limits, statement }) => ({
      actions: actions.indexes().map((action) => catalog.actionName(action)),
      limits: limits.map(({ key }) => key),
      statement: statement.index,
    })),
  );
  expect(held).toEqual([
    { actions: ['iam:PassRole'], limits: ['iam:PassedToService'], statement: 0 },
    { actions: ['iam:CreateAccessKey'], limits: [], statement: 0 },
  ]);
});
