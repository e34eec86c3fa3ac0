import type { EarlierFindings } from '../../assessment/earlier-findings.js';
import { earlierWithout, isOnResource } from '../../assessment/earlier-without.js';
import { countOf } from '../../output/html-wording.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Invocation } from '../command.js';
import { openReport } from '../open-report.js';
import { refuseVainFilter, unreadPoliciesLine } from '../fail-on.js';
import { flagOption, textOption, textsOption } from '../option-values.js';
import { refuseNoFolder } from '../output-place.js';
import { withProgress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readEarlierFindings } from '../read-earlier-findings.js';
import { readResourcePolicyDocuments } from '../read-resource-policies.js';
import { readTriage } from '../read-triage.js';
import { isDirectory } from '../read-file.js';
import { tuneForAccounts } from '../short-run.js';
import { UsageError } from '../usage-error.js';
import { scanFormats } from '../scan-formats.js';
import { stemOf } from '../scan-files.js';
import { AccountScan } from '../scan/account-scan.js';
import { scanDirectory } from '../scan/scan-directory.js';
import { readScanSettings } from '../scan/scan-settings.js';
import { unusedPlace } from '../scan/unused-place.js';

/** Runs `scan`; resolves to the exit code. */
export async function runScan(invocation: Invocation): Promise<number> {
  tuneForAccounts();
  const { terminal, options } = invocation;
  refuseVainFilter(options);
  refuseNoFolder(textOption(options, 'output'), '--output', {
    standardStream: 'a scan writes several files; name a folder for them',
    bucket: 'name a folder, and copy what is in it',
  });
  return withProgress(terminal, flagOption(options, 'verbose'), async (progress) => {
    const input = textOption(options, 'inputFile') ?? '';
    const directory = isDirectory(input);
    const formats = scanFormats(invocation, input, directory);
    const isBaseline = textOption(options, 'baseline') !== undefined;
    if (isBaseline && textOption(options, 'previous') !== undefined)
      throw new UsageError('--baseline compares as --previous does; give one of them.');
    if (directory && textOption(options, 'resourcePolicies') !== undefined)
      throw new UsageError('--resource-policies is for one account; scan its file by itself.');
    progress.phase('Loading the catalogue');
    const settings = await readScanSettings(invocation, readCatalog(textOption(options, 'catalog')));
    const triage = await readTriage(textsOption(options, 'triage'));
    const isGivenResources = textOption(options, 'resourcePolicies') !== undefined;
    const { earlier, left } = comparable(
      await readEarlierFindings(textOption(options, 'previous') ?? textOption(options, 'baseline')),
      isGivenResources,
    );
    const resourcePolicies = await readResourcePolicyDocuments(textOption(options, 'resourcePolicies'));
    const inputs = { settings, triage, earlier, isBaseline, formats, resourcePolicies };
    const scan = new AccountScan(invocation, inputs, progress);
    const toOpen = directory
      ? await scanDirectory(scan, input, invocation)
      : await scanOne(scan, input, invocation);
    progress.done();
    if (left > 0)
      terminal.err(
        `Not compared: ${countOf(left, 'earlier finding')} on policies of resources, for no --resource-policies were given.\n`,
      );
    for (const { path, account } of scan.unusedTriage()) {
      terminal.err(
        `Not used: ${terminalSafe(path)}: its decisions are on account ${account.id ?? ''}, which was not scanned.\n`,
      );
    }
    if (!flagOption(options, 'skipOpenReport')) await openReport(toOpen, terminal);
    if (scan.lacks > 0 && textOption(options, 'failOn') !== undefined) {
      const files = scan.lacks === 1 ? '1 file was' : `${scan.lacks} files were`;
      terminal.err(`Exit code 2: ${files} not assessed, so --fail-on was not answered for all accounts.\n`);
      return 2;
    }
    if (scan.failed) return 1;
    if (scan.unread > 0 && textOption(options, 'failOn') !== undefined) {
      terminal.err(`${unreadPoliciesLine(scan.unread)}\n`);
      return 2;
    }
    return 0;
  });
}

/** What a scan is compared with, and how many findings that leaves out. */
function comparable(
  earlier: EarlierFindings | null,
  isGivenResources: boolean,
): { readonly earlier: EarlierFindings | null; readonly left: number } {
  return earlier === null || isGivenResources ? { earlier, left: 0 } : earlierWithout(earlier, isOnResource);
}

/** Scans one file; resolves to the path of its report. */
async function scanOne(scan: AccountScan, path: string, invocation: Invocation): Promise<string> {
  const { terminal } = invocation;
  const { assessment, written } = await scan.alone(path, stemOf(path));
  if (scan.earlier !== null && assessment.trend === undefined)
    terminal.err('The earlier findings hold none of this account, so nothing was compared.\n');
  for (const sentence of unusedPlace(invocation, assessment)) terminal.err(`${sentence}\n`);
  return written.report;
}
