import type { Assessment } from '../../assessment/assessment.js';
import { deniesAlways, isAbout, type DocumentStatement } from './document-statements.js';
import { policiesOf } from './policies-of.js';

/** Statements by policy; null where the report does not hold the document. */
export type StatementsOf = (policy: number) => readonly DocumentStatement[] | null;

/** What takes an action away from a principal again, whatever the resource: a boundary, or a Deny without conditions. */
export type TakenAway =
  | { readonly by: 'boundary'; readonly policy: number }
  | { readonly by: 'deny'; readonly policy: number; readonly statement: number };

/** What takes an action away from a principal, by the documents of its policies and its boundary; null for nothing. */
export function takenAway(
  { principals }: Assessment,
  statementsOf: StatementsOf,
  principal: number,
  action: string,
): TakenAway | null {
  const found = principals[principal];
  if (found === undefined) return null;
  const name = action.toLowerCase();
  for (const policy of policiesOf(found, principals)) {
    const deny = statementsOf(policy)?.find((statement) => deniesAlways(statement, name));
    if (deny !== undefined) return { by: 'deny', policy, statement: deny.index };
  }
  const boundary = found.permissionsBoundary?.policy ?? null;
  return boundary !== null && isOutside(statementsOf(boundary), name)
    ? { by: 'boundary', policy: boundary }
    : null;
}

/** Whether a boundary leaves an action nothing; not known of a document that the report does not hold. */
export function isOutside(boundary: readonly DocumentStatement[] | null, action: string): boolean {
  return (
    boundary !== null &&
    (boundary.some((statement) => deniesAlways(statement, action)) ||
      !boundary.some((statement) => statement.effect === 'Allow' && isAbout(statement, action)))
  );
}
