import type { Assessment, Finding, JsonValue } from '../assessment/assessment.js';

/** How someone outside becomes administrator by a role, where a finding is about that. */
export interface OutsiderWay {
  /** As the trust policy names it. */
  readonly outsider: string;
  /** Indexes of the statements of the role's trust policy that let it in; none where the document is not there. */
  readonly statements: readonly number[];
}

/** The way of someone outside that a finding on a role is about; null for all other findings. */
export function outsiderWay(
  { principals, documents }: Pick<Assessment, 'principals' | 'documents'>,
  { subject, trusted }: Pick<Finding, 'subject' | 'trusted'>,
): OutsiderWay | null {
  const outsider = trusted?.[0];
  if (subject.type !== 'principal' || outsider === undefined) return null;
  const document = principals[subject.principal]?.role?.trustPolicy ?? -1;
  return { outsider, statements: statementsNaming(documents[document] ?? null, outsider) };
}

/** The statements of a trust policy that let in someone outside, as written; those open to everyone let in everyone. */
export function statementsNaming(document: JsonValue, outsider: string): readonly number[] {
  const isNamed = (value: JsonValue | undefined): boolean => {
    if (typeof value === 'string') return value === outsider || value === '*';
    return typeof value === 'object' && value !== null && Object.values(value).some(isNamed);
  };
  const statements = memberOf(document, 'Statement') ?? [];
  return (isList(statements) ? statements : [statements]).flatMap((statement, index) => {
    if (memberOf(statement, 'Effect') === 'Deny') return [];
    const letsIn =
      isNamed(memberOf(statement, 'Principal')) || memberOf(statement, 'NotPrincipal') !== undefined;
    return letsIn ? [index] : [];
  });
}

/** What a finding says after the name of the outsider. */
export function outsiderWords({ statements }: OutsiderWay): string {
  return `, outside the account, becomes administrator by this role, which it may assume by ${trustWords(statements)}`;
}

/** `statements 1 and 3 of its trust policy`. */
export function trustWords(statements: readonly number[]): string {
  if (statements.length === 0) return 'its trust policy';
  return `${statements.length === 1 ? 'statement' : 'statements'} ${statements.map((index) => index + 1).join(' and ')} of its trust policy`;
}

function memberOf(value: JsonValue, member: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value[member] : undefined;
}

/** Array.isArray does not narrow a readonly array out of a union. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
