import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import { countOf } from '../../output/html-wording.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import { ClearButton } from '../list/clear-button.js';
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
      <select
        aria-label="Set the status"
        value=""
        onChange={(event) => {
          const { value } = event.currentTarget;
          const status = TRIAGE_STATUSES.find((each) => each === value);
          event.currentTarget.value = '';
          if (status !== undefined) onDecide({ status });
        }}
      >
        <option value="">Set the status</option>
        {TRIAGE_STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS_TITLES[status]}
          </option>
        ))}
      </select>
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
