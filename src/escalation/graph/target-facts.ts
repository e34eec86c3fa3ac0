import type { Principal } from '../../account/account.js';
import { IndexSet } from '../../catalog/index-set.js';
import { evaluateTest, type RequestContext } from '../../policy/evaluate-conditions.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import type { Truth } from '../../policy/truth.js';
import { append } from './grouped.js';

const TAG = /^(?:iam|aws):resourcetag\/(.+)$/s;
const ACCOUNT = 'aws:resourceaccount';
/** The condition key of the boundary that a principal has, or is to have, in lower case. */
export const BOUNDARY_KEY = 'iam:permissionsboundary';

/** Actions of whose requests the key says which boundary is to be set, not which one the target has. */
const SETTING_BOUNDARY = new Set([
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:PutRolePermissionsBoundary',
  'iam:PutUserPermissionsBoundary',
]);

/** Whether a condition key says something of the principal that a request is made on. */
export function isFixedByTarget(key: string, action: string): boolean {
  const lowerCase = key.toLowerCase();
  if (lowerCase === BOUNDARY_KEY) return !SETTING_BOUNDARY.has(action);
  return lowerCase === ACCOUNT || isTagOfTarget(lowerCase);
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

/**
 * What the input says of the principals that requests are made on: their tags, accounts and permissions boundaries.
 * Groups have neither tags nor boundaries.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
export class TargetFacts {
  private readonly principals: readonly Known[];
  private readonly byKey = new Map<string, ReadonlyMap<string | null, IndexSet>>();

  constructor(principals: readonly Known[]) {
    this.principals = principals;
  }

  /** Judges a test for every principal, once for each value that the key has among them. */
  judge(test: ConditionTest, caller: RequestContext, variablesKnown: boolean): JudgedTargets {
    const found: Record<Truth, IndexSet[]> = { holds: [], fails: [], unknown: [] };
    const key = test.key.toLowerCase();
    for (const [value, targets] of this.byValue(key)) {
      const context = {
        value: (asked: string) =>
          asked.toLowerCase() === key ? (value === null ? null : [value]) : caller.value(asked),
      };
      found[evaluateTest(test, context, variablesKnown)].push(targets);
    }
    return { holds: IndexSet.unionOf(found.holds), fails: IndexSet.unionOf(found.fails) };
  }

  /** The principals by the value that a key has on them; null where they lack it. */
  private byValue(key: string): ReadonlyMap<string | null, IndexSet> {
    let values = this.byKey.get(key);
    if (values === undefined) {
      const lists = new Map<string | null, number[]>();
      this.principals.forEach((principal, number) => {
        append(lists, valueOf(principal, key), number);
      });
      values = new Map([...lists].map(([value, list]) => [value, IndexSet.of(list)]));
      this.byKey.set(key, values);
    }
    return values;
  }
}

function valueOf({ accountId, tags, permissionsBoundary }: Known, key: string): string | null {
  if (key === BOUNDARY_KEY) return permissionsBoundary?.arn ?? null;
  if (key === ACCOUNT) return accountId;
  const name = TAG.exec(key)?.[1];
  return tags.find((tag) => tag.key.toLowerCase() === name)?.value ?? null;
}
