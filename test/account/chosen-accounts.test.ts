import { describe, expect, it } from 'vitest';
import { organizationAccounts, withoutAccounts } from '../../src/account/chosen-accounts.js';

const account = (name: string, digit: string, more: { status?: string; parentId?: string } = {}) => ({
  name,
  id: digit.repeat(12),
  status: 'ACTIVE',
  parentId: 'r-1',
  ...more,
});
const listed = ({ name, id }: { readonly name: string; readonly id: string }) => ({ name, id });
const ROOT = account('root', '1');
const CLOSED = account('closed', '2', { status: 'SUSPENDED' });
const ELSEWHERE = account('elsewhere', '3', { parentId: 'ou-2' });
const TREE = {
  roots: [{ id: 'r-1' }],
  units: [
    { id: 'ou-1', path: 'workloads', parentId: 'r-1' },
    { id: 'ou-2', path: 'workloads/prod', parentId: 'ou-1' },
  ],
  accounts: [ROOT, CLOSED, ELSEWHERE],
};

describe('accounts that are left out by name or id', () => {
  const all = organizationAccounts(TREE, [], '--include-ou');

  it('are neither scanned nor told of', () => {
    expect(withoutAccounts(all, ['root', CLOSED.id], TREE.accounts, '--exclude-account')).toEqual({
      accounts: [listed(ELSEWHERE)],
      leftOut: [],
    });
  });

  it('may be suspended, or in a unit that was not asked for', () => {
    const production = organizationAccounts(TREE, ['workloads'], '--include-ou');
    expect(
      withoutAccounts(production, ['closed', 'root', ROOT.id], TREE.accounts, '--exclude-account'),
    ).toEqual({ accounts: [listed(ELSEWHERE)], leftOut: [] });
  });

  it('may be named as the organisation has it, or as their files are named', () => {
    const renamed = account('prod/eu', '4');
    const first = account('sandbox', '5');
    const second = account('Sandbox', '6');
    const tree = { ...TREE, accounts: [ROOT, renamed, first, second] };
    const chosen = organizationAccounts(tree, [], '--include-ou');
    expect(chosen.accounts.map(({ name }) => name)).toEqual([
      'root',
      'prod-eu',
      'sandbox',
      'Sandbox-666666666666',
    ]);
    const left = (...excluded: readonly string[]) =>
      withoutAccounts(chosen, excluded, tree.accounts, '--exclude-account').accounts.map(({ name }) => name);
    expect(left('prod/eu')).toEqual(['root', 'sandbox', 'Sandbox-666666666666']);
    expect(left('prod-eu')).toEqual(['root', 'sandbox', 'Sandbox-666666666666']);
    expect(left('Sandbox')).toEqual(['root', 'prod-eu', 'sandbox']);
    expect(left('Sandbox-666666666666', 'sandbox')).toEqual(['root', 'prod-eu']);
  });

  it('are all of one name', () => {
    const tree = { ...TREE, accounts: [ROOT, account('same', '4'), account('same', '5')] };
    const chosen = organizationAccounts(tree, [], '--include-ou');
    expect(withoutAccounts(chosen, ['same'], tree.accounts, '--exclude-account').accounts).toEqual([
      listed(ROOT),
    ]);
  });

  it('must be there', () => {
    expect(() => withoutAccounts(all, ['clsoed'], TREE.accounts, '--exclude-account')).toThrow(
      'There is no account "clsoed" to leave out; give --exclude-account a name or an id of the accounts, such as closed',
    );
  });
});

describe('a unit that is not there', () => {
  const asked =
    (unit: string, units = TREE.units) =>
    () =>
      organizationAccounts({ ...TREE, units }, [unit], '--include-ou');

  it.each([
    ['workloads/prd', 'workloads/prod'],
    ['Workloads', 'workloads'],
    ['prod', 'workloads/prod'],
    ['ou-3', 'ou-1 or ou-2'],
  ])('is one that is called much like it: %s', (unit, meant) => {
    expect(asked(unit)).toThrow(
      `The organisation has no unit "${unit}"; give --include-ou ${meant}, if that is what you mean`,
    );
  });

  it('is none of those there are', () => {
    expect(asked('nowhere')).toThrow(
      'The organisation has no unit "nowhere"; give --include-ou the path or the id of one of these: workloads (ou-1), workloads/prod (ou-2)',
    );
    const many = Array.from({ length: 12 }, (_, index) => ({
      id: `ou-${index}`,
      path: `team ${index}`,
      parentId: 'r-1',
    }));
    expect(asked('nowhere', many)).toThrow('team 8 (ou-8), team 9 (ou-9) and 2 more');
    expect(asked('nowhere', [])).toThrow(
      'The organisation has no unit "nowhere", for it has no units; leave --include-ou out',
    );
  });
});

describe('accounts of an organisation', () => {
  it('have their ids for names where the name is that of a file of another', () => {
    const tree = { ...TREE, accounts: [account('prod', '4'), account('prod.findings', '5')] };
    expect(organizationAccounts(tree, [], '--include-ou').accounts).toEqual([
      { name: 'prod', id: '4'.repeat(12) },
      { name: '5'.repeat(12), id: '5'.repeat(12) },
    ]);
  });
});

describe('accounts of an organisation', () => {
  it('have no names that some file system takes for one', () => {
    const accounts = [account('caf\u{e9}', '4'), account('cafe\u{301}', '5'), account('CAF\u{c9}', '6')];
    expect(organizationAccounts({ ...TREE, accounts }, [], '--include-ou').accounts).toEqual([
      { name: 'caf\u{e9}', id: '444444444444' },
      { name: 'cafe\u{301}-555555555555', id: '555555555555' },
      { name: 'CAF\u{c9}-666666666666', id: '666666666666' },
    ]);
  });
});
