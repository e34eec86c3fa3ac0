import table from './data/condition-keys.json' with { type: 'json' };

/** What is known of a condition key; see the vocabulary in `data/condition-keys.json`. */
export interface ConditionKeyFacts {
  readonly attackerControlled: boolean | 'sometimes';
  readonly limits: boolean;
  readonly mayBeAbsent: boolean;
  /** Whether the caller may always send the key, though which value passes is not for it to say. */
  readonly callerSends: boolean;
  /** What a request holds that the caller makes itself: a value, or null for no such key; undefined where that is open. */
  readonly directCall: string | null | undefined;
  /** What somebody with an AWS account of their own has of the key; null where that is not known. */
  readonly ofAnyone: string | null;
  /** Whether it is a tag of the resource: some have it and others lack it. */
  readonly isOfResource: boolean;
  readonly weakWith: readonly string[];
  readonly weakValues: readonly string[];
  readonly strongWithValues: readonly string[];
  /** Operators of a Deny that the caller keeps clear of at will. */
  readonly avoidedWith: readonly string[];
}

interface KeyRow {
  readonly attackerControlled: boolean | string;
  readonly limits: boolean;
  readonly mayBeAbsent: boolean;
  readonly callerSends?: boolean;
  readonly directCall?: string | null;
  readonly ofAnyone?: string;
  readonly ofResource?: boolean;
  readonly weakWith?: readonly string[];
  readonly weakValues?: readonly string[];
  readonly strongWithValues?: readonly string[];
  readonly avoidedWith?: readonly string[];
}

const rows: readonly (readonly [string, KeyRow])[] = Object.entries(table.keys);

interface KnownKeys {
  readonly asSpelt: ReadonlyMap<string, ConditionKeyFacts>;
  readonly inLowerCase: ReadonlyMap<string, ConditionKeyFacts>;
  readonly byPrefix: readonly (readonly [string, ConditionKeyFacts])[];
}

let knownKeys: KnownKeys | null = null;

/** Read when first asked for: a policy without conditions does without. */
function keys(): KnownKeys {
  knownKeys ??= readKeys();
  return knownKeys;
}

function readKeys(): KnownKeys {
  const asSpelt = new Map<string, ConditionKeyFacts>();
  const inLowerCase = new Map<string, ConditionKeyFacts>();
  const byPrefix: (readonly [string, ConditionKeyFacts])[] = [];
  for (const [key, row] of rows) {
    const facts: ConditionKeyFacts = {
      attackerControlled:
        row.attackerControlled === 'sometimes' ? 'sometimes' : row.attackerControlled === true,
      limits: row.limits,
      mayBeAbsent: row.mayBeAbsent,
      callerSends: row.callerSends ?? row.attackerControlled === true,
      directCall: row.directCall,
      ofAnyone: row.ofAnyone ?? null,
      isOfResource: row.ofResource === true,
      weakWith: row.weakWith ?? [],
      weakValues: row.weakValues ?? [],
      strongWithValues: row.strongWithValues ?? [],
      avoidedWith: row.avoidedWith ?? [],
    };
    if (key.endsWith('*')) byPrefix.push([key.slice(0, -1).toLowerCase(), facts]);
    else {
      asSpelt.set(key, facts);
      inLowerCase.set(key.toLowerCase(), facts);
    }
  }
  return { asSpelt, inLowerCase, byPrefix };
}

/** The facts on a key, in any case; null if nothing is known of it. */
export function conditionKeyFacts(key: string): ConditionKeyFacts | null {
  const { asSpelt, inLowerCase, byPrefix } = keys();
  // Nearly every key is spelt as AWS spells it.
  const known = asSpelt.get(key);
  if (known !== undefined) return known;
  const lowerCase = key.toLowerCase();
  return inLowerCase.get(lowerCase) ?? byPrefix.find(([prefix]) => lowerCase.startsWith(prefix))?.[1] ?? null;
}
