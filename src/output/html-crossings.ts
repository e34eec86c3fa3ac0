import type { Crossing } from '../assessment/crossings/crossing.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { crossingNotes, crossingSentence } from './crossing-text.js';
import { markup, type Markup } from './html-markup.js';
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
${items.slice(0, UNFOLDED_CROSSINGS)}</ul>${folded(items.slice(UNFOLDED_CROSSINGS))}${more > 0 ? markup`<p>${formatCount(more)} more are in organization-findings.json.</p>` : ''}`
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
  const { principals, accounts, moreAccounts = 0 } = crossing;
  const notes = crossingNotes(crossing).map((note) => markup`<br><span class="quiet">${note}</span>`);
  const unlisted = moreAccounts + accounts.length - Math.min(accounts.length, MOST_ACCOUNTS);
  const unnamed = principals.count - principals.first.length;
  return markup`<li><strong><bdi>${crossingSentence(crossing, findings)}</bdi></strong>${notes}
<div class="crossing-folds"><details><summary>${countOf(principals.count, 'principal')}</summary><ul class="mono-list">${principals.first.map((arn) => markup`<li><bdi>${arn}</bdi></li>`)}${unnamed > 0 ? markup`<li>and ${formatCount(unnamed)} more</li>` : ''}</ul></details><details><summary>${countOf(accounts.length + moreAccounts, 'account')}</summary><ul class="inline-list">${accounts
    .slice(0, MOST_ACCOUNTS)
    .flatMap((index) => {
      const account = findings.accounts[index];
      return account === undefined ? [] : markup`<li>${reportLink(account)}</li>`;
    })}${unlisted > 0 ? markup`<li>and ${formatCount(unlisted)} more</li>` : ''}</ul></details></div></li>
`;
}
