import type { Account, StoredDocument } from '../account/account.js';

/**
 * Which condition keys stand in no policy at all, neither as the key of a test nor as a variable: their values change
 * no answer, mostly because the key is misspelt.
 *
 * @param others - documents that do not stand in an account
 */
export function untestedKeys(
  keys: readonly string[],
  accounts: readonly Account[],
  others: readonly unknown[],
): readonly string[] {
  if (keys.length === 0) return [];
  const left = new Set(keys);
  const look = (text: string) => {
    const lowerCase = text.toLowerCase();
    for (const key of left) {
      const name = key.toLowerCase();
      if (lowerCase.includes(`"${name}"`) || lowerCase.includes(`\${${name}`)) left.delete(key);
    }
  };
  for (const document of accounts.flatMap(documentsOf)) look(document.text);
  for (const document of others) look(JSON.stringify(document));
  return [...left];
}

function documentsOf({ users, groups, roles, managedPolicies }: Account): readonly StoredDocument[] {
  const inline = [...users, ...groups, ...roles].flatMap(({ inlinePolicies }) =>
    inlinePolicies.map(({ document }) => document),
  );
  const others = [
    ...roles.map(({ trustPolicy }) => trustPolicy),
    ...managedPolicies.map(({ document }) => document),
  ];
  return [...new Set([...inline, ...others.flatMap((document) => document ?? [])])];
}
