import type { Account, Role, StoredDocument } from '../account/account.js';
import { barePolicy } from '../account/bare-policy.js';
import { DocumentStore } from '../account/document-store.js';
import { placedDocument } from '../account/placed-document.js';
import { InputError } from '../policy/input-error.js';
import { accountIdAt } from '../policy/input-fields.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { accountOfResourcePolicy, accountOfTrust, policyPurpose } from '../policy/policy-purpose.js';
import { isResourceBased } from '../policy/statement-reading.js';
import type { AssessOptions } from './assess-options.js';
import type { Assessment } from './assessment.js';
import { scanParts } from './scan-parts.js';
import type { ScannedPart } from './scanned-part.js';
import type { SourceLocation } from './source-location.js';

/** A policy to judge on its own, outside any account. */
export interface NamedPolicy {
  readonly name: string;
  /** A policy document as parsed JSON, or as text. */
  readonly document: unknown;
  /**
   * Account id of the role or resource whose policy it is; without it, what the policy shows of it. The account of
   * policies of users, groups and roles is that of the options.
   */
  readonly accountId?: string;
  /** Where it stands. */
  readonly source?: SourceLocation;
}

/** What may be set about scanning policies; see {@link AssessOptions}. */
export interface ScanPoliciesOptions extends Omit<
  AssessOptions,
  'name' | 'minimize' | 'flagTrustPolicies' | 'sources'
> {
  /** Name of the input. */
  readonly name?: string;
  /** Leave out infrastructure modification. */
  readonly highPriorityOnly?: boolean;
  /** Account of all policies but those of roles and resources that tell another. */
  readonly accountId?: string;
}

/**
 * Judges policies that stand alone: nobody is known to hold them, and an account id in a resource counts as the
 * account they are for, unless the options tell that.
 *
 * The trust policy of a role is judged as such, as if one role of the policy's name had it: its findings have a
 * principal for their subject, and count. A resource policy is judged as such too: its findings have an entry of
 * `resourcePolicies` for their subject.
 *
 * @throws {InputError} if a document is not a policy document, with its JSON path, or an account id not of 12 digits
 */
export function scanPolicies(policies: readonly NamedPolicy[], options: ScanPoliciesOptions): Assessment {
  const { accountId: given, ...rest } = options;
  // Of another form it would be no account's, and every pattern with an account one of resources elsewhere.
  const accountId = accountIdAt(given, 'options.accountId');
  policies.forEach((policy, index) => accountIdAt(policy.accountId, `policies[${index}].accountId`));
  const name = options.name ?? policies[0]?.name ?? 'policy';
  return scanParts([standalonePart(policies, { accountId })], { ...rest, name });
}

/**
 * Judges one policy document, as {@link scanPolicies} judges several.
 *
 * @throws {InputError} if it is not a policy document, with its JSON path, or the account id not of 12 digits
 */
export function scanPolicy(document: unknown, options: ScanPoliciesOptions): Assessment {
  return scanPolicies([{ name: options.name ?? 'policy', document }], options);
}

/** How policies that stand alone are taken. */
export interface StandaloneSettings {
  /** Whether several files are scanned. */
  readonly namesFiles?: boolean;
  /** Account of all policies but those of roles and resources that tell another; null if unknown. */
  readonly accountId?: string | null;
}

/**
 * Policies that stand alone, as a part of what is scanned.
 *
 * @throws {InputError} if a document is not a policy document, with its JSON path
 */
export function standalonePart(
  policies: readonly NamedPolicy[],
  { namesFiles = false, accountId: given = null }: StandaloneSettings = {},
): ScannedPart {
  const store = new DocumentStore();
  const standalone = policies
    .map((policy) => standalonePolicy(policy, store, policies.length > 1))
    .map((policy) => ({ ...policy, accountId: policy.accountId ?? given }));
  const ofPurpose = (wanted: StandalonePolicy['purpose']) =>
    standalone.filter(({ purpose }) => purpose === wanted);
  const account: Account = {
    accountId: given,
    // Empty: whatever partition a pattern names is the policy's own.
    partition: '',
    principalsByAccount: new Map(),
    users: [],
    groups: [],
    roles: ofPurpose('trust').map(roleTrusting),
    managedPolicies: ofPurpose('identity').map(({ name, stored }) =>
      barePolicy({ id: name, name, arn: '', path: '' }, stored),
    ),
    resourcePolicies: ofPurpose('resource').map(({ name, stored, accountId }) => ({
      name,
      arn: null,
      type: null,
      accountId,
      partition: '',
      document: stored,
      blocksPublicAccess: false,
    })),
    problems: [],
  };
  return {
    account,
    documents: new Map(
      standalone.flatMap(({ stored, source }) => (source === undefined ? [] : [[stored, source]])),
    ),
    principals: new Map(),
    namesFiles,
    notes: [],
  };
}

/** A policy that was read, and what it is for. */
interface StandalonePolicy {
  readonly name: string;
  readonly stored: StoredDocument;
  readonly purpose: ReturnType<typeof policyPurpose>;
  /** Of the role or resource. */
  readonly accountId: string | null;
  readonly source: SourceLocation | undefined;
}

function standalonePolicy(
  { name, document, accountId, source }: NamedPolicy,
  store: DocumentStore,
  isOneOfSeveral: boolean,
): StandalonePolicy {
  const stored = store.add(document);
  if (!stored.parsed.ok)
    throw new InputError(`${isOneOfSeveral ? `policy ${name}: ` : ''}${stored.parsed.reason}`);
  const parsed: PolicyDocument = stored.parsed.document;
  const purpose = policyPurpose(parsed);
  const odd = purpose === 'identity' ? parsed.statements.find(isResourceBased) : undefined;
  if (odd !== undefined)
    throw new InputError(
      `${isOneOfSeveral ? `policy ${name}: ` : ''}a statement names a principal and another none, which AWS takes in no policy`,
      `$.Statement[${odd.index}]`,
    );
  return {
    name,
    // Equal documents stay one unless they have places to tell apart.
    stored: source === undefined ? stored : placedDocument(stored),
    purpose,
    accountId:
      accountId ?? (purpose === 'resource' ? accountOfResourcePolicy(parsed) : accountOfTrust(parsed)),
    source,
  };
}

/** A role of which nothing is known but its trust policy. */
function roleTrusting({ name, stored, accountId }: StandalonePolicy): Role {
  return {
    type: 'role',
    id: name,
    name,
    arn: '',
    accountId,
    partition: '',
    path: '',
    createDate: null,
    inlinePolicies: [],
    attachedPolicies: [],
    permissionsBoundary: null,
    tags: [],
    trustPolicy: stored,
    lastUsed: null,
    instanceProfiles: [],
  };
}
