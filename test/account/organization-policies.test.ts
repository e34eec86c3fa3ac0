import { describe, expect, test } from 'vitest';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { InputError } from '../../src/policy/input-error.js';

const STATEMENT = { Effect: 'Allow', Action: '*', Resource: '*' };
const all = { name: 'all', document: { Statement: STATEMENT } };
const level = (name: string, fields: object = {}) => ({ level: name, policies: [all], ...fields });
const levelsOf = (...names: readonly string[]) => ({
  serviceControlPolicies: names.map((name) => level(name)),
});

function refusal(input: unknown): readonly [message: string, where: string] {
  try {
    parseOrganizationPolicies(input);
  } catch (error) {
    if (error instanceof InputError) return [error.message, error.where];
  }
  throw new Error('it was read');
}

describe('the levels of an organisation', () => {
  test.each([[['root', 'ou', 'ou', 'account']], [['root', 'account']], [['ou', 'ou']], [['account']], [[]]])(
    'are read in their order: %j',
    (names) => {
      const { unnamedAccount } = parseOrganizationPolicies(levelsOf(...names));
      expect(unnamedAccount?.serviceControlPolicies?.map((each) => each.level)).toEqual(names);
    },
  );

  const ORDER = 'the order is the root, then organisational units from the outermost on, then the account';
  test.each([
    [['account', 'root'], `"root" comes after "account"; ${ORDER}`, '$.serviceControlPolicies[1].level'],
    [['root', 'account', 'ou'], `"ou" comes after "account"; ${ORDER}`, '$.serviceControlPolicies[2].level'],
    [['ou', 'root'], `"root" comes after "ou"; ${ORDER}`, '$.serviceControlPolicies[1].level'],
    [
      ['root', 'root'],
      '"root" stands twice, and there is only one; put all its policies into one list',
      '$.serviceControlPolicies[1].level',
    ],
    [
      ['root', 'account', 'account'],
      '"account" stands twice, and there is only one; put all its policies into one list',
      '$.serviceControlPolicies[2].level',
    ],
  ])('are refused in another one: %j', (names, message, where) => {
    expect(refusal(levelsOf(...names))).toEqual([message, where]);
  });

  test('are refused by the place in the account they stand in', () => {
    const accounts = { '444455556666': { resourceControlPolicies: [level('ou'), level('root')] } };
    expect(refusal({ accounts })[1]).toBe('$.accounts["444455556666"].resourceControlPolicies[1].level');
  });
});

describe('a document that cannot be told from others', () => {
  const refusalOf = (document: unknown) =>
    refusal({ serviceControlPolicies: [level('root', { policies: [{ name: 'odd', document }] })] });
  const PLACE = '$.serviceControlPolicies[0].policies[0].document';

  test('because it is nested too deeply is refused with its place', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(refusalOf({ Statement: STATEMENT, Extra: deep })).toEqual([
      'the document is nested more than 64 levels deep',
      PLACE,
    ]);
  });

  test('because it is no JSON is refused with its place', () => {
    expect(refusalOf({ Statement: STATEMENT, Extra: 1n })).toEqual([
      'the document is no JSON: an object in it holds itself, or a number is a BigInt',
      PLACE,
    ]);
  });
});

describe('keys', () => {
  test('that AWS uses of policies, units and accounts may stand there', () => {
    const policy = {
      ...all,
      Id: 'p-1',
      Arn: 'a',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      AwsManaged: true,
    };
    const levels = [level('root', { Id: 'r-1', policies: [policy] })];
    expect(
      parseOrganizationPolicies({
        accounts: { '444455556666': { name: 'shop', serviceControlPolicies: levels } },
      }).byAccount.size,
    ).toBe(1);
  });

  test.each<[unknown, string, string]>([
    [
      { serviceControlPolicies: [], resourceControlPolicy: [] },
      '"resourceControlPolicy" is not known here; known are managementAccount, accounts, serviceControlPolicies, resourceControlPolicies, organization',
      '$.resourceControlPolicy',
    ],
    [
      { accounts: { '444455556666': { scps: [] } } },
      '"scps" is not known here; known are serviceControlPolicies, resourceControlPolicies',
      '$.accounts["444455556666"].scps',
    ],
    [
      { serviceControlPolicies: [level('root', { policy: [] })] },
      '"policy" is not known here; known are level, name, policies',
      '$.serviceControlPolicies[0].policy',
    ],
    [
      { serviceControlPolicies: [level('root', { policies: [{ ...all, Document: {} }] })] },
      '"Document" is not known here; known are name, document',
      '$.serviceControlPolicies[0].policies[0].Document',
    ],
    [
      { accounts: {}, serviceControlPolicies: [] },
      'the file has "accounts", so serviceControlPolicies belongs to each account in it: write it there',
      '$.serviceControlPolicies',
    ],
    [
      {
        serviceControlPolicies: [
          level('root', {
            policies: [{ name: 'p', document: { Statement: { ...STATEMENT, Principal: '*' } } }],
          }),
        ],
      },
      'a policy of this kind is about those it is attached to and takes no Principal',
      '$.serviceControlPolicies[0].policies[0].document.Statement[0]',
    ],
  ])('that are not known, or in the wrong place, are refused: %j', (input, message, where) => {
    expect(refusal(input)).toEqual([message, where]);
  });
});

describe('where accounts stand in the organisation', () => {
  const TREE = {
    id: 'o-exampleorg1',
    managementAccount: '999988887777',
    roots: [{ id: 'r-ab12', name: 'Root' }],
    units: [
      { id: 'ou-ab12-11111111', name: 'workloads', parentId: 'r-ab12' },
      { id: 'ou-ab12-22222222', name: 'test', parentId: 'ou-ab12-11111111' },
    ],
    accounts: [
      { id: '999988887777', parentId: 'r-ab12' },
      { id: '444455556666', parentId: 'ou-ab12-22222222' },
      { id: '555566667777', parentId: 'ou-ab12-99999999' },
    ],
  };
  const file = (organization: unknown) => ({
    managementAccount: '999988887777',
    accounts: { '444455556666': {}, '666677778888': {} },
    organization,
  });
  const placesOf = (organization: unknown) => [...parseOrganizationPolicies(file(organization)).places];
  const id = 'o-exampleorg1';

  test('is read from its tree, as far as that reaches', () => {
    expect(placesOf(TREE)).toEqual([
      ['444455556666', { id, path: 'o-exampleorg1/r-ab12/ou-ab12-11111111/ou-ab12-22222222/' }],
      ['666677778888', { id, path: null }],
      ['999988887777', { id, path: 'o-exampleorg1/r-ab12/' }],
      ['555566667777', { id, path: null }],
    ]);
  });

  test('is read whichever units stand first', () => {
    expect(placesOf({ ...TREE, units: TREE.units.toReversed() })).toEqual(placesOf(TREE));
  });

  test('tells the management account, too', () => {
    const { managementAccount: _given, ...withoutIt } = file(TREE);
    expect(parseOrganizationPolicies(withoutIt).managementAccount).toBe('999988887777');
    expect(parseOrganizationPolicies(withoutIt)).toEqual(parseOrganizationPolicies(file(TREE)));
    expect(refusal(file({ ...TREE, managementAccount: '444455556666' }))).toEqual([
      'the management account is 999988887777 by $.managementAccount; write the same here',
      '$.organization.managementAccount',
    ]);
  });

  test('is known of no account where the file does not tell which organisation it is', () => {
    expect([placesOf(undefined), placesOf({ ...TREE, id: undefined })]).toEqual([[], []]);
  });

  test('comes to the organisation alone where the file tells nothing else', () => {
    expect(placesOf({ id })).toEqual(
      ['444455556666', '666677778888', '999988887777'].map((account) => [account, { id, path: null }]),
    );
  });

  test.each<[unknown, string, string]>([
    ['o-exampleorg1', 'expected an object, not a string', '$.organization'],
    [{ id: 'exampleorg1' }, 'the id of an organisation is such as o-exampleorg1', '$.organization.id'],
    [{ ...TREE, units: 'ou-1' }, 'expected a list, not a string', '$.organization.units'],
    [
      { ...TREE, units: [{ id: 'ou-ab12-11111111' }] },
      'expected a string, not nothing',
      '$.organization.units[0].parentId',
    ],
    [{ ...TREE, accounts: [{ id: 4 }] }, 'expected a string, not a number', '$.organization.accounts[0].id'],
  ])('is refused with the place: %j', (organization, message, where) => {
    expect(refusal(file(organization))).toEqual([message, where]);
  });
});
