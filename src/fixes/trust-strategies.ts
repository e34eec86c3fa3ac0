import { IndexSet } from '../catalog/index-set.js';
import type { JsonObject } from '../policy/json-shape.js';
import type { Statement } from '../policy/policy-document.js';
import type { PrincipalName } from '../policy/principal-name.js';
import { principalsIn } from '../policy/principal-name.js';
import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import type { Change, Strategy } from './change.js';
import {
  Sids,
  statementsIn,
  withElement,
  withElementFor,
  withStatements,
  withTest,
} from './edited-statement.js';
import type { Circumstances, JudgedDocument, Risk } from './judged-document.js';
import { ACCOUNT_PLACEHOLDER } from './named-resource.js';
import { namedSource, type NamedSource } from './named-source.js';
import { statementName } from './statement-name.js';
import { EVERYONE_BUT } from './trusts-within.js';
import { audienceTest, subjectTests, type ExplainedTest, type TokenTest } from './web-identity-tests.js';

/** What a kind of risk in trust policies is answered with. */
type Answer = (part: TrustPart) => TrustAnswer | null;

/** The principals of one statement that a risk is about. */
interface TrustPart {
  readonly statement: Statement;
  readonly principals: readonly PrincipalName[];
  readonly circumstances: Circumstances;
}

interface TrustAnswer {
  readonly step: string;
  readonly placeholders: readonly FixPlaceholder[];
  readonly tests?: readonly (TokenTest | NamedSource)[];
  /** Who is let in instead; an empty list takes the principals out. */
  readonly principals?: readonly string[];
}

/**
 * Where assertions for signing in are sent to, by partition.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
const SIGN_IN_ADDRESSES: ReadonlyMap<string, string> = new Map([
  ['aws', 'https://signin.aws.amazon.com/saml'],
  ['aws-cn', 'https://signin.amazonaws.cn/saml'],
  ['aws-us-gov', 'https://signin.amazonaws-us-gov.com/saml'],
]);
/** Stands for the address where it is not known. */
const SIGN_IN_PLACEHOLDER: FixPlaceholder = {
  name: 'SIGN_IN_ADDRESS',
  meaning: 'The address for signing in with SAML in this partition of AWS, which ends in /saml.',
};

const ANSWERS: Readonly<Record<string, Answer>> = {
  AssumableByThirdPartyWithoutExternalId: () => ({
    step: 'the third party has to send an external id.',
    tests: [{ operator: 'StringEquals', key: 'sts:ExternalId', value: 'EXTERNAL_ID' }],
    placeholders: [
      {
        name: 'EXTERNAL_ID',
        meaning: 'What the third party sends for this account and for no other customer: ask it.',
      },
    ],
  }),
  AssumableByServiceWithoutSource: ({ statement, circumstances: { place } }) => {
    const account = place.accountId ?? ACCOUNT_PLACEHOLDER.name;
    const source = namedSource(statement, account);
    return {
      step:
        source === null
          ? 'the service may act for resources of this account only.'
          : 'aws:SourceArn names this account, so that the service may act for its resources only.',
      tests: [source ?? { operator: 'StringEquals', key: 'aws:SourceAccount', value: account }],
      placeholders: place.accountId === null ? [ACCOUNT_PLACEHOLDER] : [],
    };
  },
  AssumableBySamlWithoutAudience: ({ circumstances: { place } }) => {
    const address = SIGN_IN_ADDRESSES.get(place.partition);
    return {
      step: 'the assertion has to be made for signing in to AWS; add the addresses of regions that your identity provider uses.',
      tests: [{ operator: 'StringEquals', key: 'SAML:aud', value: address ?? SIGN_IN_PLACEHOLDER.name }],
      placeholders: address === undefined ? [SIGN_IN_PLACEHOLDER] : [],
    };
  },
  AssumableByWebIdentityWithoutAudience: (part) =>
    byTokens(part, audienceTest, 'the token has to be made for AWS.'),
  AssumableByAnyWebIdentity: (part) => byTokens(part, subjectTests, 'the token has to be of one workload.'),
  AssumableByBroadWebIdentity: (part) => byTokens(part, subjectTests, 'the token has to be of one workload.'),
  AssumableFromAnyBranch: (part) =>
    byTokens(part, subjectTests, 'the token has to be of one branch or environment.'),
  AssumableByAnyPrincipal: ofOneRole,
  AssumableByAnyPrincipalWithConditions: ofOneRole,
  AssumableByNotPrincipal: ofOneRole,
  TrustsDeletedPrincipal: () => ({
    step: 'the deleted principal is taken out.',
    placeholders: [],
    principals: [],
  }),
};

/** Changes of a trust policy that may remove a risk. */
export function trustStrategies(
  judged: JudgedDocument,
  risk: Risk,
  circumstances: Circumstances,
): readonly Strategy[] {
  const answer = ANSWERS[risk.kind];
  return answer === undefined ? [] : [() => answered(judged, risk, circumstances, answer)];
}

function answered(
  { json, document }: JudgedDocument,
  risk: Risk,
  circumstances: Circumstances,
  answer: Answer,
): Change | null {
  const { members } = risk;
  if (members instanceof IndexSet) return null;
  const written = statementsIn(json);
  const sids = new Sids(json);
  const replacements = new Map<number, readonly JsonObject[]>();
  const steps: string[] = [];
  const placeholders = new Map<string, FixPlaceholder>();
  const touched = new Set<string>();
  for (const index of risk.statements) {
    const statement = document.statements[index];
    const before = written[index];
    if (statement === undefined || before === undefined) return null;
    const principals = concerned(statement, members);
    if (principals.length === 0) return null;
    const given = answer({ statement, principals, circumstances });
    if (given === null) return null;
    replacements.set(index, changedStatements(before, statement, principals, given, sids));
    steps.push(`${statementName(statement)}: ${given.step}`);
    for (const each of given.placeholders) placeholders.set(each.name, each);
    for (const { name } of principals) touched.add(name);
  }
  const changed = withStatements(json, replacements);
  if (changed === null) return null;
  return {
    json: changed,
    steps,
    placeholders: [...placeholders.values()],
    touched: { actions: IndexSet.empty, principals: touched },
  };
}

function concerned(statement: Statement, members: ReadonlySet<string>): readonly PrincipalName[] {
  if (statement.notPrincipals !== null) return [{ kind: 'aws', name: EVERYONE_BUT }];
  const all = statement.principals === null ? [] : principalsIn(statement.principals);
  return all.filter(({ name }) => members.has(name));
}

/** The statement without the principals that the change is about, and one for these. */
function changedStatements(
  before: JsonObject,
  { principals, notPrincipals }: Statement,
  concerned: readonly PrincipalName[],
  { tests = [], principals: instead }: TrustAnswer,
  sids: Sids,
): readonly JsonObject[] {
  const all = principals === null ? [] : principalsIn(principals);
  const others =
    notPrincipals === null ? all.filter((each) => !concerned.some((one) => isSame(one, each))) : [];
  const rest = others.length === 0 ? [] : [withElement(before, 'Principal', principalElement(others))];
  if (instead?.length === 0) return rest;
  const who =
    instead === undefined
      ? all.filter((each) => concerned.some((one) => isSame(one, each)))
      : instead.map((name): PrincipalName => ({ kind: 'aws', name }));
  const keepsElement = instead === undefined && others.length === 0;
  const named = keepsElement
    ? before
    : notPrincipals === null
      ? withElement(before, 'Principal', principalElement(who))
      : withElementFor(before, 'NotPrincipal', 'Principal', principalElement(who));
  const tested = tests.reduce(
    (statement, { operator, key, value }) => withTest(statement, operator, key, value),
    named,
  );
  return [...rest, rest.length === 0 ? tested : sids.renamed(tested, 'Limited')];
}

const ELEMENT_KEYS = {
  aws: 'AWS',
  service: 'Service',
  federated: 'Federated',
  canonicalUser: 'CanonicalUser',
} as const;

function principalElement(principals: readonly PrincipalName[]): JsonObject {
  const entries = Object.entries(ELEMENT_KEYS).flatMap(([kind, key]): [string, unknown][] => {
    const names = principals.filter((each) => each.kind === kind).map(({ name }) => name);
    const [only] = names;
    return only === undefined ? [] : [[key, names.length === 1 ? only : names]];
  });
  return Object.fromEntries(entries);
}

function isSame(one: PrincipalName, other: PrincipalName): boolean {
  return one.kind === other.kind && one.name === other.name;
}

/** One role of the role's own account in the place of everyone. */
function ofOneRole({ circumstances: { place } }: TrustPart): TrustAnswer {
  const account = place.accountId ?? ACCOUNT_PLACEHOLDER.name;
  return {
    step: 'one role of this account is trusted in the place of everyone; name whom it is meant for.',
    principals: [`arn:${place.partition}:iam::${account}:role/TRUSTED_ROLE_NAME`],
    placeholders: [
      { name: 'TRUSTED_ROLE_NAME', meaning: 'The role that is to assume this one; or another principal.' },
      ...(place.accountId === null ? [ACCOUNT_PLACEHOLDER] : []),
    ],
  };
}

function byTokens(
  { statement, principals }: TrustPart,
  testsFor: (issuer: string, statement: Statement) => readonly ExplainedTest[] | null,
  step: string,
): TrustAnswer | null {
  // The keys of a token bear its issuer, so each issuer needs a statement of its own.
  const [principal] = principals;
  if (principal === undefined || principals.length > 1) return null;
  const tests = testsFor(issuerOf(principal.name), statement);
  if (tests === null) return null;
  return { step, tests, placeholders: tests.flatMap(({ placeholders }) => placeholders) };
}

function issuerOf(provider: string): string {
  const issuer = provider.slice(provider.indexOf(':oidc-provider/') < 0 ? 0 : provider.indexOf('/') + 1);
  return issuer.replace(/\/$/, '');
}
