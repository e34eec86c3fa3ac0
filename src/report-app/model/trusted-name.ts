/** Whom a trust policy or the policy of a resource lets in, as people read it. */
export function trustedName(name: string): string {
  return name === '*' ? 'anyone (*)' : name;
}
