import type { Account } from '../account/account.js';
import type { AssessOptions } from './assess-options.js';
import type { AssessedSources } from './assessed-sources.js';
import { assessAccount } from './assess.js';
import type { Assessment } from './assessment.js';
import { NO_EXCLUSIONS } from './exclusions.js';
import { summarise } from './summary.js';

/** What one or several files declare: policies by themselves, or the IAM of an account. */
export interface ScannedPart extends AssessedSources {
  readonly account: Account;
}

/** What may be set about scanning parts; see {@link AssessOptions}. */
export interface ScanPartsOptions extends Omit<AssessOptions, 'minimize' | 'flagTrustPolicies' | 'sources'> {
  /** Leave out infrastructure modification. */
  readonly highPriorityOnly?: boolean;
}

/**
 * Judges what files declare, all of it in one assessment. Policies count although nobody may hold them, and trust
 * policies count. Principals of parts that are for the same account are judged together: who can become whom does not
 * end at a file. Parts that are not known to be for the same account must have different account ids.
 */
export function scanParts(parts: readonly ScannedPart[], options: ScanPartsOptions): Assessment {
  const account = joined(parts.map((part) => part.account));
  const assessment = assessAccount({
    account,
    options: {
      exclusions: NO_EXCLUSIONS,
      ...options,
      flagTrustPolicies: account.roles.length > 0,
      sources: {
        documents: new Map(parts.flatMap(({ documents }) => [...documents])),
        principals: new Map(parts.flatMap(({ principals }) => [...principals])),
        namesFiles: parts.some(({ namesFiles }) => namesFiles),
        notes: parts.flatMap(({ notes }) => notes),
      },
    },
    standalone: true,
  });
  return options.highPriorityOnly === true ? withoutLowPriority(assessment) : assessment;
}

function joined(accounts: readonly Account[]): Account {
  const [first] = accounts;
  const isOne = accounts.length === 1 && first !== undefined;
  const ids = new Set(accounts.map(({ accountId }) => accountId));
  const [id = null] = ids;
  return {
    accountId: ids.size === 1 ? id : null,
    // Empty where there are several: each pattern is then judged in the partition that it names.
    partition: isOne ? first.partition : '',
    principalsByAccount: new Map(),
    users: accounts.flatMap(({ users }) => users),
    groups: accounts.flatMap(({ groups }) => groups),
    roles: accounts.flatMap(({ roles }) => roles),
    managedPolicies: accounts.flatMap(({ managedPolicies }) => managedPolicies),
    resourcePolicies: accounts.flatMap(({ resourcePolicies = [] }) => resourcePolicies),
    problems: accounts.flatMap(({ problems }) => problems),
  };
}

function withoutLowPriority(assessment: Assessment): Assessment {
  const findings = assessment.findings.filter(({ kind }) => kind !== 'InfrastructureModification');
  return { ...assessment, findings, summary: summarise(findings, assessment.principals, assessment.kinds) };
}
