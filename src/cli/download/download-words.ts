import type { DownloadCounts } from '../../aws/download-account.js';
import type { OrganizationCounts } from '../../aws/organization.js';

/** A number of things. */
export function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

/** How far the download of an account is. */
export function countsInWords({ users, groups, roles, policies }: DownloadCounts): string {
  return `${counted(users, 'user')}, ${counted(groups, 'group')}, ${counted(roles, 'role')}, ${policies.toLocaleString('en')} ${policies === 1 ? 'policy' : 'policies'}`;
}

/** How far the reading of an organisation is. */
export function organizationInWords({ units, accounts, policies }: OrganizationCounts): string {
  return `${counted(accounts, 'account')}, ${counted(units, 'unit')}, ${policies.toLocaleString('en')} ${policies === 1 ? 'policy' : 'policies'}`;
}

/** That an account was written, with what it has and what was left out. */
export function wroteAccount(path: string, counts: DownloadCounts | null): string {
  if (counts === null) return `Wrote ${path}.`;
  const { policiesLeftOut } = counts;
  const leftOut =
    policiesLeftOut === 0
      ? ''
      : ` Left out: ${policiesLeftOut.toLocaleString('en')} ${policiesLeftOut === 1 ? 'policy' : 'policies'} that nobody has (--include-unattached-policies keeps them).`;
  return `Wrote ${path}: ${countsInWords(counts)}.${leftOut}`;
}
