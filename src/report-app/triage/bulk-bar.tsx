import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import { countOf } from '../../output/html-wording.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import { ClearButton } from '../list/clear-button.js';
import { closeMenu, Menu } from '../list/menu.js';
import type { DecisionChange } from '../model/triage-store.js';

interface BulkBarProps {
  readonly marked: number;
  /** How many of them search, filters and folded groups do not show. */
  readonly outOfSight: number;
  readonly onDecide: (change: DecisionChange) => void;
  readonly onClear: () => void;
}

/** Decides about all selected findings at once. */
export function BulkBar({ marked, outOfSight, onDecide, onClear }: BulkBarProps): JSX.Element {
  const [owner, setOwner] = useState('');
  return (
    <div role="group" class="bulk-bar" aria-label="Selected findings">
      <p role="status">
        {countOf(marked, 'finding')} selected
        {outOfSight > 0 && `, ${outOfSight} of them not shown`}
      </p>
      {/* No list to choose from: arrow keys would decide at once, and go no further than its first value. */}
      <Menu title="Set the status">
        <div class="menu-body">
          {TRIAGE_STATUSES.map((status) => (
            <button
              key={status}
              type="button"
              class="menu-item"
              onClick={({ currentTarget }) => {
                closeMenu(currentTarget);
                onDecide({ status });
              }}
            >
              {STATUS_TITLES[status]}
            </button>
          ))}
        </div>
      </Menu>
      <input
        type="text"
        class="search"
        aria-label="Owner of the selected findings"
        placeholder="Owner"
        autocomplete="off"
        value={owner}
        onInput={(event) => {
          setOwner(event.currentTarget.value);
        }}
      />
      <button
        type="button"
        class="button"
        onClick={() => {
          onDecide({ owner });
        }}
      >
        Set the owner
      </button>
      <ClearButton next="th.column-mark input" onClear={onClear}>
        Clear the selection
      </ClearButton>
    </div>
  );
}
