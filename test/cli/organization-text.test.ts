import { describe, expect, test } from 'vitest';
import type { GuardrailsFile } from '../../src/aws/guardrails-file.js';
import { organizationText } from '../../src/cli/organization-text.js';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: ['a:b', 'c:\nd'] }] };

function organizationOf(ids: readonly string[]): GuardrailsFile {
  return {
    managementAccount: '111122223333',
    accounts: Object.fromEntries(
      ids.map((id) => [
        id,
        {
          serviceControlPolicies: [
            { level: 'root' as const, name: 'Root', policies: [{ name: 'stay', document }] },
            { level: 'account' as const, name: id, policies: [] },
          ],
        },
      ]),
    ),
    organization: {
      id: 'o-exampleorg1',
      managementAccount: '111122223333',
      partition: 'aws',
      roots: [{ id: 'r-ab12', name: 'Root' }],
      units: [],
      accounts: ids.map((id) => ({
        id,
        name: id,
        email: null,
        status: 'ACTIVE',
        parentId: 'r-ab12',
        ouPath: '',
      })),
    },
  };
}

describe('the text of an organisation', () => {
  test.each([
    [[], 1],
    [['444455556666'], 2],
    [['444455556666', '777788889999'], 1],
  ])('is its JSON: accounts %j, indented by %i', (ids, indentation) => {
    const organization = organizationOf(ids);
    expect([...organizationText(organization, indentation)].join('')).toBe(
      `${JSON.stringify(organization, null, indentation)}\n`,
    );
  });

  test('has no piece with the policies of two accounts in it', () => {
    const pieces = [...organizationText(organizationOf(['444455556666', '777788889999']), 2)];
    expect(pieces.map((piece) => piece.split('"Statement"').length - 1).filter((count) => count > 0)).toEqual(
      [1, 1],
    );
  });
});
