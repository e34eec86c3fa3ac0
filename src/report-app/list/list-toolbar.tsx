import type { JSX } from 'preact';
import type { RiskScope } from '../../assessment/assessment.js';
import { POLICY_TYPE_TITLES, POLICY_TYPES } from '../../output/html-risk-matrix.js';
import { countOf, formatCount, SEVERITIES, SEVERITY_TITLES } from '../../output/html-wording.js';
import { isFiltered, withoutFilters, type ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import { FilterMenu } from './filter-menu.js';
import { SearchBox } from './search-box.js';

interface ListToolbarProps {
  readonly model: ReportModel;
  readonly riskScope: RiskScope;
  readonly searchLabel: string;
  readonly noun: readonly [one: string, many: string];
  readonly view: ListView;
  readonly shown: number;
  readonly total: number;
  readonly onChange: (view: ListView, how: 'push' | 'replace') => void;
}

/** Search, filters, and how many rows they leave. */
export function ListToolbar(props: ListToolbarProps): JSX.Element {
  const { model, riskScope, view, shown, total, onChange } = props;
  const change = (part: Partial<ListView>): void => {
    onChange({ ...view, ...part }, 'push');
  };
  return (
    <div class="toolbar" role="search" aria-label="Search and filter">
      <SearchBox
        label={props.searchLabel}
        query={view.query}
        onSearch={(query) => {
          onChange({ ...view, query }, 'replace');
        }}
      />
      {riskScope === 'identity-policy' && (
        <FilterMenu
          title="Type"
          choices={POLICY_TYPES.map((value) => ({ value, title: POLICY_TYPE_TITLES[value] }))}
          chosen={view.types}
          onChoose={(types) => {
            change({ types: POLICY_TYPES.filter((type) => types.includes(type)) });
          }}
        />
      )}
      <FilterMenu
        title="Severity"
        choices={SEVERITIES.map((value) => ({
          value,
          title: value === 'none' ? 'No finding' : SEVERITY_TITLES[value],
        }))}
        chosen={view.severities}
        onChoose={(severities) => {
          change({ severities: SEVERITIES.filter((severity) => severities.includes(severity)) });
        }}
      />
      <FilterMenu
        title="Kind"
        choices={model.assessment.kinds
          .filter((kind) => kind.scope === riskScope)
          .map((kind) => ({ value: kind.id, title: kind.title }))}
        chosen={view.kinds}
        onChoose={(kinds) => {
          change({ kinds });
        }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={view.scope === 'all'}
          onChange={(event) => {
            change({ scope: event.currentTarget.checked ? 'all' : 'counted' });
          }}
        />
        Include findings that do not count
      </label>
      <p class="toolbar-count" role="status">
        {shown === total
          ? countOf(total, ...props.noun)
          : `${formatCount(shown)} of ${countOf(total, ...props.noun)}`}
        {isFiltered(view) && (
          <button
            type="button"
            class="link-button"
            onClick={() => {
              onChange(withoutFilters(view), 'push');
            }}
          >
            Clear filters
          </button>
        )}
      </p>
    </div>
  );
}
