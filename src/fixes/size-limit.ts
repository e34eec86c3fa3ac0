import type { JsonValue, PrincipalType } from '../assessment/assessment.js';

/**
 * How many characters, white space not counted, the documents of policies may have: a managed policy by itself, the
 * inline policies of one principal together, a trust policy as long as nobody had the quota raised.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const LIMITS = { managed: 6144, trust: 2048, user: 2048, role: 10240, group: 5120 } as const;

/** Room for one document. */
export interface Room {
  readonly limit: number;
  /** Characters of the other documents that share the room. */
  readonly taken: number;
}

/** The room for one managed policy. */
export const MANAGED_ROOM: Room = { limit: LIMITS.managed, taken: 0 };
/** The room for one trust policy. */
export const TRUST_ROOM: Room = { limit: LIMITS.trust, taken: 0 };

/** The room for one inline policy of a principal. */
export function inlineRoom(holder: PrincipalType, others: readonly JsonValue[]): Room {
  return {
    limit: LIMITS[holder],
    taken: others.reduce((sum: number, document) => sum + charactersOf(document), 0),
  };
}

/** The characters of a document as AWS counts them. */
export function charactersOf(document: JsonValue): number {
  const text = JSON.stringify(document);
  // Most documents have no white space, which is found out far quicker.
  return /\s/.test(text) ? text.replace(/\s/g, '').length : text.length;
}

/** A document of more than so many times the length that AWS allows helps nobody. */
const MOST_TIMES_THE_LIMIT = 3;

/** By how much a document is too long for its room. */
export interface Excess {
  readonly characters: number;
  readonly limit: number;
}

/** Whether it is so much that the document is no use to anybody. */
export function isUseless(tooLong: Excess | undefined): boolean {
  return tooLong !== undefined && tooLong.characters > MOST_TIMES_THE_LIMIT * tooLong.limit;
}

/** Whether a document is too long for its room, and by how much; undefined where it fits. */
export function excess(document: JsonValue, { limit, taken }: Room): Excess | undefined {
  const characters = taken + charactersOf(document);
  return characters > limit ? { characters, limit } : undefined;
}
