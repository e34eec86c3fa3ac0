import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { chooseTheme, storedTheme, type Theme } from './theme.js';

const THEMES: readonly { readonly theme: Theme; readonly title: string }[] = [
  { theme: 'system', title: 'System theme' },
  { theme: 'light', title: 'Light' },
  { theme: 'dark', title: 'Dark' },
];

/** Chooses between light, dark and what the system says. */
export function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState(storedTheme);
  return (
    <label class="theme-switch">
      <span class="visually-hidden">Theme</span>
      <select
        value={theme}
        onChange={(event) => {
          const chosen = THEMES.find((each) => each.theme === event.currentTarget.value)?.theme ?? 'system';
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {THEMES.map((each) => (
          <option key={each.theme} value={each.theme}>
            {each.title}
          </option>
        ))}
      </select>
    </label>
  );
}
