/** Other keys begin with the name of a service, which holds no point. */
const KEY_OF_PROVIDER = /^(saml|[^:]*\.[^:]*(?::\d+[^:]*)?):/i;

/** The issuer whose claim a condition key is, in lower case, `saml` where it is one of an assertion; null for other keys. */
export function issuerOfClaim(key: string): string | null {
  return KEY_OF_PROVIDER.exec(key)?.[1]?.toLowerCase() ?? null;
}
