import { organizationOfCaller } from '../../account/organization-place.js';
import { evaluateConditions, type RequestContext } from '../../policy/evaluate-conditions.js';
import { askingForKeys, isNegated } from '../../policy/condition-grade.js';
import { conditionText, denialText } from '../../policy/condition-text.js';
import { DeniesInTurn } from '../../policy/denies-in-turn.js';
import {
  accountOf,
  isAccount,
  isAnyone,
  isDeleted,
  principalsIn,
  spared,
  type PrincipalName,
} from '../../policy/principal-name.js';
import type { ConditionTest, Statement } from '../../policy/policy-document.js';
import { isFailedByAnyone, isPassedByAnyone } from '../../policy/tests-of-anyone.js';
import { contextOfPrincipal } from '../../policy/request/context-of-principal.js';
import { denyOnCaller } from './deny-on-caller.js';
import { servicesAmongEveryone } from './services-as-everyone.js';
import { askedOfCaller, type TrustStatement } from './trust-statements.js';
import { isInInput, type CallerDirectory } from './trusted-callers.js';

/** Someone who is no principal of the input and whom the statements on a role let in. */
export interface TrustedOutsider extends PrincipalName {
  /** The statement that lets it in. */
  readonly statement: Statement;
  /** What must be so for that, in words; empty if nothing. */
  readonly conditions: readonly string[];
  /** Its tests of which that says. */
  readonly tests: readonly ConditionTest[];
  /** The tests of each Deny under conditions. */
  readonly denials: readonly (readonly ConditionTest[])[];
  /** Whether a Deny holds it back under conditions. */
  readonly isHeldBack: boolean;
}

/**
 * Who is let in besides the principals of the input: everyone, other accounts and their principals, identity
 * providers, services; also those of the accounts in the input that the input lacks.
 */
export function trustedOutsiders(
  statements: readonly TrustStatement[],
  directory: CallerDirectory,
): readonly TrustedOutsider[] {
  const denies = new DeniesInTurn(statements.filter(({ statement }) => statement.effect === 'Deny'));
  return statements
    .filter(({ statement }) => statement.effect === 'Allow')
    .flatMap((trust) => allowedBy(trust, statements, directory))
    .flatMap((outsider) =>
      denies.leave<Candidate>(
        candidate(outsider, null, directory),
        (each) => each.outsider,
        (each, deny) => afterDeny(each, deny, directory),
      ),
    )
    .filter(({ outsider }) => !isPrincipalOfInput(outsider, directory) && mayAssumeRoles(outsider, directory))
    .map(withDenials);
}

/** Whether it is one of an account of the input that the input itself does not hold. */
export function isMissing(outsider: PrincipalName, directory: CallerDirectory): boolean {
  const account = accountOf(outsider);
  return account !== null && directory.byAccount.has(account);
}

function isPrincipalOfInput(outsider: PrincipalName, directory: CallerDirectory): boolean {
  const { kind, name } = outsider;
  if (kind !== 'aws' || isAnyone(outsider)) return false;
  // Nobody can be a principal that was deleted.
  if (isInInput(name, directory) || isDeleted(outsider)) return true;
  const account = accountOf(outsider);
  // The whole of an account that is in the input, which the input's principals stand for.
  return account !== null && directory.byAccount.has(account) && isAccount(name);
}

/** The organisation's file may say so of an account of which the input holds nobody. */
function mayAssumeRoles(outsider: PrincipalName, { areKeptFromAssuming }: CallerDirectory): boolean {
  const account = outsider.kind === 'aws' && !isAnyone(outsider) ? accountOf(outsider) : null;
  return account === null || !areKeptFromAssuming(account);
}

function allowedBy(
  trust: TrustStatement,
  statements: readonly TrustStatement[],
  directory: CallerDirectory,
): readonly TrustedOutsider[] {
  const { statement } = trust;
  const everyone: PrincipalName = { kind: 'aws', name: '*' };
  const written = statement.principals === null ? [everyone] : principalsIn(statement.principals);
  const services = written.some(isAnyone) ? servicesAmongEveryone(trust, statements) : [];
  return [...written, ...services].flatMap((principal): TrustedOutsider[] => {
    if (isAnyone(principal) && isConfinedTo(trust.byCaller, directory)) return [];
    const context = contextOfOutsider(principal, directory);
    const { truth, residual } = askedOfCaller(trust, context);
    const limits = limitsOn(principal, trust, context);
    if (truth === 'fails' || limits === null) return [];
    const asked = [...residual, ...limits];
    const tests = isAnyone(principal) && askingForKeys(asked).every(isPassedByAnyone) ? [] : asked;
    const conditions = tests.map(conditionText);
    return [{ ...principal, statement, conditions, tests, denials: [], isHeldBack: false }];
  });
}

/**
 * The other tests that limit an outsider; null where they keep it out. Much is known of the requests of a service, and
 * whoever an identity provider signs in has no claims of another.
 */
function limitsOn(
  { kind }: PrincipalName,
  { limits, variablesKnown }: TrustStatement,
  context: RequestContext,
): readonly ConditionTest[] | null {
  if (kind !== 'service' && kind !== 'federated') return limits;
  const { truth, residual } = evaluateConditions(limits, context, variablesKnown);
  return truth === 'fails' ? null : residual;
}

/** An outsider while Denies are applied to it, which may be thousands. */
interface Candidate {
  /** Without the Denies that may hold it back. */
  readonly outsider: TrustedOutsider;
  readonly context: RequestContext;
  readonly heldBack: HeldBack | null;
}

/** A Deny under conditions, and those before it. */
interface HeldBack {
  readonly tests: readonly ConditionTest[];
  readonly before: HeldBack | null;
}

function candidate(
  outsider: TrustedOutsider,
  heldBack: HeldBack | null,
  directory: CallerDirectory,
): Candidate {
  return { outsider, context: contextOfOutsider(outsider, directory), heldBack };
}

/** What is known of the requests of an outsider, and where its account stands in the organisation. */
function contextOfOutsider(principal: PrincipalName, { placeOf }: CallerDirectory): RequestContext {
  const context = contextOfPrincipal(principal);
  const place = principal.kind === 'aws' ? placeOf(accountOf(principal)) : null;
  if (place === null) return context;
  const organization = new Map(organizationOfCaller(place));
  return { value: (key) => organization.get(key.toLowerCase()) ?? context.value(key) };
}

function afterDeny(each: Candidate, deny: TrustStatement, directory: CallerDirectory): readonly Candidate[] {
  const { outsider, context, heldBack } = each;
  const left = spared(deny.statement, outsider);
  if (left.includes(outsider)) return [each];
  const effect = denyOnCaller(deny, context, mayHaveAccessKeys(outsider));
  if (effect === null) return [each];
  const named = left.map((principal) => candidate({ ...outsider, ...principal }, heldBack, directory));
  if (effect.kind === 'always') return named;
  if (isAnyone(outsider)) {
    if (effect.tests.some(isFailedByAnyone)) return [each];
    if (effect.tests.every((test) => sparesOnly(test, directory))) return named;
  }
  return [...named, { outsider, context, heldBack: { tests: effect.tests, before: heldBack } }];
}

function withDenials({ outsider, heldBack }: Candidate): TrustedOutsider {
  if (heldBack === null) return outsider;
  const denials: (readonly ConditionTest[])[] = [];
  for (let each: HeldBack | null = heldBack; each !== null; each = each.before) denials.push(each.tests);
  denials.reverse();
  const conditions = [...outsider.conditions, ...denials.map(denialText)];
  return { ...outsider, conditions, denials, isHeldBack: true };
}

/** Whether tests of who the caller is let in nobody but principals of accounts that the input holds. */
function isConfinedTo(tests: readonly ConditionTest[], directory: CallerDirectory): boolean {
  return tests.some(
    (test) => !isNegated(test) && test.operator !== 'Null' && namesOnlyInput(test, directory),
  );
}

/** Whether a test of a Deny is failed by nobody but principals of accounts that the input holds. */
function sparesOnly(test: ConditionTest, directory: CallerDirectory): boolean {
  return isNegated(test) && namesOnlyInput(test, directory);
}

function namesOnlyInput({ key, values }: ConditionTest, { byAccount }: CallerDirectory): boolean {
  const lowerCase = key.toLowerCase();
  if (lowerCase === 'aws:principalaccount') return values.every((value) => byAccount.has(value));
  return lowerCase === 'aws:principalarn' && values.every((arn) => byAccount.has(arn.split(':')[4] ?? ''));
}

function mayHaveAccessKeys({ kind, name }: PrincipalName): boolean {
  return kind === 'aws' && !/:(?:role|assumed-role)\//.test(name);
}
