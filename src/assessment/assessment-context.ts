import type { Account, Principal } from '../account/account.js';
import { BUILT_IN_KINDS, withoutResourceKinds } from '../risks/kinds-in-force.js';
import type { AccountView } from './account-view.js';
import { AccountsTogether } from './accounts-together.js';
import type { AssessOptions } from './assess-options.js';
import { sourceIdentity } from './assessed-sources.js';
import { compileExclusions, type CompiledExclusions } from './compile-exclusions.js';
import type { AnalysisSettings } from './document-analysis.js';
import { ExcludedActions } from './excluded-actions.js';
import { DEFAULT_EXCLUSIONS } from './exclusions.js';
import { FindingCollector } from './finding-collector.js';
import { DocumentTable } from './policy-table.js';

/** What is asked for: an account, and how it is to be judged. */
export interface AssessmentRequest {
  readonly account: Account;
  readonly options: AssessOptions;
  /** Whether policies that nobody holds count. */
  readonly standalone: boolean;
}

/** What the parts of one assessment are worked out with, and where they gather what they find. */
export interface AssessmentContext extends AssessmentRequest {
  readonly view: AccountView;
  readonly settings: AnalysisSettings;
  readonly exclusions: CompiledExclusions;
  readonly excludedActions: ExcludedActions;
  readonly collector: FindingCollector;
  readonly documents: DocumentTable;
  /** Users, groups and roles, in the order in which the Assessment numbers them. */
  readonly principals: readonly Principal[];
  /** The rule that excludes each; null for none. */
  readonly excludedPrincipals: readonly (string | null)[];
  /** Names a principal in every assessment, by its number. */
  readonly identityOf: (principal: number) => string;
}

/** Prepares an assessment; `seen` is the account as it was analysed, where that was done before. */
export function assessmentContext(request: AssessmentRequest, seen?: AccountView): AssessmentContext {
  const { account, options } = request;
  const { catalog } = options;
  const exclusions = compileExclusions(options.exclusions ?? DEFAULT_EXCLUSIONS, {
    reportUnmatched: options.exclusions !== undefined,
    knownAccounts: options.knownAccounts ?? [],
  });
  const principals: readonly Principal[] = [...account.users, ...account.groups, ...account.roles];
  const excludedActions = new ExcludedActions(catalog, exclusions);
  const inForce = options.kinds ?? BUILT_IN_KINDS;
  const settings = {
    kinds: (account.resourcePolicies ?? []).length > 0 ? inForce : withoutResourceKinds(inForce),
    includedActions: catalog.expandAll(exclusions.includeActions),
    excludedActions: excludedActions.actions,
  };
  for (const action of settings.includedActions.indexes())
    exclusions.noteIncludedAction(catalog.actionName(action));
  return {
    ...request,
    view: seen ?? new AccountsTogether([account], catalog, options.organizationPolicies ?? null).view(0),
    settings,
    exclusions,
    excludedActions,
    collector: new FindingCollector(
      {
        flagAllRiskyActions: options.flagAllRiskyActions ?? false,
        flagTrustPolicies: options.flagTrustPolicies ?? false,
        severities: options.severities ?? [],
      },
      catalog,
    ),
    documents: new DocumentTable(),
    principals,
    excludedPrincipals: principals.map((principal) =>
      exclusions.excludedPrincipal(principal.type, principal),
    ),
    identityOf: (number) => principalIdentity(principals[number], options),
  };
}

function principalIdentity(principal: Principal | undefined, { sources }: AssessOptions): string {
  if (principal === undefined) return '';
  const trust = principal.type === 'role' ? principal.trustPolicy : null;
  const source =
    sources?.principals.get(principal) ?? (trust === null ? undefined : sources?.documents.get(trust));
  return sourceIdentity(source, sources) ?? principal.arn;
}
