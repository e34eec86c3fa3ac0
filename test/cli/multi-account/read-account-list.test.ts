import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAccountList } from '../../../src/cli/multi-account/read-account-list.js';
import { useWorkspace } from '../workspace.js';

const workspace = useWorkspace();
const listed = (text: string) => {
  workspace.write({ 'accounts.yml': text });
  return readAccountList(join(workspace.path, 'accounts.yml'));
};

test('a list of accounts takes over another one by a merge key', () => {
  const prod = "prod: &prod\n  shop: '111122223333'\n";
  expect(listed(`${prod}accounts:\n  <<: *prod\n  dev: '444455556666'\n`)).toEqual([
    { name: 'shop', id: '111122223333' },
    { name: 'dev', id: '444455556666' },
  ]);
  expect(() => listed("prod: &prod\n  shop: '1'\naccounts: {<<: *prod}\n")).toThrow(
    'an account id is a string of 12 digits, not "1" (at $.accounts.shop, line 2).',
  );
});
