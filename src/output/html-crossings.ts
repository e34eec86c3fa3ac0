import type { Crossing } from '../assessment/crossings/crossing.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { crossingNotes, crossingSentence } from './crossing-text.js';
import { markup, type Markup } from './html-markup.js';
import { nameMarkup } from './html-name.js';
import { reportLink } from './html-report-link.js';
import { countOf, formatCount } from './html-wording.js';

/** Longer tables and lists end in a count: the JSON beside the page has all. */
const MOST_CROSSINGS = 500;
/** The others are folded: what follows on the page must not be far below. */
const UNFOLDED_CROSSINGS = 20;
const MOST_ACCOUNTS = 100;

/** The section on who gets from one account into another; empty where that was not looked for. */
export function crossingsSection(findings: OrganizationFindings): Markup {
  const { crossings } = findings;
  if (crossings === undefined) return markup``;
  const items = crossings.slice(0, MOST_CROSSINGS).map((crossing) => crossingItem(crossing, findings));
  const more = crossings.length - items.length;
  return markup`<section aria-labelledby="across-title"><h2 id="across-title">Across accounts</h2>
${
  items.length === 0
    ? markup`<p class="empty">No principal of these accounts gets into another of them by assuming a role.</p>`
    : markup`<p class="quiet">Principals that assume roles of other accounts: their own policies allow it and the trust policy of the role lets them in. The gravest come first: those who become administrator elsewhere and are none at home.</p>
<ul class="stack-list crossing-list">
${items.slice(0, UNFOLDED_CROSSINGS)}</ul>${folded(items.slice(UNFOLDED_CROSSINGS))}${more > 0 ? markup`<p>${countOf(more, 'more is', 'more are')} in organization-findings.json.</p>` : ''}`
}</section>
`;
}

function folded(items: readonly Markup[]): Markup {
  return items.length === 0
    ? markup``
    : markup`<details class="crossing-rest"><summary>${formatCount(items.length)} more</summary><ul class="stack-list crossing-list">
${items}</ul></details>`;
}

function crossingItem(crossing: Crossing, findings: OrganizationFindings): Markup {
  const { principals, from } = crossing;
  const notes = crossingNotes(crossing).map((note) => markup`<br><span class="quiet">${note}</span>`);
  const unnamed = principals.count - principals.first.length;
  return markup`<li><strong><bdi>${crossingSentence(crossing, findings)}</bdi></strong>${notes}
<div class="crossing-folds">${accountLinks('From', from, 0, findings)}${accountLinks('Into', crossing.accounts, crossing.moreAccounts ?? 0, findings)}<details><summary>${countOf(principals.count, 'principal')}</summary><ul class="mono-list">${principals.first.map((arn) => markup`<li>${nameMarkup(arn)}</li>`)}${unnamed > 0 ? markup`<li>and ${formatCount(unnamed)} more</li>` : ''}</ul></details></div></li>
`;
}

/** The reports of accounts, where the statements stand: one at once, several when they are asked for. */
function accountLinks(
  direction: string,
  indexes: readonly number[],
  more: number,
  { accounts }: OrganizationFindings,
): Markup {
  const links = indexes.slice(0, MOST_ACCOUNTS).flatMap((index) => {
    const account = accounts[index];
    return account === undefined ? [] : [reportLink(account)];
  });
  const all = indexes.length + more;
  const [only] = links;
  if (all === 1 && only !== undefined) return markup`<p><span class="quiet">${direction}</span> ${only}</p>`;
  const unlisted = all - links.length;
  return markup`<details><summary>${direction} ${countOf(all, 'account')}</summary><ul class="inline-list">${links.map((link) => markup`<li>${link}</li>`)}${unlisted > 0 ? markup`<li>and ${formatCount(unlisted)} more</li>` : ''}</ul></details>`;
}
