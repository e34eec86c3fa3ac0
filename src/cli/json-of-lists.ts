const INDENTATION = 4;

/** An object of lists as JSON, entry by entry, indented as the AWS CLI does: the whole may be more than fits a string. */
export function* jsonOfLists(lists: Readonly<Record<string, readonly unknown[]>>): Generator<string, void> {
  let separator = '{';
  for (const [key, list] of Object.entries(lists)) {
    yield `${separator}\n${' '.repeat(INDENTATION)}${JSON.stringify(key)}: [`;
    yield* indented(list);
    yield list.length === 0 ? ']' : `\n${' '.repeat(INDENTATION)}]`;
    separator = ',';
  }
  yield '\n}\n';
}

function* indented(list: readonly unknown[]): Generator<string, void> {
  for (const [index, entry] of list.entries()) {
    const text = JSON.stringify(entry, null, INDENTATION);
    yield `${index === 0 ? '' : ','}\n${text.replace(/^/gm, ' '.repeat(2 * INDENTATION))}`;
  }
}
