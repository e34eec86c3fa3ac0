import type { Account, ManagedPolicy, StoredDocument } from '../account/account.js';
import { DocumentStore } from '../account/document-store.js';
import { InputError } from '../policy/input-error.js';
import type { AssessOptions } from './assess-options.js';
import { assessPolicies } from './assess.js';
import type { Assessment } from './assessment.js';
import { NO_EXCLUSIONS } from './exclusions.js';
import { summarise } from './summary.js';

/** A policy to judge on its own, outside any account. */
export interface NamedPolicy {
  readonly name: string;
  /** A policy document as parsed JSON, or as text. */
  readonly document: unknown;
}

/** What may be set about scanning policies; see {@link AssessOptions}. */
export interface ScanPoliciesOptions extends Omit<AssessOptions, 'name' | 'minimize' | 'flagTrustPolicies'> {
  /** Name of the input. */
  readonly name?: string;
  /** Leave out infrastructure modification. */
  readonly highPriorityOnly?: boolean;
}

/**
 * Judges policies that stand alone: nobody is known to hold them, and an account id in a resource counts as the
 * account they are for.
 *
 * @throws {InputError} if a document is not a policy document, with its JSON path
 */
export function scanPolicies(policies: readonly NamedPolicy[], options: ScanPoliciesOptions): Assessment {
  const store = new DocumentStore();
  const account: Account = {
    accountId: null,
    // Empty: whatever partition a pattern names is the policy's own.
    partition: '',
    principalsByAccount: new Map(),
    users: [],
    groups: [],
    roles: [],
    managedPolicies: policies.map(({ name, document }) =>
      standalonePolicy(name, store.add(document), policies.length > 1),
    ),
    problems: [],
  };
  const name = options.name ?? policies[0]?.name ?? 'policy';
  const assessment = assessPolicies(account, { exclusions: NO_EXCLUSIONS, ...options, name }, true);
  return options.highPriorityOnly === true ? withoutLowPriority(assessment) : assessment;
}

/**
 * Judges one policy document, as {@link scanPolicies} judges several.
 *
 * @throws {InputError} if it is not a policy document, with its JSON path
 */
export function scanPolicy(document: unknown, options: ScanPoliciesOptions): Assessment {
  return scanPolicies([{ name: options.name ?? 'policy', document }], options);
}

function standalonePolicy(name: string, document: StoredDocument, isOneOfSeveral: boolean): ManagedPolicy {
  if (!document.parsed.ok)
    throw new InputError(`${isOneOfSeveral ? `policy ${name}: ` : ''}${document.parsed.reason}`);
  return {
    id: name,
    name,
    arn: '',
    path: '',
    isAwsManaged: false,
    defaultVersionId: null,
    document,
    versions: [],
    attachmentCount: null,
    isAttachable: null,
    createDate: null,
    updateDate: null,
  };
}

function withoutLowPriority(assessment: Assessment): Assessment {
  const findings = assessment.findings.filter(({ kind }) => kind !== 'InfrastructureModification');
  return { ...assessment, findings, summary: summarise(findings, assessment.principals) };
}
