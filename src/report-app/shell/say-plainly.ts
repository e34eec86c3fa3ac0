/** Says above the plain summary why there is no more than that. */
export function sayPlainly(error: unknown): void {
  const note = document.getElementById('plain-note');
  if (note !== null)
    note.textContent = `The details cannot be shown: ${error instanceof Error ? error.message : String(error)}. What follows is the plain summary.`;
}
