import type { JSX } from 'preact';
import type { RiskScope } from '../../assessment/assessment.js';
import { POLICY_TYPE_TITLES, POLICY_TYPES } from '../../output/html-risk-matrix.js';
import { SEVERITIES, SEVERITY_TITLES } from '../../output/html-wording.js';
import { kindsInOrder } from '../model/kinds-in-order.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel } from '../model/report-model.js';
import { FilterMenu } from './filter-menu.js';

interface ListFiltersProps {
  readonly model: ReportModel;
  readonly riskScope: RiskScope;
  readonly view: ListView;
  readonly onChange: (view: ListView, how: 'push' | 'replace') => void;
}

/** By type, severity and kind, and whether findings that do not count are shown. */
export function ListFilters(props: ListFiltersProps): JSX.Element {
  const { model, riskScope, view, onChange } = props;
  const change = (part: Partial<ListView>): void => {
    onChange({ ...view, ...part }, 'push');
  };
  return (
    <>
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
        choices={kindsInOrder(model.assessment.kinds)
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
    </>
  );
}
