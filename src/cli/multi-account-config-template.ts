/** A list of accounts to start from. */
export const MULTI_ACCOUNT_CONFIG_TEMPLATE = `accounts:
  default_account: "123456789012"
  prod: "123456789013"
  test: "123456789014"
`;
