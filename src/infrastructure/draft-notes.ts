import type { AccountDraft } from './account-draft.js';
import type { Place } from './place.js';

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
      `${file}: some values are known only once they are deployed, and each counts as one fixed value: ${namesWithLines(unknown)}.`,
    );
  if (undecided.size > 0)
    notes.push(
      `${file}: whether some conditions hold is not known, and of both possibilities whatever gives more access counts: ${namesWithLines(undecided)}.`,
    );
  if (leftOut.size > 0)
    notes.push(
      `${file}: with the values that parameters have here, some resources are not made, and do not count: ${namesWithLines(leftOut)}.`,
    );
  if (choices.size > 0)
    notes.push(
      `${file}: which of several documents some policies have is not known, and whatever any of them gives counts: ${namesWithLines(choices)}.`,
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

function namesWithLines(places: ReadonlyMap<string, Place>): string {
  return listed([...places].map(([name, { line }]) => `${name} (line ${line})`));
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_LISTED).join(', ');
  return texts.length > MOST_LISTED ? `${shown} and ${texts.length - MOST_LISTED} more` : shown;
}
