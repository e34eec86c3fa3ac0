import type { JsonValue } from './assessment.js';
import { conditionsOf, inWords, type TrustCondition } from './trust-conditions.js';
import { workloadInWords } from './trusted-workload.js';
import WORDS from './trust-words.json' with { type: 'json' };

const SERVICES: Readonly<Record<string, string>> = WORDS.services;

/**
 * A trust policy in words: one sentence for each statement. The document may have any shape; what cannot be read is
 * said to be so.
 *
 * @param document - the trust policy as it stood in the input
 * @param accountId - the account of the role, which is called "this account"
 */
export function trustInWords(document: JsonValue, accountId: string | null): readonly string[] {
  const statements = isObject(document) ? listOf(document['Statement']) : [];
  return statements.map((statement) =>
    isObject(statement) ? sentence(statement, accountId) : 'This statement cannot be read.',
  );
}

/** Keeps each sentence once: many roles trust alike. */
export class TrustSentences {
  readonly sentences: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** The numbers of a trust policy's sentences. */
  add(document: JsonValue, accountId: string | null): readonly number[] {
    return trustInWords(document, accountId).map((text) => {
      const number = this.numbers.get(text) ?? this.sentences.push(text) - 1;
      this.numbers.set(text, number);
      return number;
    });
  }
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function sentence(statement: JsonObject, accountId: string | null): string {
  const conditions = conditionsOf(statement['Condition']);
  const spared = statement['Principal'] === undefined ? statement['NotPrincipal'] : undefined;
  const { who, told } = callers(spared ?? statement['Principal'], conditions, accountId);
  if (who.length === 0) return 'Nobody is named, so that it lets nobody in.';
  const rest = conditions.filter((condition) => !told.has(condition)).map(inWords);
  const whom = spared === undefined ? capitalised(joined(who)) : `Everyone except ${joined(who)}`;
  const may = statement['Effect'] === 'Deny' ? 'may not' : 'may';
  return `${whom} ${may} ${deed(statement)}${rest.length === 0 ? '' : ` if ${rest.join(' and ')}`}.`;
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
  readonly who: readonly string[];
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
      .map((value): string => {
        switch (type.toLowerCase()) {
          case 'aws':
            return awsPrincipal(value, accountId);
          case 'service':
            return service(value);
          case 'federated': {
            const { words, saidBy } = workloadInWords(value, conditions);
            for (const condition of saidBy) told.add(condition);
            return words;
          }
          default:
            return `${type} ${value}`;
        }
      }),
  );
  return { who, told };
}

function awsPrincipal(name: string, accountId: string | null): string {
  if (name === '*') return 'anyone in any AWS account';
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  if (account !== undefined)
    return account === accountId
      ? 'whoever in this account has a policy that allows it'
      : `whoever in account ${account} that account allows it to`;
  if (/^A(?:ID|RO)A[A-Z0-9]{8,}$/.test(name)) return `a principal that was deleted (${name})`;
  const [, kind] = /^arn:[^:]*:(?:iam|sts)::\d{12}:([a-z-]+)\//.exec(name) ?? [];
  if (kind === 'assumed-role') return `the session ${name}`;
  return kind === 'user' || kind === 'role' ? `the ${kind} ${name}` : name;
}

function service(name: string): string {
  const [, prefix = ''] = /^(.*?)\.amazonaws\.com(?:\.cn)?$/.exec(name) ?? [];
  const workload = Object.hasOwn(SERVICES, prefix) ? SERVICES[prefix] : undefined;
  return workload === undefined ? `the service ${name}` : `${workload} of this account`;
}

function joined(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Begins a sentence with a capital; what a trust policy names keeps its case. */
function capitalised(text: string): string {
  return /^(?:anyone|whoever|a |the |pods |identities )/.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  // Array.isArray does not narrow a readonly array out of a union; what it lets pass is one.
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
