/** The JSON path of a member, its key in brackets and quotes where it would be taken for several steps or for none. */
export function memberPath(container: string, key: string): string {
  return /^[\p{L}\p{M}\p{N}_-]+$/u.test(key) ? `${container}.${key}` : `${container}[${JSON.stringify(key)}]`;
}
