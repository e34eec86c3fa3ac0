import table from './data/condition-keys.json' with { type: 'json' };

/** What is known of a condition key; see the vocabulary in `data/condition-keys.json`. */
export interface ConditionKeyFacts {
  readonly attackerControlled: boolean | 'sometimes';
  readonly limits: boolean;
  readonly mayBeAbsent: boolean;
  /** Whether the caller may always send the key, though which value passes is not for it to say. */
  readonly callerSends: boolean;
  readonly weakWith: readonly string[];
  readonly weakValues: readonly string[];
  readonly strongWithValues: readonly string[];
}

interface KeyRow {
  readonly attackerControlled: boolean | string;
  readonly limits: boolean;
  readonly mayBeAbsent: boolean;
  readonly callerSends?: boolean;
  readonly weakWith?: readonly string[];
  readonly weakValues?: readonly string[];
  readonly strongWithValues?: readonly string[];
}

const rows: readonly (readonly [string, KeyRow])[] = Object.entries(table.keys);

const asSpelt = new Map<string, ConditionKeyFacts>();
const exact = new Map<string, ConditionKeyFacts>();
const byPrefix: (readonly [string, ConditionKeyFacts])[] = [];
for (const [key, row] of rows) {
  const facts: ConditionKeyFacts = {
    attackerControlled:
      row.attackerControlled === 'sometimes' ? 'sometimes' : row.attackerControlled === true,
    limits: row.limits,
    mayBeAbsent: row.mayBeAbsent,
    callerSends: row.callerSends ?? row.attackerControlled === true,
    weakWith: row.weakWith ?? [],
    weakValues: row.weakValues ?? [],
    strongWithValues: row.strongWithValues ?? [],
  };
  if (key.endsWith('*')) byPrefix.push([key.slice(0, -1).toLowerCase(), facts]);
  else {
    asSpelt.set(key, facts);
    exact.set(key.toLowerCase(), facts);
  }
}

/** The facts on a key, in any case; null if nothing is known of it. */
export function conditionKeyFacts(key: string): ConditionKeyFacts | null {
  // Nearly every key is spelt as AWS spells it.
  const known = asSpelt.get(key);
  if (known !== undefined) return known;
  const lowerCase = key.toLowerCase();
  return exact.get(lowerCase) ?? byPrefix.find(([prefix]) => lowerCase.startsWith(prefix))?.[1] ?? null;
}
