import type { ComponentChildren, JSX } from 'preact';

interface ClearButtonProps {
  /** Selects what takes the focus, within the pane of the list. */
  readonly next: string;
  readonly onClear: () => void;
  readonly children: ComponentChildren;
}

/** A button that goes with what it clears: where a key pressed it, the focus must not go with it. */
export function ClearButton({ next, onClear, children }: ClearButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="link-button"
      onClick={({ currentTarget, detail: presses }) => {
        // On a touch screen the focus would bring up the keyboard.
        if (presses === 0) currentTarget.closest('.list-pane')?.querySelector<HTMLElement>(next)?.focus();
        onClear();
      }}
    >
      {children}
    </button>
  );
}

/** Takes away search and filters. */
export function ClearFilters({ onClear }: Pick<ClearButtonProps, 'onClear'>): JSX.Element {
  return (
    <ClearButton next=".search" onClear={onClear}>
      Clear filters
    </ClearButton>
  );
}
