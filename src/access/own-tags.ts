import type { ConditionTest, Statement } from '../policy/policy-document.js';
import { keysOfVariables } from '../policy/policy-variables.js';
import { evaluateTest } from '../policy/evaluate-conditions.js';
import type { EvaluationInput } from '../policy/request/evaluation-input.js';
import { decideForCaller } from '../policy/request/evaluate-request.js';
import type { Truth } from '../policy/truth.js';
import type { Actor, CallerContext, GivenContext } from './principal-context.js';
import { tagsUnder } from './tags-in-context.js';

const PRINCIPAL_TAG = 'aws:principaltag/';
/** A value that no statement names. */
const MADE_UP = 'made-up';
const USER_ARN = /^arn:[^:]+:iam::\d*:user\//;

/** Everything besides the request that decides whether a user may change its own tags. */
export type PoliciesOnUser = Pick<
  EvaluationInput,
  'identityPolicies' | 'permissionsBoundaries' | 'serviceControlPolicies' | 'resourceControlPolicies'
> & { readonly managementAccount: string | null };

/**
 * What requests of a user hold after it changed its own tags, which IAM lets it where its policies do: what it can change
 * is not known. Null for roles, whose sessions have tags of their own anyhow.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 *
 * @param policies - asked for once a tag matters
 */
export function withOtherTags(
  actor: Actor,
  context: CallerContext,
  given: GivenContext,
  policies: () => PoliciesOnUser,
): CallerContext | null {
  if (actor.type !== 'user' || !USER_ARN.test(actor.arn)) return null;
  const known = new Map<string, TagValue>();
  const valueOf = (key: string): TagValue => {
    if (known.has(key)) return known.get(key);
    const values = valuesToGive(actor, key.slice(PRINCIPAL_TAG.length), policies());
    const [value] = values;
    const asItIs = context.value(key);
    const other = values.length > 1 ? undefined : value === undefined ? asItIs : value;
    known.set(key, other);
    return other;
  };
  return {
    value: (key) =>
      key.toLowerCase().startsWith(PRINCIPAL_TAG) && !given.has(key.toLowerCase())
        ? valueOf(key)
        : context.value(key),
    beginning: (key) => context.beginning?.(key),
  };
}

/** Null where the tag is missing, undefined where it can be one thing or another. */
type TagValue = readonly string[] | null | undefined;

const ANY_VALUE = [undefined, undefined];

/** What the user may make of the tag besides what it is. */
function valuesToGive(actor: Actor, tag: string, policies: PoliciesOnUser): readonly TagValue[] {
  const isTagged = actor.tags.some(({ key }) => key.toLowerCase() === tag.toLowerCase());
  const mayGive = (value: string) => mayUse('iam:TagUser', actor, tag, [value], policies);
  if (mayGive(MADE_UP)) return ANY_VALUE;
  const values = valuesTested(tag, policies)
    .filter(mayGive)
    .map((value) => [value]);
  return isTagged && mayUse('iam:UntagUser', actor, tag, null, policies) ? [...values, null] : values;
}

/** The tags of the caller that statements test or hold as variables, as keys in lower case. */
export function callerTagsIn(statements: readonly Statement[]): readonly string[] {
  const keys = statements.flatMap(({ conditions, resources, notResources }) => [
    ...conditions.map(({ key }) => key),
    ...[...(resources ?? []), ...(notResources ?? []), ...conditions.flatMap(({ values }) => values)]
      .filter((text) => text.includes('${'))
      .flatMap(keysOfVariables),
  ]);
  return [...new Set(keys.map((key) => key.toLowerCase()))].filter((key) => key.startsWith(PRINCIPAL_TAG));
}

/** The values that statements ask of a tag that is to be given. */
function valuesTested(tag: string, policies: PoliciesOnUser): readonly string[] {
  const documents = [
    ...policies.identityPolicies,
    ...policies.permissionsBoundaries,
    ...(policies.serviceControlPolicies ?? []).flatMap((level) => level.policies ?? []),
  ];
  const tests = documents
    .flatMap(({ document }) => document.statements.flatMap(({ conditions }) => conditions))
    .filter(({ key }) => key.toLowerCase() === `aws:requesttag/${tag.toLowerCase()}`);
  return [...new Set(tests.flatMap(({ values }) => values).map((value) => value.replace(/[*?]/g, 'x')))];
}

function mayUse(
  action: 'iam:TagUser' | 'iam:UntagUser',
  { arn, accountId, tags }: Actor,
  tag: string,
  value: readonly string[] | null,
  { managementAccount, ...policies }: PoliciesOnUser,
): boolean {
  const own = [PRINCIPAL_TAG, 'iam:resourcetag/', 'aws:resourcetag/'].map((prefix) =>
    tagsUnder(prefix, tags),
  );
  const { decision } = decideForCaller({
    ...policies,
    request: {
      principal: arn,
      action,
      resource: { arn, accountId },
      context: new Map<string, readonly string[] | null>([
        ...own.flatMap(({ context }) => context),
        ['aws:tagkeys', [tag]],
        [`aws:requesttag/${tag.toLowerCase()}`, value],
      ]),
      contextIsComplete: false,
      isChosenByCaller: true,
      completePrefixes: [
        ...own.flatMap(({ prefixes }) => prefixes),
        ...(action === 'iam:UntagUser' ? ['aws:requesttag/'] : []),
      ],
      managementAccount,
    },
    sessionPolicies: [],
    resourcePolicy: null,
    endpointPolicies: [],
  });
  return decision === 'allowed' || decision === 'conditional';
}

/**
 * Whether a test holds for the caller as it is, where it serves it; unknown where the caller can change its own tags so
 * that the test may serve it: hold in an Allow, fail in a Deny.
 */
export function truthForCaller(
  test: ConditionTest,
  effect: Statement['effect'],
  context: CallerContext,
  variablesKnown: boolean,
): Truth {
  const truth = evaluateTest(test, context, variablesKnown);
  const serves = effect === 'Allow' ? 'holds' : 'fails';
  const { otherTags = null } = context;
  if (truth === serves || otherTags === null) return truth;
  return evaluateTest(test, otherTags, variablesKnown) === truth ? truth : 'unknown';
}

/** Whether a key is missing from the requests of a caller, which cannot change that by a tag of its own. */
export function lacksKey(key: string, context: CallerContext): boolean {
  return context.value(key) === null && (context.otherTags ?? context).value(key) === null;
}
