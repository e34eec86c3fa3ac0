import type { JSX } from 'preact';
import { POLICY_TYPE_TITLES } from '../../output/html-risk-matrix.js';
import { SEVERITY_TITLES } from '../../output/html-wording.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import { REACH_TITLES } from '../../output/worksheet-wording.js';
import { ChoiceBoxes, FilterMenu } from '../list/filter-menu.js';
import { Menu } from '../list/menu.js';
import { kindsInOrder } from '../model/kinds-in-order.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import {
  CHOICE_FILTERS,
  TEXT_FILTERS,
  withChoice,
  withText,
  type ChoiceFilter,
  type TextFilter,
  type WorksheetView,
} from '../model/worksheet-view.js';

interface TriageFiltersProps {
  readonly model: ReportModel;
  readonly view: WorksheetView;
  readonly onChange: (view: WorksheetView, how?: 'replace') => void;
}

const TITLES: Readonly<Record<ChoiceFilter, string>> = {
  status: 'Status',
  severity: 'Severity',
  kind: 'Kind',
  reach: 'Reach',
  type: 'Found on',
  used: 'Last used',
  counted: 'Counts',
};

const VALUE_TITLES: Readonly<Record<string, string>> = {
  ...STATUS_TITLES,
  ...SEVERITY_TITLES,
  ...REACH_TITLES,
  ...POLICY_TYPE_TITLES,
  blocked: 'Blocked',
  'trust-policy': 'Trust policy',
  'resource-policy': 'Resource policy',
  principal: 'User, group or role',
  recent: 'In the last 90 days',
  earlier: 'Earlier',
  unused: 'No use recorded',
  unknown: 'Not known',
  yes: 'Counts',
  no: 'Does not count',
};

/** A filter for every column. */
export function TriageFilters({ model, view, onChange }: TriageFiltersProps): JSX.Element {
  // Written out, for Object.keys forgets which keys there are.
  const texts = Object.keys(TEXT_FILTERS) as readonly TextFilter[];
  const boxesOf = (name: ChoiceFilter) => ({
    key: name,
    title: TITLES[name],
    choices: valuesOf(model, name),
    chosen: view.choices[name] ?? [],
    onChoose: (values: readonly string[]) => {
      onChange(withChoice(view, name, values));
    },
  });
  const others = ['reach', 'type', 'used', 'counted'] as const;
  const active =
    others.filter((name) => view.choices[name] !== undefined).length + Object.keys(view.texts).length;
  return (
    <>
      <FilterMenu {...boxesOf('status')} />
      <FilterMenu {...boxesOf('severity')} />
      <FilterMenu {...boxesOf('kind')} />
      <Menu isActive={active > 0} title={active === 0 ? 'More filters' : `More filters: ${active}`}>
        <div class="menu-body more-filters">
          {others.map((name) => (
            <ChoiceBoxes {...boxesOf(name)} />
          ))}
          <div class="more-texts">
            {texts.map((name) => (
              <label key={name} class="field">
                {TEXT_FILTERS[name]}
                <input
                  type="text"
                  autocomplete="off"
                  spellcheck={false}
                  value={view.texts[name] ?? ''}
                  onInput={(event) => {
                    onChange(withText(view, name, event.currentTarget.value), 'replace');
                  }}
                />
              </label>
            ))}
          </div>
        </div>
      </Menu>
    </>
  );
}

function valuesOf(model: ReportModel, name: ChoiceFilter): readonly { value: string; title: string }[] {
  const values = CHOICE_FILTERS[name];
  if (values !== null) return values.map((value) => ({ value, title: VALUE_TITLES[value] ?? value }));
  const present = new Set(model.assessment.findings.map(({ kind }) => kind));
  const known = kindsInOrder(model.assessment.kinds).flatMap(({ id }) => (present.has(id) ? [id] : []));
  // Those that the Assessment does not describe come last.
  return [...new Set([...known, ...present])].map((kind) => ({
    value: kind,
    title: kindTitle(model, kind),
  }));
}
