/** A file of accounts, as `--config` takes it. */
export const configOf = (accounts: readonly { readonly name: string; readonly id: string }[]): string =>
  `accounts:\n${accounts.map(({ name, id }) => `  ${name}: "${id}"\n`).join('')}`;
