import type { JsonValue } from '../assessment/assessment.js';
import { conditionsOf, inWords, type TrustCondition } from './trust-conditions.js';
import { workloadInWords } from './trusted-workload.js';
import WORDS from './trust-words.json' with { type: 'json' };

/** A piece of a sentence: words, or a principal by its ARN as the trust policy names it. */
export type TrustPart = string | { readonly arn: string };

/** What one statement of a trust policy says. */
export interface TrustSentence {
  /** Index of the statement. */
  readonly statement: number;
  readonly parts: readonly TrustPart[];
}

const SERVICES: Readonly<Record<string, string>> = WORDS.services;

/**
 * A trust policy in words: one sentence for each statement. The document may have any shape; what cannot be read is
 * said to be so.
 *
 * @param document - the trust policy as it stood in the input
 * @param accountId - the account of the role, which is called "this account"
 */
export function trustInWords(document: JsonValue, accountId: string | null): readonly TrustSentence[] {
  const statements = isObject(document) ? listOf(document['Statement']) : [];
  return statements.map((statement, index) => ({
    statement: index,
    parts: isObject(statement) ? sentence(statement, accountId) : ['This statement cannot be read.'],
  }));
}

/** A sentence as plain text. */
export function trustText({ parts }: TrustSentence): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.arn)).join('');
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function sentence(statement: JsonObject, accountId: string | null): readonly TrustPart[] {
  const conditions = conditionsOf(statement['Condition']);
  const spared = statement['Principal'] === undefined ? statement['NotPrincipal'] : undefined;
  const { who, told } = callers(spared ?? statement['Principal'], conditions, accountId);
  if (who.length === 0) return ['Nobody is named, so that it lets nobody in.'];
  const may = statement['Effect'] === 'Deny' ? 'may not' : 'may';
  const rest = conditions.filter((condition) => !told.has(condition)).map(inWords);
  return [
    ...(spared === undefined ? [] : ['Everyone except ']),
    ...capitalised(joined(who), spared === undefined),
    ` ${may} ${deed(statement)}`,
    ...(rest.length === 0 ? [] : [` if ${rest.join(' and ')}`]),
    '.',
  ];
}

/** What they may do, going by the actions. */
function deed(statement: JsonObject): string {
  const actions = listOf(statement['Action']).filter((action) => typeof action === 'string');
  if (actions.some((action) => /^(?:\*|sts:(?:\*|assumerole))/i.test(action))) return 'assume it';
  if (actions.length === 0) return 'do what the statement leaves open with it';
  if (actions.every((action) => /^sts:tagsession$/i.test(action))) return 'put tags on its sessions';
  return `use ${actions.join(' and ')} on it`;
}

interface Callers {
  readonly who: readonly (readonly TrustPart[])[];
  /** Conditions that the words for the callers say already. */
  readonly told: ReadonlySet<TrustCondition>;
}

function callers(
  principal: JsonValue | undefined,
  conditions: readonly TrustCondition[],
  accountId: string | null,
): Callers {
  const told = new Set<TrustCondition>();
  const byType: readonly (readonly [string, JsonValue])[] = isObject(principal)
    ? Object.entries(principal)
    : [['AWS', principal ?? null]];
  const who = byType.flatMap(([type, values]) =>
    listOf(values)
      .filter((value) => typeof value === 'string')
      .map((value): readonly TrustPart[] => {
        switch (type.toLowerCase()) {
          case 'aws':
            return awsPrincipal(value, accountId);
          case 'service':
            return [service(value)];
          case 'federated': {
            const { words, saidBy } = workloadInWords(value, conditions);
            for (const condition of saidBy) told.add(condition);
            return [words];
          }
          default:
            return [`${type} ${value}`];
        }
      }),
  );
  return { who, told };
}

function awsPrincipal(name: string, accountId: string | null): readonly TrustPart[] {
  if (name === '*') return ['anyone in any AWS account'];
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  if (account !== undefined)
    return [
      account === accountId
        ? 'whoever in this account has a policy that allows it'
        : `whoever in account ${account} that account allows it to`,
    ];
  if (/^A(?:ID|RO)A[A-Z0-9]{8,}$/.test(name)) return [`a principal that was deleted (${name})`];
  const [, kind] = /^arn:[^:]*:(?:iam|sts)::\d{12}:([a-z-]+)\//.exec(name) ?? [];
  if (kind === 'assumed-role') return [`the session ${name}`];
  return kind === 'user' || kind === 'role' ? [`the ${kind} `, { arn: name }] : [name];
}

function service(name: string): string {
  const [, prefix = ''] = /^(.*?)\.amazonaws\.com(?:\.cn)?$/.exec(name) ?? [];
  const workload = Object.hasOwn(SERVICES, prefix) ? SERVICES[prefix] : undefined;
  return workload === undefined ? `the service ${name}` : `${workload} of this account`;
}

function joined(who: readonly (readonly TrustPart[])[]): readonly TrustPart[] {
  return who.flatMap((parts, index) => {
    const before = index === 0 ? '' : index === who.length - 1 ? ' and ' : ', ';
    return before === '' ? parts : [before, ...parts];
  });
}

function capitalised(parts: readonly TrustPart[], isFirst: boolean): readonly TrustPart[] {
  const [first, ...rest] = parts;
  // What a trust policy names keeps its case.
  return isFirst && typeof first === 'string' && /^(?:anyone|whoever|a |the |pods |identities )/.test(first)
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : parts;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  // Array.isArray does not narrow a readonly array out of a union; what it lets pass is one.
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
