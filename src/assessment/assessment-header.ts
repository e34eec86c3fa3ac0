import type { Account } from '../account/account.js';
import { BUILT_IN_KINDS } from '../risks/kinds-in-force.js';
import { TOOL_VERSION } from '../tool-version.js';
import type { AssessOptions } from './assess-options.js';
import type { Assessment } from './assessment.js';

/** The part of an assessment that does not depend on what was found. */
export function assessmentHeader(
  options: AssessOptions,
  account: Pick<Account, 'accountId' | 'partition' | 'principalsByAccount'>,
): Pick<
  Assessment,
  'format' | 'version' | 'tool' | 'catalog' | 'assessedAt' | 'name' | 'account' | 'options' | 'kinds'
> {
  const { catalog } = options;
  return {
    format: 'cloudsplaining-assessment',
    version: 1,
    tool: { name: 'cloudsplaining', version: TOOL_VERSION },
    catalog: {
      date: catalog.date,
      source: catalog.source,
      services: catalog.services.length,
      actions: catalog.actionCount,
    },
    assessedAt: (options.now ?? new Date()).toISOString(),
    name: options.name,
    account: {
      id: account.accountId,
      partition: account.partition,
      principalsByAccount: Object.fromEntries(account.principalsByAccount),
    },
    options: {
      flagAllRiskyActions: options.flagAllRiskyActions ?? false,
      flagTrustPolicies: options.flagTrustPolicies ?? false,
      severities: options.severities ?? [],
      minimized: false,
    },
    kinds: (options.kinds ?? BUILT_IN_KINDS).all.map(
      ({ id, title, severity, scope, summary, why, fix, references }) => ({
        id,
        title,
        severity,
        scope,
        summary,
        why,
        fix,
        references,
      }),
    ),
  };
}
