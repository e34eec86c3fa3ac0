import type { AuthorizationDetails, DetailEntry } from './endpoint-options.js';
import { percentEncoded } from './percent-encoding.js';
import { xmlElement, type XmlContent, type XmlElements } from './xml.js';

/** The kinds of entity that a request may ask for, in the order in which IAM goes through them. */
export const ENTITY_FILTERS = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;
export type EntityFilter = (typeof ENTITY_FILTERS)[number];

/** The list of the answer that holds the entities of each kind. */
export const ENTITY_LISTS: Readonly<Record<EntityFilter, keyof AuthorizationDetails>> = {
  User: 'UserDetailList',
  Group: 'GroupDetailList',
  Role: 'RoleDetailList',
  LocalManagedPolicy: 'Policies',
  AWSManagedPolicy: 'Policies',
};

/** The entities of an account by kind, each written as XML. */
export type WrittenEntities = Readonly<Record<EntityFilter, readonly string[]>>;

const DOCUMENTS = new Set(['PolicyDocument', 'AssumeRolePolicyDocument', 'Document']);

/** Writes all entities of an account. */
export function writtenEntities(details: AuthorizationDetails): WrittenEntities {
  return {
    User: details.UserDetailList.map(written),
    Group: details.GroupDetailList.map(written),
    Role: details.RoleDetailList.map(written),
    LocalManagedPolicy: details.Policies.filter((policy) => !isAwsManaged(policy)).map(written),
    AWSManagedPolicy: details.Policies.filter(isAwsManaged).map(written),
  };
}

function written(entry: DetailEntry): string {
  return xmlElement('member', elementsOf(entry));
}

function isAwsManaged(policy: DetailEntry): boolean {
  return /^arn:[^:]+:iam::aws:/.test(String(policy['Arn']));
}

function elementsOf(entry: DetailEntry): XmlElements {
  const elements: Record<string, XmlContent> = {};
  for (const [name, value] of Object.entries(entry)) {
    if (value === undefined || value === null) continue;
    elements[name] = DOCUMENTS.has(name) ? documentText(value) : contentOf(name, value);
  }
  return elements;
}

function contentOf(name: string, value: unknown): XmlContent {
  if (Array.isArray(value)) return { member: value.map((entry: unknown) => contentOf('member', entry)) };
  if (typeof value === 'object' && value !== null)
    return elementsOf(Object.fromEntries(Object.entries(value)));
  if (typeof value === 'string') return name.endsWith('Date') ? apiTime(value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`${name} holds a ${typeof value}, which XML has no form for`);
}

/** The CLI prints times with their offset; the API writes a Z. */
function apiTime(text: string): string {
  return new Date(text).toISOString().replace('.000Z', 'Z');
}

/** IAM gives documents as they were written, percent-encoded. */
function documentText(document: unknown): string {
  return percentEncoded(typeof document === 'string' ? document : JSON.stringify(document));
}
