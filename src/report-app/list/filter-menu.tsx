import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

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
  const { title, choices, chosen, onChoose } = props;
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = (event: Event): void => {
      const element = menu.current;
      if (element !== null && event.target instanceof Node && !element.contains(event.target))
        element.open = false;
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
    };
  }, []);
  return (
    <details
      class="menu"
      ref={menu}
      name="filters"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary class={chosen.length > 0 ? 'button button-active' : 'button'}>
        {title}: {chosen.length === 0 ? 'all' : summaryOf(choices, chosen)}
      </summary>
      <fieldset class="menu-body">
        <legend class="visually-hidden">{title}</legend>
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
    </details>
  );
}

function summaryOf<Value extends string>(
  choices: readonly FilterChoice<Value>[],
  chosen: readonly Value[],
): string {
  const only = chosen.length === 1 ? choices.find((choice) => choice.value === chosen[0]) : undefined;
  return only === undefined ? `${chosen.length} of ${choices.length}` : only.title;
}
