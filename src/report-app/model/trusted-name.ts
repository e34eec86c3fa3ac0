/** Whom a trust policy or the policy of a resource lets in, as people read it. */
export function trustedName(name: string): string {
  return name === '*' ? 'anyone (*)' : name;
}

const IAM_ARN = /^arn:[^:]+:iam::(\d{12}):(root$|(?:oidc|saml)-provider\/|(?:role|user)\/(?:.*\/)?)(.*)$/s;

/**
 * The same for a cell of a list, which has no room for an ARN: what tells one from another, and its account. Services
 * are called as findings about services call them.
 */
export function shortTrustedName(name: string): string {
  const [, account = '', type = '', rest = ''] = IAM_ARN.exec(name) ?? [];
  if (account === '') return trustedName(name).replace(/^([a-z0-9-]+)\.amazonaws\.com$/, '$1');
  if (type === 'root') return `account ${account}`;
  return type.includes('provider') ? rest : `${rest} (account ${account})`;
}

/** Without what stands for a service that another of the names is the principal of: findings name it in two ways. */
export function servicesNamedOnce(names: readonly string[]): readonly string[] {
  const shortened = new Set(names.filter((name) => shortTrustedName(name) !== name).map(shortTrustedName));
  return names.filter((name) => !shortened.has(name));
}
