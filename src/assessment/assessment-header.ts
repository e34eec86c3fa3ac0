import type { Account } from '../account/account.js';
import type { RiskKind } from '../risks/risk-kind.js';
import { TOOL_VERSION } from '../tool-version.js';
import type { AssessOptions } from './assess-options.js';
import type { Assessment, RiskKindDescription } from './assessment.js';

/** The part of an assessment that does not depend on what was found. */
export function assessmentHeader(
  options: AssessOptions,
  account: Pick<Account, 'accountId' | 'partition' | 'principalsByAccount'>,
  kinds: readonly RiskKind[],
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
    kinds: kinds.map(describedKind),
  };
}

/** What an assessment says of a kind. */
export function describedKind({
  id,
  title,
  severity,
  scope,
  summary,
  why,
  fix,
  references,
}: RiskKind): RiskKindDescription {
  return { id, title, severity, scope, summary, why, fix, references };
}
