/** How the report chooses between light and dark. */
export type Theme = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'cloudsplaining-theme';

/** The theme that was chosen before; a page opened from a file may have no storage. */
export function storedTheme(): Theme {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Puts a theme on the page and remembers it where the browser lets us. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // The choice then lasts for this visit only.
  }
}

/** Puts the remembered theme on the page. */
export function applyStoredTheme(): void {
  document.documentElement.dataset['theme'] = storedTheme();
}
