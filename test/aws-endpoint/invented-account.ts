import { accountText } from '../../scripts/bench/generate-account.js';
import { ACCOUNT_ID, OTHER_ACCOUNTS } from '../../scripts/bench/generated-names.js';
import { readVocabulary, type Vocabulary } from '../../scripts/bench/service-vocabulary.js';
import type { AuthorizationDetails, DetailEntry, Partition } from './endpoint-options.js';

/** How an invented account differs from the others of its variant. */
export interface InventedAccount {
  readonly id: string;
  /** Tells the ids of its entities from those of other accounts. */
  readonly number: number;
  readonly variant: number;
  readonly partition: Partition;
  /** Accounts whose principals its roles trust, in place of accounts that nobody knows. */
  readonly trustedAccounts: readonly string[];
  /** Roles beside those of the variant. */
  readonly roles: readonly DetailEntry[];
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const OWN_LETTERS = 4;
const UNIQUE_ID = /\bA(?:IDA|ROA|GPA|NPA|IPA)[A-Z2-7]{17}\b/g;

/** Writes accounts. Each variant is generated once: the accounts of a variant have the same names and policies. */
export class AccountInventor {
  private readonly principals: number;
  private readonly seed: number;
  private readonly variants = new Map<number, string>();

  constructor(principals: number, seed: number) {
    this.principals = principals;
    this.seed = seed;
  }

  details({ id, number, variant, partition, trustedAccounts, roles }: InventedAccount): AuthorizationDetails {
    const ids = new Map<string, string>([[ACCOUNT_ID, id]]);
    trustedAccounts.forEach((trusted, index) => {
      const placeholder = OTHER_ACCOUNTS[index];
      if (placeholder !== undefined) ids.set(placeholder, trusted);
    });
    const letters = ownLetters(number);
    const text = this.variant(variant)
      .replace(
        new RegExp([...ids.keys()].join('|'), 'g'),
        (placeholder) => ids.get(placeholder) ?? placeholder,
      )
      .replace(UNIQUE_ID, (uniqueId) => `${uniqueId.slice(0, -OWN_LETTERS)}${letters}`)
      .replaceAll('arn:aws:', `arn:${partition}:`);
    // The generator writes the four lists of the CLI.
    const details = JSON.parse(text) as AuthorizationDetails;
    return { ...details, RoleDetailList: [...roles, ...details.RoleDetailList] };
  }

  private variant(variant: number): string {
    const known = this.variants.get(variant);
    if (known !== undefined) return known;
    const toGenerate = { principals: this.principals, seed: this.seed + variant };
    const text = [...accountText(toGenerate, vocabulary())].join('');
    this.variants.set(variant, text);
    return text;
  }
}

let read: Vocabulary | null = null;

/** Reading the actions of all services takes longer than writing an account. */
function vocabulary(): Vocabulary {
  read ??= readVocabulary();
  return read;
}

/** The number in the letters of unique ids. */
function ownLetters(number: number): string {
  let rest = number;
  let letters = '';
  for (let position = 0; position < OWN_LETTERS; position++) {
    letters = ID_ALPHABET.charAt(rest % ID_ALPHABET.length) + letters;
    rest = Math.floor(rest / ID_ALPHABET.length);
  }
  return letters;
}
