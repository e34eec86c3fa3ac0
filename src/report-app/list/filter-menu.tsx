import type { JSX } from 'preact';
import { Menu } from './menu.js';

/** A value that a list can be narrowed to. */
export interface FilterChoice<Value extends string> {
  readonly value: Value;
  readonly title: string;
}

interface FilterMenuProps<Value extends string> {
  readonly title: string;
  readonly choices: readonly FilterChoice<Value>[];
  readonly chosen: readonly Value[];
  readonly onChoose: (chosen: readonly Value[]) => void;
}

/** A menu of boxes to tick; none ticked means all. */
export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>): JSX.Element {
  const { title, choices, chosen } = props;
  return (
    <Menu
      isActive={chosen.length > 0}
      title={`${title}: ${chosen.length === 0 ? 'all' : summaryOf(choices, chosen)}`}
    >
      <div class="menu-body">
        <ChoiceBoxes {...props} />
      </div>
    </Menu>
  );
}

/** The boxes of a filter, each ticked where its value is chosen. */
export function ChoiceBoxes<Value extends string>(props: FilterMenuProps<Value>): JSX.Element {
  const { title, choices, chosen, onChoose } = props;
  return (
    <fieldset>
      <legend>{title}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="checkbox"
            checked={chosen.includes(choice.value)}
            onChange={(event) => {
              const others = chosen.filter((value) => value !== choice.value);
              onChoose(event.currentTarget.checked ? [...others, choice.value] : others);
            }}
          />
          {choice.title}
        </label>
      ))}
    </fieldset>
  );
}

function summaryOf<Value extends string>(
  choices: readonly FilterChoice<Value>[],
  chosen: readonly Value[],
): string {
  const only = chosen.length === 1 ? choices.find((choice) => choice.value === chosen[0]) : undefined;
  return only === undefined ? `${chosen.length} of ${choices.length}` : only.title;
}
