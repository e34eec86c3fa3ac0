import type { Assessment } from '../../assessment/assessment.js';
import { FORMAT_LIST } from '../../output/format-list.generated.js';
import type { Invocation } from '../command.js';
import { flagOption, textOption, textsOption } from '../option-values.js';

/** Sentences on a region and an account that were given on the command line and change nothing in a scan. */
export function unusedPlace(invocation: Invocation, { account }: Assessment): readonly string[] {
  const region = givenText(invocation, 'region', 'region');
  const accountId = givenText(invocation, 'accountId', 'account-id');
  const { options } = invocation;
  const formats = textsOption(options, 'format');
  const isUsed =
    flagOption(options, 'fixes') ||
    FORMAT_LIST.some(({ id, tellsRegion }) => tellsRegion && formats.includes(id));
  return [
    ...(region === null || isUsed
      ? []
      : [`Not used: --region ${region}: it is for --fixes and for --format asff and ocsf.`]),
    ...(accountId === null || account.id === null || account.id === accountId
      ? []
      : [`Not used: --account-id ${accountId}: the input says that its account is ${account.id}.`]),
  ];
}

/** A default that a configuration holds for all scans need not be of use in each. */
function givenText({ options, configuration }: Invocation, key: string, longName: string): string | null {
  const value = textOption(options, key);
  return value === undefined || value === configuration.defaults.get(longName) ? null : value;
}
