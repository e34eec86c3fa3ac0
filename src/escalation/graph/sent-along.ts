import type { SendingAction, TrustStatement } from './trust-statements.js';

/** Statements whose callers must send the same along, and every Deny. */
export interface SendingGroup {
  readonly sending: readonly SendingAction[];
  readonly statements: readonly TrustStatement[];
}

/** The statements of a trust policy by what their callers must send along. */
export function bySending(statements: readonly TrustStatement[]): readonly SendingGroup[] {
  const allows = statements.filter(({ statement }) => statement.effect === 'Allow');
  return distinctSendings(allows).map((sending) => ({
    sending,
    statements: statements.filter((each) => each.statement.effect === 'Deny' || each.sending === sending),
  }));
}

/** Each list once: equal ones are the same object. */
export function distinctSendings(
  all: readonly { readonly sending: readonly SendingAction[] }[],
): readonly (readonly SendingAction[])[] {
  return [...new Set(all.map(({ sending }) => sending))];
}
