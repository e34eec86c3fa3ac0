import type { GuardrailsFile } from '../aws/guardrails-file.js';

/**
 * The JSON of an organisation, account by account: each account has all policies on its path to the root, which for
 * thousands of accounts may be more than fits a string.
 */
export function* organizationText(organization: GuardrailsFile, indentation: number): Generator<string> {
  const margin = ' '.repeat(indentation);
  let before = '{';
  for (const [key, value] of Object.entries({ ...organization, accounts: null })) {
    yield `${before}\n${margin}${JSON.stringify(key)}: `;
    if (key === 'accounts') yield* entries(organization.accounts, indentation);
    else yield indented(value, indentation, margin);
    before = ',';
  }
  yield '\n}\n';
}

function* entries(
  accounts: GuardrailsFile['accounts'],
  indentation: number,
): Generator<string, void, undefined> {
  const margin = ' '.repeat(2 * indentation);
  let before = '{';
  for (const [id, guardrails] of Object.entries(accounts)) {
    yield `${before}\n${margin}${JSON.stringify(id)}: ${indented(guardrails, indentation, margin)}`;
    before = ',';
  }
  yield before === '{' ? '{}' : `\n${' '.repeat(indentation)}}`;
}

function indented(value: unknown, indentation: number, margin: string): string {
  return JSON.stringify(value, null, indentation).replaceAll('\n', `\n${margin}`);
}
