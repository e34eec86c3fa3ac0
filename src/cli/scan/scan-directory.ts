import { basename } from 'node:path';
import { type NamedAccount } from '../../assessment/assess-together.js';
import { accountContribution } from '../../assessment/account-contribution.js';
import { OrganizationCollector } from '../../assessment/organization-collector.js';
import { organizationSummary } from '../../output/terminal-organization.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { authorizationFilesIn } from '../authorization-files.js';
import type { Invocation } from '../command.js';
import { textOption } from '../option-values.js';
import { KnownAccounts } from '../known-accounts.js';
import { refuseTakenPlace } from '../temporary-files.js';
import { UsageError } from '../usage-error.js';
import { organizationFiles, refuseForeignPage } from '../organization-files.js';
import { writeOrganization } from '../../scanning/write-organization.js';
import { directoryDestination } from '../directory-destination.js';
import { stemOf } from '../scan-files.js';
import { UnusableInput, type AccountScan } from './account-scan.js';

/** Scans every file; resolves to the path of the page over all of them. */
export async function scanDirectory(
  scan: AccountScan,
  directory: string,
  { terminal, options, files }: Invocation,
): Promise<string> {
  const output = textOption(options, 'output') ?? '.';
  refuseForeignPage(output);
  // They are written last: what is in their way is not to be found out when all accounts are done.
  for (const file of Object.values(organizationFiles(output))) refuseTakenPlace(file, '--output');
  const { paths, skipped } = authorizationFilesIn(directory);
  const organization = new OrganizationCollector(scan.earlier);
  const say = (message: string) => {
    scan.progress.done();
    terminal.err(`Skipped: ${terminalSafe(message)}\n`);
  };
  for (const { path, why, isLacking } of skipped) {
    say(`${path}: ${why}.`);
    if (isLacking) scan.lacks++;
  }
  const accounts: NamedAccount[] = [];
  const again: NamedAccount[] = [];
  const known = new KnownAccounts();
  const names = new Set<string>();
  for (const path of paths) {
    const name = stemOf(path);
    try {
      if (names.has(name))
        throw new UnusableInput(
          `${path}: another file of this name was scanned, and its report would be overwritten.`,
        );
      const account = await scan.read(path);
      names.add(name);
      const earlier = known.earlierFileOf(account, path);
      (earlier === null ? accounts : again).push({ name, account });
      if (earlier !== null) {
        scan.progress.done();
        terminal.err(
          `${terminalSafe(`${path}: ${earlier} is of the same account, so this file is assessed by itself`)}.\n`,
        );
      }
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      say(error.message);
      scan.lacks++;
      organization.addNotAssessed(basename(path), error.message);
    }
  }
  if (accounts.length === 0) {
    throw new UsageError(
      `${directory}: no file in this directory holds authorization details; save them there as *.json.`,
    );
  }
  for (const group of [accounts, ...again.map((each) => [each])]) {
    for await (const { assessment, written } of scan.together(group)) {
      const names = { report: basename(written.report), findings: basename(written.findings) };
      organization.add(accountContribution(assessment, names));
    }
  }
  const findings = organization.build();
  await writeOrganization(findings, directoryDestination(output, files));
  scan.progress.done();
  const written = organizationFiles(output);
  terminal.out(`\n${organizationSummary(findings, [written.page, written.findings], terminal.columns)}`);
  return written.page;
}
