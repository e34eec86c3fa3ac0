/** What requests hold of the tags of somebody. */
export interface TagsInContext {
  readonly context: readonly (readonly [key: string, values: readonly string[]])[];
  /** Of keys of which the input holds all. */
  readonly prefixes: readonly string[];
}

/**
 * The tags of a user or role as keys of requests, in lower case.
 *
 * @param prefix - what the keys begin with, in lower case, as `aws:principaltag/`
 */
export function tagsUnder(
  prefix: string,
  tags: readonly { readonly key: string; readonly value: string }[],
): TagsInContext {
  return {
    context: tags.map(({ key, value }) => [prefix + key.toLowerCase(), [value]] as const),
    prefixes: [prefix],
  };
}
