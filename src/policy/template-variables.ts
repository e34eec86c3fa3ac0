const VARIABLE = /\$\{([^}]*)\}/g;

/** The variables of a text, such as `${aws:username}`, in its order: each with its name as the first group. */
export function variablesIn(text: string): IterableIterator<RegExpExecArray> {
  return text.slice(0, endOfVariables(text)).matchAll(VARIABLE);
}

/**
 * The text with something else in the place of each variable.
 *
 * @param replacement - is given the place of the variable in the text, too
 */
export function replaceVariables(
  text: string,
  replacement: (name: string, variable: string, at: number) => string,
): string {
  const end = endOfVariables(text);
  return (
    text
      .slice(0, end)
      .replace(VARIABLE, (variable, name: string, at: number) => replacement(name, variable, at)) +
    text.slice(end)
  );
}

/** Where the last variable can end: behind it, every `${` would be looked for a brace through all the rest. */
function endOfVariables(text: string): number {
  return text.lastIndexOf('}') + 1;
}
