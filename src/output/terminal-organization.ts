import type { Crossing } from '../assessment/crossings/crossing.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { crossingSentence } from './crossing-text.js';
import { countOf, formatCount, SEVERITIES } from './html-wording.js';
import { wrap } from './terminal-layout.js';
import { terminalSafe } from './terminal-safe.js';
import { organizationTrendSentence } from './trend-text.js';

/** Narrower terminals break the lines themselves. */
const NARROWEST = 60;

/** A scan of several accounts in short; `files` are the paths of what was written over all of them. */
export function organizationSummary(
  findings: OrganizationFindings,
  files: readonly string[],
  columns: number,
): string {
  const width = Math.max(columns, NARROWEST);
  const { accounts, notAssessed, shared, summary, trend, crossings } = findings;
  const counts = SEVERITIES.filter((severity) => summary.bySeverity[severity] > 0).map(
    (severity) => `${formatCount(summary.bySeverity[severity])} ${severity}`,
  );
  const left =
    notAssessed.length === 0 ? '' : `; ${countOf(notAssessed.length, 'file was', 'files were')} skipped`;
  return `${[
    ...wrap(
      '',
      `${countOf(accounts.length, 'account')}: ${counts.length === 0 ? 'no finding counts' : counts.join(', ')}${left}.`,
      width,
    ),
    ...wrap(
      '',
      `${shared.length === 0 ? 'No finding is' : countOf(shared.length, 'finding is', 'findings are')} the same in several accounts.`,
      width,
    ),
    ...(crossings === undefined ? [] : wrap('', terminalSafe(acrossAccounts(crossings, findings)), width)),
    ...(trend === undefined ? [] : wrap('', organizationTrendSentence(trend), width)),
    '',
    'All accounts',
    ...files.map((file) => `  ${terminalSafe(file)}`),
  ].join('\n')}\n`;
}

/** How many ways lead from account to account, and the gravest of them. */
function acrossAccounts(crossings: readonly Crossing[], findings: OrganizationFindings): string {
  const [gravest] = crossings;
  if (gravest === undefined) return 'No principal gets from one account into another.';
  const more = crossings.length - 1;
  const others = more === 0 ? '' : ` ${countOf(more, 'other way leads', 'other ways lead')} across accounts.`;
  return `Across accounts: ${crossingSentence(gravest, findings)}.${others}`;
}
