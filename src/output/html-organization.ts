import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type {
  AccountFindings,
  OrganizationFindings,
  SharedFinding,
} from '../assessment/organization-findings.js';
import { totalOf } from '../assessment/severity-counts.js';
import { toBase64 } from './html-base64.js';
import { crossingsSection } from './html-crossings.js';
import { ICON_LINK } from './html-icon.js';
import { markup, type Markup } from './html-markup.js';
import { POLICY_TYPE_TITLES } from './html-risk-matrix.js';
import { nameMarkup } from './html-name.js';
import { reportLink } from './html-report-link.js';
import { severityBar } from './html-severity-bar.js';
import {
  countOf,
  findingsHeading,
  formatCount,
  formatTime,
  SEVERITIES,
  SEVERITY_TITLES,
} from './html-wording.js';
import { countsBySeverity, organizationTrendSentence } from './trend-text.js';

/** The others are folded: what follows on the page must not be far below. */
const UNFOLDED_SHARED = 20;
/** Longer tables end in a count: the JSON beside the page has all. */
const MOST_SHARED = 500;
const MOST_NOT_ASSESSED = 500;

/** Stands in every page we write, so that a later scan knows that it may replace it. */
export const ORGANIZATION_PAGE_MARK = '<meta name="generator" content="cloudsplaining organization">';

/**
 * The page over the reports of several accounts, in pieces. It has no script: a table of thousands of accounts shows
 * at once, and nothing in it can run.
 */
export function* organizationPage(
  findings: OrganizationFindings,
  style: string,
): Generator<string, void, undefined> {
  yield head(style);
  yield top(findings).text;
  yield markup`<section aria-labelledby="accounts-title"><h2 id="accounts-title">Accounts</h2>
<div class="scroll-x" role="group" aria-label="Accounts" tabindex="0"><table class="plain organization-table">
<thead><tr><th scope="col">Account</th><th scope="col" class="severities">Findings</th>${severityHeads()}<th scope="col" class="number">Administrators</th><th scope="col" class="number climbers">Can become one</th>${
    findings.trend === undefined
      ? ''
      : markup`<th scope="col" class="number">New</th><th scope="col" class="number">Fixed</th>`
  }</tr></thead><tbody>
`.text;
  const most = Math.max(1, ...findings.accounts.map(({ bySeverity }) => totalOf(bySeverity)));
  for (const account of findings.accounts) yield accountRow(account, most, findings.trend !== undefined).text;
  yield '</tbody></table></div></section>\n';
  yield crossingsSection(findings).text;
  yield shared(findings).text;
  yield notAssessed(findings).text;
  yield '</main>\n</body>\n</html>\n';
}

function head(style: string): string {
  const hash = toBase64(sha256(utf8ToBytes(style)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'">
${ORGANIZATION_PAGE_MARK}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Accounts - Cloudsplaining</title>
${ICON_LINK}
<style>${style}</style>
</head>
<body>
<header class="masthead"><p class="wordmark">Cloudsplaining</p></header>
<main class="page">
`;
}

function top(findings: OrganizationFindings): Markup {
  const { accounts, summary, trend, assessedAt, tool } = findings;
  const { bySeverity, principals, policies } = summary;
  const tiles = SEVERITIES.filter((severity) => severity !== 'none' || bySeverity.none > 0).map(
    (severity) =>
      markup`<li class="tile" data-severity="${severity}"><span class="tile-label">${SEVERITY_TITLES[severity]}</span><span class="tile-count">${formatCount(bySeverity[severity])}</span><span class="tile-links">in ${countOf(accounts.filter((account) => account.bySeverity[severity] > 0).length, 'account')}</span></li>`,
  );
  return markup`<div class="organization-head"><h1>${countOf(accounts.length, 'account')}</h1>
<p class="lead">${countOf(principals, 'principal')} and ${countOf(policies, 'policy', 'policies')} were read; assessed ${formatTime(assessedAt)} by ${tool.name} ${tool.version}. Each account has a report of its own.</p>
${leftOutNotice(findings)}${jumps(findings)}</div>
<section aria-labelledby="severity-title"><h2 id="severity-title">${findingsHeading(bySeverity)}</h2><ul class="tiles">${tiles}</ul></section>
${
  trend === undefined
    ? ''
    : markup`<section aria-labelledby="trend-title"><h2 id="trend-title">Trend</h2><p>${organizationTrendSentence(trend)}</p>${
        trend.missingAccounts.length === 0
          ? ''
          : markup`<details><summary>Accounts not assessed this time</summary><ul class="inline-list">${trend.missingAccounts.map((name) => markup`<li>${nameMarkup(name)}</li>`)}</ul></details>`
      }</section>`
}
`;
}

/** What the counts lack: they would read as if every account had been assessed. */
function leftOutNotice({ accounts, notAssessed: inputs }: OrganizationFindings): Markup {
  const lacking = accounts.filter(({ notAssessed: parts }) => parts > 0).length;
  const words = [
    ...(inputs.length === 0
      ? []
      : [countOf(inputs.length, 'input was not assessed', 'inputs were not assessed')]),
    ...(lacking === 0 ? [] : [`parts of ${countOf(lacking, 'account')} were not`]),
  ];
  if (words.length === 0) return markup``;
  const sentence = inputs.length === 0 ? `${words.join()} assessed` : words.join(', and ');
  return markup`<p class="notice">These counts are not whole: ${inputs.length === 0 ? sentence : markup`<a href="#left-title">${sentence}</a>`}.</p>
`;
}

function jumps({ crossings }: OrganizationFindings): Markup {
  return markup`<p class="screen-only"><a href="#accounts-title">Accounts</a>, ${crossings === undefined ? '' : markup`<a href="#across-title">across accounts</a>, `}<a href="#shared-title">the same finding in several accounts</a>, <a href="#left-title">not assessed</a></p>`;
}

function shared({ shared: findings, accounts, kinds }: OrganizationFindings): Markup {
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  const rows = findings.slice(0, MOST_SHARED).map(
    (finding) =>
      markup`<tr><td data-severity="${finding.severity}"><span class="severity">${SEVERITY_TITLES[finding.severity]}</span></td><td>${titles.get(finding.kind) ?? finding.kind}</td><td>${nameMarkup(finding.name)}<br><span class="quiet">${subjectWords(finding)}</span></td><td class="number">${formatCount(finding.findings)}</td><td><details><summary>${countOf(finding.accounts.length, 'account')}</summary><ul class="inline-list">${finding.accounts.flatMap(
        (index) => {
          const account = accounts[index];
          return account === undefined ? [] : markup`<li>${reportLink(account)}</li>`;
        },
      )}</ul></details></td></tr>
`,
  );
  const more = findings.length - rows.length;
  return markup`<section aria-labelledby="shared-title"><h2 id="shared-title">The same finding in several accounts</h2>
${
  rows.length === 0
    ? markup`<p class="empty">No two accounts have a finding of one kind on a policy with the same document or name.</p>`
    : markup`<p class="quiet">Findings of one kind on policies with the same document, on managed policies with the same name, and on roles, users and groups with the same name: mend them where they come from, once. A policy that AWS keeps cannot be mended: attach one of your own in its place.</p>
${sharedTable('The same finding in several accounts', rows.slice(0, UNFOLDED_SHARED))}${foldedShared(rows.slice(UNFOLDED_SHARED))}${more > 0 ? markup`<p>${countOf(more, 'more is', 'more are')} in organization-findings.json.</p>` : ''}`
}</section>
`;
}

function foldedShared(rows: readonly Markup[]): Markup {
  return rows.length === 0
    ? markup``
    : markup`<details class="shared-rest"><summary>${formatCount(rows.length)} more</summary>${sharedTable('More findings in several accounts', rows)}</details>`;
}

function sharedTable(label: string, rows: readonly Markup[]): Markup {
  return markup`<div class="scroll-x" role="group" aria-label="${label}" tabindex="0"><table class="plain organization-table"><thead><tr><th scope="col">Severity</th><th scope="col">Kind</th><th scope="col">On</th><th scope="col" class="number">Findings</th><th scope="col">Accounts</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function subjectWords({ on, policyType, documents }: SharedFinding): string {
  if (on === 'principal') return 'principal';
  const subject =
    on === 'trust-policy'
      ? 'trust policy'
      : policyType === undefined
        ? 'policy'
        : `${POLICY_TYPE_TITLES[policyType]} policy`;
  return `${subject}, ${documents === 1 ? 'the same document' : countOf(documents, 'different document')}`;
}

function severityHeads(): readonly Markup[] {
  return SEVERITIES.filter((severity) => severity !== 'none').map(
    (severity) => markup`<th scope="col" class="number">${SEVERITY_TITLES[severity]}</th>`,
  );
}

function accountRow(account: AccountFindings, most: number, hasTrend: boolean): Markup {
  const { accountId, bySeverity, administrators, trend } = account;
  const counts = SEVERITIES.filter((severity) => severity !== 'none').map(
    (severity) => markup`<td class="number">${formatCount(bySeverity[severity])}</td>`,
  );
  const change = !hasTrend
    ? ''
    : trend === undefined
      ? markup`<td class="number quiet" colspan="2">not assessed before</td>`
      : markup`<td class="number">${countsBySeverity(trend.new)}</td><td class="number">${countsBySeverity(trend.fixed)}</td>`;
  const problems = account.notAssessed === 0 ? '' : `; ${countOf(account.notAssessed, 'part')} not assessed`;
  return markup`<tr><th scope="row">${reportLink(account)}<br><span class="quiet">${accountId ?? 'no account id'}${problems}</span></th><td class="severities">${severityBar(bySeverity, most)}</td>${counts}<td class="number">${formatCount(administrators)}</td><td class="number climbers">${climbersCell(account)}</td>${change}</tr>
`;
}

/** Everyone who can become administrator, as the account's own report counts them, and how many are outsiders. */
function climbersCell({ canBecomeAdministrator, outsidersBecomeAdministrator }: AccountFindings): Markup {
  const all = formatCount(canBecomeAdministrator + outsidersBecomeAdministrator);
  return outsidersBecomeAdministrator === 0
    ? markup`${all}`
    : markup`${all}<br><span class="quiet">${formatCount(outsidersBecomeAdministrator)} from outside</span>`;
}

function notAssessed({ notAssessed: inputs }: OrganizationFindings): Markup {
  if (inputs.length === 0)
    return markup`<section aria-labelledby="left-title"><h2 id="left-title">Not assessed</h2><p class="empty">Every input was assessed.</p></section>
`;
  const items = inputs
    .slice(0, MOST_NOT_ASSESSED)
    .map(({ what, reason }) => markup`<li>${nameMarkup(what)}: ${reason}</li>`);
  const more = inputs.length - items.length;
  return markup`<section aria-labelledby="left-title"><h2 id="left-title">Not assessed</h2><ul class="mono-list">${items}</ul>${more > 0 ? markup`<p>and ${formatCount(more)} more.</p>` : ''}</section>
`;
}
