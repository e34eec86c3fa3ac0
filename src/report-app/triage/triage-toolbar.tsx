import type { JSX } from 'preact';
import { countOf, formatCount } from '../../output/html-wording.js';
import { ClearFilters } from '../list/clear-button.js';
import { SearchBox } from '../list/search-box.js';
import type { ReportModel } from '../model/report-model.js';
import {
  GROUPING_NAMES,
  GROUPINGS,
  isNarrowed,
  widened,
  type WorksheetView,
} from '../model/worksheet-view.js';
import { TriageFilters } from './triage-filters.js';

interface TriageToolbarProps {
  readonly model: ReportModel;
  readonly view: WorksheetView;
  readonly shown: number;
  readonly total: number;
  readonly onChange: (view: WorksheetView, how?: 'replace') => void;
}

/** Search, filters, groups, and how many rows are left. */
export function TriageToolbar({ model, view, shown, total, onChange }: TriageToolbarProps): JSX.Element {
  return (
    <div class="toolbar" role="search" aria-label="Search and filter">
      <SearchBox
        label="Search everything"
        query={view.query}
        onSearch={(query) => {
          onChange({ ...view, query }, 'replace');
        }}
      />
      <TriageFilters model={model} view={view} onChange={onChange} />
      <select
        aria-label="Group by"
        class={view.group === null ? '' : 'button-active'}
        value={view.group ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({
            ...view,
            group: GROUPING_NAMES.find((name) => name === value) ?? null,
            folded: [],
          });
        }}
      >
        <option value="">No groups</option>
        {GROUPING_NAMES.map((name) => (
          <option key={name} value={name}>
            By {GROUPINGS[name].toLowerCase()}
          </option>
        ))}
      </select>
      <p class="toolbar-count">
        <span role="status">
          {shown === total
            ? countOf(total, 'finding')
            : `${formatCount(shown)} of ${countOf(total, 'finding')}`}
        </span>
        {isNarrowed(view) && (
          <ClearFilters
            onClear={() => {
              onChange(widened(view));
            }}
          />
        )}
      </p>
    </div>
  );
}
