/** Where something stands in a file that was scanned. */
export interface SourceLocation {
  /** The file's path as it was given, with `/` between folders. */
  readonly file: string;
  /** The resource's address in that file: `module.app.aws_iam_role.ci`, `Resources.Role`; absent in policy files. */
  readonly address?: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  /** Where each statement of the document begins, by its index; absent where that cannot be told. */
  readonly statements?: readonly TextPosition[];
}

/** A place in a text; both counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A place as messages write it: `stack.yaml:12 Resources.Role`; that of a statement where its index is given. */
export function sourceText({ file, line, address, statements }: SourceLocation, statement?: number): string {
  const at = statement === undefined ? undefined : statements?.[statement];
  return `${file}:${at?.line ?? line}${address === undefined ? '' : ` ${address}`}`;
}
