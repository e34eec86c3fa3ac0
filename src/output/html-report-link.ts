import type { AccountFindings } from '../assessment/organization-findings.js';
import { markup, type Markup } from './html-markup.js';
import { nameMarkup } from './html-name.js';

/** A link from the page over several accounts to the report of one. */
export function reportLink({ name, files }: Pick<AccountFindings, 'name' | 'files'>): Markup {
  // A name may hold what an address gives a meaning: `#`, `?`, `%`. With `./` no name is taken for a scheme.
  return markup`<a href="./${encodeURIComponent(files.report)}">${nameMarkup(name)}</a>`;
}
