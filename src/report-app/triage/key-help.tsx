import type { JSX, RefObject } from 'preact';

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['/', 'Go to the search; the arrow down goes on to what it found'],
  ['j, k or arrows', 'Next and previous row'],
  ['Home, End', 'First and last row'],
  ['Enter', 'Open the finding and go to it'],
  ['Escape', 'Close the finding and go back to its row'],
  ['x', 'Select the row, or take it out of the selection'],
  ['Shift+x', 'Select all rows since the last selected one'],
  [
    '1, 2, 3, 4',
    'To triage, fix, false positive, accepted: the selection, or else the row or the open finding',
  ],
  ['u', 'Undo the last decision: a status, or what was set on the selection'],
  ['?', 'Show this list'],
];

/** The keys of the worksheet. */
export function KeyHelp({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }): JSX.Element {
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        class="button"
        onClick={() => {
          dialog.current?.close();
        }}
      >
        Close
      </button>
    </dialog>
  );
}
