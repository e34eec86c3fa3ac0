import type { Principal } from '../../account/account.js';
import { RESOURCE_ORGANIZATION_KEYS } from '../../account/organization-place.js';
import { IndexSet } from '../../catalog/index-set.js';
import { evaluateTest, type RequestContext } from '../../policy/evaluate-conditions.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { OWNER_KEYS } from '../../policy/resource-owner-keys.js';
import { SortedTexts } from '../../policy/sorted-texts.js';
import { soughtValues, truthOfOthers } from '../../policy/sought-values.js';
import type { Truth } from '../../policy/truth.js';
import { append, memoised } from './grouped.js';
import type { KnownCallers } from './known-callers.js';

const TAG = /^(?:iam|aws):resourcetag\/(.+)$/s;
const ACCOUNT = 'aws:resourceaccount';
/** The condition key of the boundary that a principal has, or is to have, in lower case. */
export const BOUNDARY_KEY = 'iam:permissionsboundary';

/** Actions that set the boundary of somebody who is there. */
export const PUTTING_BOUNDARY: ReadonlySet<string> = new Set([
  'iam:PutRolePermissionsBoundary',
  'iam:PutUserPermissionsBoundary',
]);
/** Actions of whose requests the key says which boundary is to be set, not which one the target has. */
const SETTING_BOUNDARY = new Set(['iam:CreateRole', 'iam:CreateUser', ...PUTTING_BOUNDARY]);

/** Whether a condition key says something of the principal that a request is made on. */
export function isFixedByTarget(key: string, action: string): boolean {
  const lowerCase = key.toLowerCase();
  if (lowerCase === BOUNDARY_KEY) return !SETTING_BOUNDARY.has(action);
  return OWNER_KEYS.includes(lowerCase) || isTagOfTarget(lowerCase);
}

/** Whether a condition key is a tag of the principal that a request is made on. */
export function isTagOfTarget(key: string): boolean {
  return TAG.test(key.toLowerCase());
}

/** What of a principal decides tests of what a request is made on. */
type Known = Pick<Principal, 'accountId' | 'tags' | 'permissionsBoundary'>;

/** For whom a test holds and for whom it fails; the others are not known. */
export interface JudgedTargets {
  readonly holds: IndexSet;
  readonly fails: IndexSet;
}

/** The principals by the values that a key has on them. */
interface ValuesOfKey {
  /** Whoever has it and not as an empty text: with some operators that is like lacking it. */
  readonly having: IndexSet;
  readonly values: readonly string[];
  readonly sorted: SortedTexts;
  /** Null where they lack it. */
  readonly byValue: ReadonlyMap<string | null, IndexSet>;
}

/**
 * What the input says of the principals that requests are made on: their tags, accounts, with the place of these in the
 * organisation, and permissions boundaries.
 * Groups have neither tags nor boundaries.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
export class TargetFacts {
  private readonly principals: readonly Known[];
  private readonly placeOf: KnownCallers['placeOf'];
  private readonly byKey = new Map<string, ValuesOfKey>();

  constructor(principals: readonly Known[], placeOf: KnownCallers['placeOf']) {
    this.principals = principals;
    this.placeOf = placeOf;
  }

  /**
   * Judges a test for every principal, once for each value that the key has among them and that the test names, and
   * once for all others.
   */
  judge(test: ConditionTest, caller: RequestContext, variablesKnown: boolean): JudgedTargets {
    const found: Record<Truth, IndexSet[]> = { holds: [], fails: [], unknown: [] };
    const key = test.key.toLowerCase();
    const { having, values, sorted, byValue } = memoised(this.byKey, key, () => this.valuesOf(key));
    const contextOf = (value: string | null): RequestContext => ({
      value: (asked) =>
        asked.toLowerCase() === key ? (value === null ? null : [value]) : caller.value(asked),
    });
    let others = having;
    const sought = soughtValues(test, caller, variablesKnown);
    const named = sought === null ? values : sorted.among(sought).map((place) => values[place] ?? '');
    for (const value of [null, '', ...named]) {
      const targets = byValue.get(value);
      if (targets === undefined) continue;
      found[evaluateTest(test, contextOf(value), variablesKnown)].push(targets);
      others = others.minus(targets);
    }
    if (!others.isEmpty) found[truthOfOthers(test)].push(others);
    return { holds: IndexSet.unionOf(found.holds), fails: IndexSet.unionOf(found.fails) };
  }

  /** The targets of one account. */
  ofAccount(accountId: string | null): IndexSet {
    const { byValue } = memoised(this.byKey, ACCOUNT, () => this.valuesOf(ACCOUNT));
    return byValue.get(accountId) ?? IndexSet.empty;
  }

  private valuesOf(key: string): ValuesOfKey {
    const lists = new Map<string | null, number[]>();
    this.principals.forEach((principal, number) => {
      const value = valueOf(principal, key, this.placeOf);
      if (value !== undefined) append(lists, value, number);
    });
    const byValue = new Map([...lists].map(([value, list]) => [value, IndexSet.of(list)]));
    const values = [...byValue.keys()].filter((value) => value !== null).filter((value) => value !== '');
    const having = IndexSet.unionOf(values.map((value) => byValue.get(value) ?? IndexSet.empty));
    return { having, values, sorted: new SortedTexts(values), byValue };
  }
}

/** Null where it has none, undefined where that is not known. */
function valueOf(
  { accountId, tags, permissionsBoundary }: Known,
  key: string,
  placeOf: KnownCallers['placeOf'],
): string | null | undefined {
  if (key === BOUNDARY_KEY) return permissionsBoundary?.arn ?? null;
  if (key === ACCOUNT) return accountId;
  if (key === RESOURCE_ORGANIZATION_KEYS.id) return placeOf(accountId)?.id;
  if (key === RESOURCE_ORGANIZATION_KEYS.path) return placeOf(accountId)?.path ?? undefined;
  const name = TAG.exec(key)?.[1];
  return tags.find((tag) => tag.key.toLowerCase() === name)?.value ?? null;
}
