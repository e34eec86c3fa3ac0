import type { AccountDraft } from './account-draft.js';

const MOST_LISTED = 8;

/** What is to be known of how a file was read. */
export function draftNotes(draft: AccountDraft, file: string): readonly string[] {
  const { jurisdiction, unknown, undecided, leftOut, choices, principals } = draft;
  const notes: string[] = [];
  if (!jurisdiction.isAccountKnown && principals.length + draft.policies.length > 0)
    notes.push(
      `${file}: nothing says which account this is for, so the account id ${jurisdiction.accountId} stands for it.`,
    );
  if (unknown.size > 0)
    notes.push(
      `${file}: some values are known only once they are deployed, and each counts as one fixed value: ${listed(
        [...unknown].map(([name, place]) => `${name} (line ${place.line})`),
      )}.`,
    );
  if (undecided.size > 0)
    notes.push(
      `${file}: whether some conditions hold is not known, and of both possibilities whatever gives more access counts: ${listed(
        [...undecided].map(([name, place]) => `${name} (line ${place.line})`),
      )}.`,
    );
  if (leftOut.size > 0)
    notes.push(
      `${file}: with the values that parameters have here, some resources are not made, and do not count: ${listed(
        [...leftOut].map(([name, place]) => `${name} (line ${place.line})`),
      )}.`,
    );
  if (choices.size > 0)
    notes.push(
      `${file}: which of several documents some policies have is not known, and whatever any of them gives counts: ${listed(
        [...choices].map(([name, place]) => `${name} (line ${place.line})`),
      )}.`,
    );
  const foreign = principals.filter(({ isDeclared }) => !isDeclared);
  if (foreign.length > 0)
    notes.push(
      `${file}: of some principals only what is attached to them here is known: ${listed(
        foreign.map(({ type, name, place }) => `${type} ${name} (line ${place.line})`),
      )}.`,
    );
  return notes;
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_LISTED).join(', ');
  return texts.length > MOST_LISTED ? `${shown} and ${texts.length - MOST_LISTED} more` : shown;
}
