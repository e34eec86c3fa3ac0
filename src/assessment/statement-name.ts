/** A statement by its Sid, or by its place: people count from one. */
export function statementName(statement: string | number): string {
  return typeof statement === 'number' ? `statement ${statement + 1}` : statement;
}
