import { askingForKeys, denyStrength, limitingTests } from '../policy/condition-grade.js';
import { DeniesInTurn } from '../policy/denies-in-turn.js';
import { evaluateConditions, openTests, type ConditionOutcome } from '../policy/evaluate-conditions.js';
import type { ConditionTest, Statement } from '../policy/policy-document.js';
import { isAnyone, principalsIn, spared, type PrincipalName } from '../policy/principal-name.js';
import { contextOfPrincipal, isKnownCaller } from '../policy/request/context-of-principal.js';
import { servicesAskedFor } from '../policy/service-names.js';
import { isFailedByAnyone, isPassedByAnyone } from '../policy/tests-of-anyone.js';

/** What stands between a principal and what it may do. */
export interface Limit {
  /** An Allow has a limit for each of its tests; a Deny applies only where all of its tests hold. */
  readonly effect: 'Allow' | 'Deny';
  readonly tests: readonly ConditionTest[];
  readonly statement: Statement;
}

/** Someone whom a statement lets in, and for what. */
export interface Admitted<Uses> {
  readonly principal: PrincipalName;
  /** The Allow. */
  readonly statement: Statement;
  readonly uses: Uses;
  readonly limits: readonly Limit[];
}

/** What a kind of policy lets principals in for. */
export interface Uses<Kind> {
  /** What an Allow gives, in parts that a Deny takes away whole or by what they are about. */
  given(allow: Statement): readonly Kind[];
  /** What of it a principal can make use of. */
  suiting(principal: PrincipalName, uses: Kind): Kind;
  /** What a Deny takes away of it, and what it leaves; null for nothing. */
  divided(uses: Kind, deny: Statement): { readonly taken: Kind | null; readonly left: Kind | null };
}

/** A Deny that the caller cannot get round. */
interface EffectiveDeny {
  readonly statement: Statement;
  /** On which it depends whether it applies; empty if it always does. */
  readonly tests: readonly ConditionTest[];
}

/**
 * Everyone whom the statements of a policy let in, less those whom a Deny turns away whatever the request. A Deny that
 * depends on something the caller cannot choose puts those it names under a limit.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function admittedPrincipals<Kind>(
  statements: readonly Statement[],
  uses: Uses<Kind>,
): readonly Admitted<Kind>[] {
  const denies = new DeniesInTurn(
    statements.flatMap(effectiveDeny).sort((one, other) => rank(one) - rank(other)),
  );
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => {
      const open = openTests(statement.conditions);
      if (open === null) return [];
      const conditions = askingForKeys(open);
      const admitted = callersOf(statement).flatMap((principal) => {
        const limits = limitsOn(principal, conditions, statement);
        return limits === null ? [] : [{ principal, statement, limits }];
      });
      return uses.given(statement).flatMap((given) =>
        admitted.flatMap((each) =>
          denies.leave<Admitted<Kind>>(
            { ...each, uses: uses.suiting(each.principal, given) },
            (entry) => entry.principal,
            (entry, deny) => afterDeny(entry, deny, uses),
          ),
        ),
      );
    });
}

/** What limits a principal that an Allow names; null where it cannot pass the tests for being who it is. */
function limitsOn(
  principal: PrincipalName,
  conditions: readonly ConditionTest[],
  statement: Statement,
): readonly Limit[] | null {
  const { truth, residual } = askedOf(principal, conditions);
  if (truth === 'fails') return null;
  const tests = limitingTests(residual);
  if (isAnyone(principal) && tests.every(isPassedByAnyone)) return [];
  return tests.map((test) => ({ effect: 'Allow', tests: [test], statement }));
}

/** What tests come to for a principal that a policy names: those of who it is are decided. */
function askedOf(principal: PrincipalName, tests: readonly ConditionTest[]): ConditionOutcome {
  if (!isKnownCaller(principal)) return { truth: 'unknown', residual: tests };
  return evaluateConditions(tests, contextOfPrincipal(principal), true);
}

/** The keys of limits, each once. */
export function keysOf(limits: readonly Limit[]): readonly string[] {
  return [...new Set(limits.flatMap(({ tests }) => tests.map(({ key }) => key)))];
}

/** The tests of each Deny among them. */
export function denialsOf(limits: readonly Limit[]): readonly (readonly ConditionTest[])[] {
  return limits.flatMap(({ effect, tests }) => (effect === 'Deny' ? [tests] : []));
}

/** Whom an Allow lets in before any Deny. */
export function allowedPrincipals({ principals, notPrincipals }: Statement): readonly PrincipalName[] {
  // Everyone except a few is everyone for whoever is not among the few.
  if (notPrincipals !== null) return [{ kind: 'aws', name: '*' }];
  return principals === null ? [] : principalsIn(principals);
}

/** Those of them that can pass its tests at all: of everyone, services where it asks for their names. */
function callersOf(statement: Statement): readonly PrincipalName[] {
  const services = servicesAskedFor(askingForKeys(statement.conditions));
  return allowedPrincipals(statement).flatMap((each) => (isAnyone(each) ? (services ?? [each]) : [each]));
}

function effectiveDeny(statement: Statement): readonly EffectiveDeny[] {
  const conditions = statement.effect === 'Deny' ? openTests(statement.conditions) : null;
  if (conditions === null) return [];
  const strength = denyStrength(conditions);
  if (strength.kind === 'evadable' || strength.kind === 'confining') return [];
  return [{ statement, tests: strength.kind === 'always' ? [] : strength.tests }];
}

/**
 * In which order Denies are applied, whatever their order in the policy: those that put names in place of everyone come
 * first, so that the others meet these names; and what always applies before what may.
 */
function rank({ statement, tests }: EffectiveDeny): number {
  return (statement.notPrincipals === null ? 2 : 0) + (tests.length === 0 ? 0 : 1);
}

/** Who is left after one more Deny, those it spares by name in place of the whole they belong to. */
function afterDeny<Kind>(
  entry: Admitted<Kind>,
  { statement, tests }: EffectiveDeny,
  uses: Uses<Kind>,
): readonly Admitted<Kind>[] {
  const { taken, left } = uses.divided(entry.uses, statement);
  if (taken === null) return [entry];
  const still = spared(statement, entry.principal);
  if (still.includes(entry.principal)) return [entry];
  if (isAnyone(entry.principal) && tests.some(isFailedByAnyone)) return [entry];
  const { truth, residual } = askedOf(entry.principal, tests);
  if (truth === 'fails') return [entry];
  const named = still.map((each) => ({
    ...entry,
    principal: each,
    uses: uses.suiting(each, taken),
    limits: entry.limits.filter((known) => !isSparedBy(known, each, entry.principal)),
  }));
  const limit: Limit = { effect: 'Deny', tests: residual, statement };
  return [
    ...(left === null ? [] : [{ ...entry, uses: left }]),
    ...named,
    ...(residual.length === 0 ? [] : [{ ...entry, uses: taken, limits: [...entry.limits, limit] }]),
  ];
}

/** Whether a limit on a whole is none on one who belongs to it. */
function isSparedBy({ effect, statement }: Limit, one: PrincipalName, whole: PrincipalName): boolean {
  return (
    effect === 'Deny' &&
    spared(statement, whole).some(({ kind, name }) => kind === one.kind && name === one.name)
  );
}
