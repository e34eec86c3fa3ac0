import type { Role } from '../../account/account.js';
import { RESOURCE_ORGANIZATION_KEYS, type OrganizationPlace } from '../../account/organization-place.js';
import { evaluateTest } from '../../policy/evaluate-conditions.js';
import type { ConditionTest, PolicyDocument } from '../../policy/policy-document.js';
import { fillKnownVariables, type RequestContext } from '../../policy/policy-variables.js';
import { OWNER_KEYS } from '../../policy/resource-owner-keys.js';

/** What is known of a role that is assumed. */
export interface KnownRole {
  /** Null where it is not known. */
  readonly accountId: string | null;
  /** Null where they are not known, or may be other ones by then. */
  readonly tags: Role['tags'] | null;
}

/** By key in lower case: the value that it has in every request to assume a role, or null for none. */
export type RoleFacts = ReadonlyMap<string, string | null>;

const ACCOUNT = 'aws:resourceaccount';
const ORGANIZATION = RESOURCE_ORGANIZATION_KEYS;
/** A tag of the role, as a key or as a variable. */
const TAG = /\b(?:aws|iam):resourcetag\/[^},]+/g;

/** Asked for every hop into a role. */
const asked = new WeakMap<PolicyDocument, readonly string[]>();

/** The keys of the role that matter to a policy, as a key or as a variable. */
function keysAsked(document: PolicyDocument): readonly string[] {
  let keys = asked.get(document);
  if (keys === undefined) {
    const found = new Set<string>();
    for (const { conditions } of document.statements)
      for (const { key, values } of conditions) {
        const isOfRole = key.toLowerCase();
        if (OWNER_KEYS.includes(isOfRole) || isTag(isOfRole)) found.add(isOfRole);
        for (const value of values) {
          const lowerCase = value.toLowerCase();
          for (const ofOwner of OWNER_KEYS) if (lowerCase.includes(ofOwner)) found.add(ofOwner);
          if (lowerCase.includes('${')) for (const [tag] of lowerCase.matchAll(TAG)) found.add(tag);
        }
      }
    keys = [...found].sort();
    asked.set(document, keys);
  }
  return keys;
}

function isTag(key: string): boolean {
  return /^(?:aws|iam):resourcetag\/./s.test(key);
}

const NOTHING: RoleFacts = new Map();

/** Whether tags of the role matter to a policy. */
export function turnsOnTags(document: PolicyDocument): boolean {
  return keysAsked(document).some(isTag);
}

/**
 * What of a role matters to a policy.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 *
 * @param place - where its account stands in the organisation; null where that is not known
 */
export function roleFacts(
  { accountId, tags }: KnownRole,
  place: OrganizationPlace | null,
  document: PolicyDocument,
): RoleFacts {
  const keys = keysAsked(document);
  if (keys.length === 0) return NOTHING;
  const facts = new Map<string, string | null>();
  // Who can change the tags of a role depends on its account.
  if (accountId !== null) facts.set(ACCOUNT, accountId);
  if (place !== null && keys.includes(ORGANIZATION.id)) facts.set(ORGANIZATION.id, place.id);
  if (place?.path != null && keys.includes(ORGANIZATION.path)) facts.set(ORGANIZATION.path, place.path);
  if (tags === null) return facts;
  for (const key of keys.filter(isTag)) {
    const name = key.slice(key.indexOf('/') + 1);
    facts.set(key, tags.find((tag) => tag.key.toLowerCase() === name)?.value ?? null);
  }
  return facts;
}

/** Equal for roles of which a policy says the same. */
export function factsKey(facts: RoleFacts): string {
  return facts.size === 0 ? '' : JSON.stringify([...facts]);
}

/**
 * The tests for a role: without those that hold for what is known of it, which stands in place of variables; null where
 * one fails.
 */
export function testsForRole(
  facts: RoleFacts,
  tests: readonly ConditionTest[],
  variablesKnown: boolean,
): readonly ConditionTest[] | null {
  if (facts.size === 0) return tests;
  const context: RequestContext = {
    value: (key) => {
      const value = facts.get(key.toLowerCase());
      return value == null ? value : [value];
    },
  };
  const open: ConditionTest[] = [];
  for (const test of tests) {
    const truth = evaluateTest(test, context, variablesKnown);
    if (truth === 'fails') return null;
    if (truth === 'unknown') open.push(variablesKnown ? aboutCaller(test, facts, context) : test);
  }
  return open;
}

const COMPARISON = /^String(?:Not)?(?:Equals|EqualsIgnoreCase)$/;
/** Numbers of accounts hold no wildcards. */
const LIKENESS = /^String(?:Not)?Like$/;
const OF_CALLER = /^\$\{(aws:principal(?:account|orgid|tag\/[^},]+))\}$/i;

/**
 * A comparison of something of the role with something of the caller, the other way round: who calls is known where a
 * test of it is judged. In other tests what is known of the role is written out.
 */
function aboutCaller(test: ConditionTest, facts: RoleFacts, context: RequestContext): ConditionTest {
  const fill = (value: string) => (value.includes('${') ? fillKnownVariables(value, context) : value);
  const ofRole = facts.get(test.key.toLowerCase());
  if (ofRole == null) return { ...test, values: test.values.map(fill) };
  // The others are decided: that the test is open says that they differ.
  const [value = '', ...others] = new Set(test.values.filter((each) => fill(each).includes('${')));
  const ofCaller = OF_CALLER.exec(value)?.[1];
  if (ofCaller === undefined || test.quantifier !== null || others.length > 0) return test;
  const isLikeness = LIKENESS.test(test.operator) && !ofCaller.includes('/');
  if (!isLikeness && !COMPARISON.test(test.operator)) return test;
  // The key of the role is there, so that it does not matter what would be without it.
  return { ...test, key: ofCaller, ifExists: false, values: [fill(`\${${test.key}}`)] };
}
