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

  it('must be there', () => {
    expect(() => withoutAccounts(all, ['clsoed'], TREE.accounts, '--exclude-account')).toThrow(
      'There is no account "clsoed" to leave out; give --exclude-account a name or an id of the accounts',
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
