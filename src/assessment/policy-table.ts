import type { ManagedPolicy, Principal, StoredDocument } from '../account/account.js';
import type { PolicySource } from '../access/policy-source.js';
import { inlinePolicyId } from '../account/document-hash.js';
import type { AssessedPolicy, AssessedPolicyVersion, JsonValue, PolicyType } from './assessment.js';
import { sourceIdentity, type AssessedSources } from './assessed-sources.js';
import { keepDocumentText } from './document-text.js';
import type { SourceLocation } from './source-location.js';

/** A policy on its way into the assessment. */
export interface PolicyEntry {
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
  readonly managed: ManagedPolicy | null;
  readonly document: StoredDocument | null;
  /** Names the policy in every assessment of the account. */
  readonly identity: string;
  /** Where it stands in a file. */
  readonly source: SourceLocation | undefined;
  /** The account it is judged in. */
  readonly accountId: string | null;
  readonly partition: string;
  /** Indexes of principals that hold it directly, ascending. */
  readonly holders: number[];
}

/** Every document of the account, numbered once, however often it is used. */
export class DocumentTable {
  readonly documents: JsonValue[] = [];
  /** By the document's content, which is one object however many places it stands in. */
  private readonly numbers = new Map<unknown, number>();

  /** The number of a document; null for none. */
  add(document: StoredDocument | null): number | null {
    if (document === null) return null;
    const known = this.numbers.get(document.json);
    if (known !== undefined) return known;
    this.numbers.set(document.json, this.documents.length);
    // It came out of JSON.parse, so it is a JSON value.
    const json = document.json as JsonValue;
    keepDocumentText(json, document.text);
    return this.documents.push(json) - 1;
  }
}

/** Managed policies in the order of the file, then inline policies, one entry for each distinct document. */
export function policyEntries(
  managedPolicies: readonly ManagedPolicy[],
  principals: readonly Principal[],
  home: { readonly accountId: string | null; readonly partition: string },
  sources?: AssessedSources,
): { entries: PolicyEntry[]; byPrincipal: readonly (readonly number[])[] } {
  const entries: PolicyEntry[] = [];
  const managedNumbers = new Map<ManagedPolicy, number>();
  for (const managed of managedPolicies) {
    managedNumbers.set(managed, entries.length);
    entries.push(managedEntry(managed, home, sources));
  }
  const naming = namingPlaces(principals);
  const inlineNumbers = new Map<StoredDocument, number>();
  const byPrincipal = principals.map((principal, index) => {
    const held = new Set<number>();
    for (const { name, document } of principal.inlinePolicies) {
      let number = inlineNumbers.get(document);
      if (number === undefined) {
        const place = naming.get(document) ?? { name, holder: principal };
        number = entries.push(inlineEntry(name, document, principal, place, sources)) - 1;
        inlineNumbers.set(document, number);
      }
      held.add(number);
    }
    for (const managed of principal.attachedPolicies) {
      const number = managedNumbers.get(managed);
      if (number !== undefined) held.add(number);
    }
    for (const number of held) entries[number]?.holders.push(index);
    return [...held];
  });
  return { entries, byPrincipal };
}

/** Where an inline policy stands. */
interface InlinePlace {
  readonly name: string;
  readonly holder: Principal;
}

/**
 * Which of its places names each inline document in every assessment: the first by ARN and name, because a finding must
 * be the same one in whatever order a file has its principals.
 */
function namingPlaces(principals: readonly Principal[]): ReadonlyMap<StoredDocument, InlinePlace> {
  const places = new Map<StoredDocument, InlinePlace>();
  for (const holder of principals) {
    for (const { name, document } of holder.inlinePolicies) {
      const known = places.get(document);
      if (known === undefined || comesBefore({ name, holder }, known)) places.set(document, { name, holder });
    }
  }
  return places;
}

function comesBefore(place: InlinePlace, other: InlinePlace): boolean {
  const arn = place.holder.arn;
  return arn === other.holder.arn ? place.name < other.name : arn < other.holder.arn;
}

/** Finds the number of a policy as a principal holds it. */
export type PolicyNumbering = (source: PolicySource) => number | null;

/** Looks policies up by what they are, a managed policy or a document that is inline. */
export function policyNumbering(entries: readonly PolicyEntry[]): PolicyNumbering {
  const managed = new Map<ManagedPolicy, number>();
  const inline = new Map<StoredDocument, number>();
  entries.forEach((entry, number) => {
    if (entry.managed !== null) managed.set(entry.managed, number);
    else if (entry.document !== null) inline.set(entry.document, number);
  });
  return (source) =>
    (source.managed === null ? inline.get(source.stored) : managed.get(source.managed)) ?? null;
}

function managedEntry(
  managed: ManagedPolicy,
  home: { readonly accountId: string | null; readonly partition: string },
  sources: AssessedSources | undefined,
): PolicyEntry {
  const source = managed.document === null ? undefined : sources?.documents.get(managed.document);
  return {
    id: managed.id,
    name: managed.name,
    type: managed.isAwsManaged ? 'aws-managed' : 'customer-managed',
    managed,
    document: managed.document,
    identity: policyIdentity(managed, source, sources),
    source,
    ...accountOfPolicy(managed, home),
    holders: [],
  };
}

/** The account that a managed policy is judged in: that of its ARN, or else that of the file. */
export function accountOfPolicy(
  { arn }: Pick<ManagedPolicy, 'arn'>,
  home: { readonly accountId: string | null; readonly partition: string },
): { readonly accountId: string | null; readonly partition: string } {
  const [, partition = home.partition, , , account = ''] = arn.split(':');
  return { accountId: /^\d{12}$/.test(account) ? account : home.accountId, partition };
}

/** In files a policy is named by its address; by its name where several stand in one file without any. */
function policyIdentity(
  { name, arn, isAwsManaged }: ManagedPolicy,
  source: SourceLocation | undefined,
  sources: AssessedSources | undefined,
): string {
  const identity = sourceIdentity(source, sources);
  if (identity === null || source === undefined) return arn;
  // Where it is attached may change, and it stays the same policy.
  if (isAwsManaged) return `${source.file} ${arn}`;
  return source.address === undefined ? `${identity} ${name}` : identity;
}

function inlineEntry(
  name: string,
  document: StoredDocument,
  holder: Principal,
  naming: InlinePlace,
  sources: AssessedSources | undefined,
): PolicyEntry {
  const source = sources?.documents.get(document);
  const resource = sourceIdentity(source, sources);
  return {
    id: inlinePolicyId(document.json, document.text),
    name,
    type: 'inline',
    managed: null,
    document,
    identity: `${resource ?? naming.holder.arn} ${naming.name}`,
    source,
    accountId: holder.accountId,
    partition: holder.partition,
    holders: [],
  };
}

/** The entry as it stands in the assessment. */
export function assessedPolicy(
  entry: PolicyEntry,
  documents: DocumentTable,
  facts: Pick<AssessedPolicy, 'principalsReached' | 'heldByComputeRole' | 'excludedBy' | 'unknownActions'>,
): AssessedPolicy {
  const { managed } = entry;
  return {
    id: entry.id,
    name: entry.name,
    type: entry.type,
    arn: managed?.arn ?? null,
    path: managed?.path ?? null,
    document: documents.add(entry.document),
    versions:
      managed?.versions.map((version): AssessedPolicyVersion => ({
        ...version,
        document: documents.add(version.document),
      })) ?? [],
    defaultVersionId: managed?.defaultVersionId ?? null,
    attachmentCount: managed?.attachmentCount ?? null,
    isAttachable: managed?.isAttachable ?? null,
    createDate: managed?.createDate ?? null,
    updateDate: managed?.updateDate ?? null,
    attachedTo: entry.holders,
    ...facts,
    ...(entry.source === undefined ? {} : { source: entry.source }),
  };
}
