import type { SeverityCounts } from '../assessment/assessment.js';
import type { Crossing } from '../assessment/crossings/crossing.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { crossingSentence } from './crossing-text.js';
import { countOf, formatCount, SEVERITIES } from './html-wording.js';
import { wrap } from './terminal-layout.js';
import { terminalSafe } from './terminal-safe.js';
import { organizationTrendSentence } from './trend-text.js';

/** Narrower terminals break the lines themselves. */
const NARROWEST = 60;
const MOST_ACCOUNTS = 5;

/** A scan of several accounts in short; `files` are the paths of what was written over all of them. */
export function organizationSummary(
  findings: OrganizationFindings,
  files: readonly string[],
  columns: number,
): string {
  const width = Math.max(columns, NARROWEST);
  const { accounts, notAssessed, shared, summary, trend, crossings } = findings;
  const counts = countsOf(summary.bySeverity);
  const left = notAssessed.length === 0 ? '' : `; ${formatCount(notAssessed.length)} not assessed`;
  return `${[
    ...wrap(
      '',
      `${countOf(accounts.length, 'account')}: ${counts === '' ? 'no finding counts' : counts}${left}.`,
      width,
    ),
    ...accountsNotWhole(accounts).flatMap((line) => wrap('', terminalSafe(line), width)),
    ...wrap(
      '',
      `${shared.length === 0 ? 'No finding is' : countOf(shared.length, 'finding is', 'findings are')} the same in several accounts.`,
      width,
    ),
    ...(crossings === undefined ? [] : wrap('', terminalSafe(acrossAccounts(crossings, findings)), width)),
    ...(trend === undefined ? [] : wrap('', organizationTrendSentence(trend), width)),
    ...gravestAccounts(accounts),
    '',
    'All accounts',
    ...files.map((file) => `  ${terminalSafe(file)}`),
  ].join('\n')}\n`;
}

/** Where parts of accounts were not assessed: their reports list them. */
function accountsNotWhole(accounts: OrganizationFindings['accounts']): readonly string[] {
  const lacking = accounts.filter(({ notAssessed }) => notAssessed > 0);
  if (lacking.length === 0) return [];
  const parts = lacking.reduce((sum, { notAssessed }) => sum + notAssessed, 0);
  const names = lacking.slice(0, MOST_ACCOUNTS).map(({ name }) => name);
  const more = lacking.length - names.length;
  return [
    `${countOf(parts, 'part', 'parts')} of ${countOf(lacking.length, 'account')} ${parts === 1 ? 'was' : 'were'} not assessed, as ${lacking.length === 1 ? 'its report tells' : 'their reports tell'}: ${names.join(', ')}${more === 0 ? '' : ` and ${formatCount(more)} more`}.`,
  ];
}

/** The accounts that come first in the list, with what makes them do so. */
function gravestAccounts(accounts: OrganizationFindings['accounts']): readonly string[] {
  const gravest = accounts
    .slice(0, MOST_ACCOUNTS)
    .map(({ name, accountId, bySeverity }) => [
      accountId === null || accountId === name ? name : `${name} (${accountId})`,
      countsOf(bySeverity),
    ])
    .filter(([, counts]) => counts !== '');
  if (gravest.length === 0) return [];
  return [
    '',
    'Gravest accounts',
    ...gravest.map(([name, counts]) => `  ${terminalSafe(name ?? '')}: ${counts}`),
  ];
}

function countsOf(bySeverity: SeverityCounts): string {
  return SEVERITIES.filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${formatCount(bySeverity[severity])} ${severity}`)
    .join(', ');
}

/** How many ways lead from account to account, and the gravest of them. */
function acrossAccounts(crossings: readonly Crossing[], findings: OrganizationFindings): string {
  const [gravest] = crossings;
  if (gravest === undefined) return 'No principal gets from one account into another.';
  const more = crossings.length - 1;
  const others = more === 0 ? '' : ` ${countOf(more, 'other way leads', 'other ways lead')} across accounts.`;
  return `Across accounts: ${crossingSentence(gravest, findings)}.${others}`;
}
