import type { Actor, CallerContext } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import { isNegated } from '../../policy/condition-grade.js';
import type { RequestContext } from '../../policy/evaluate-conditions.js';
import { soughtValues } from '../../policy/sought-values.js';
import { CallersByValue } from './callers-by-value.js';
import { denyOnCaller } from './deny-on-caller.js';
import { memoised } from './grouped.js';
import { conditionally, eitherReaches, NO_TARGETS, reached, without, type Targets } from './targets.js';
import { askedOfCaller, type TrustStatement } from './trust-statements.js';
import { callersIn, type CallerDirectory } from './trusted-callers.js';

/** Callers that statements of one trust policy let in: as sets of principals. */
export interface AdmittedCallers {
  readonly named: Targets;
  readonly beyondBoundary: Targets;
  readonly delegated: Targets;
}

/**
 * Whom of the input the statements let in.
 *
 * @param asked - of whom that is asked; null for everyone
 * @param home - the account of the role; tags that a caller can change are followed within it only
 */
export function admittedBy(
  statements: readonly TrustStatement[],
  actors: readonly Actor[],
  directory: CallerDirectory,
  asked: IndexSet | null,
  home: string | null,
): AdmittedCallers {
  const admitting = (callers: IndexSet, trust: TrustStatement) =>
    passing(asked === null ? callers : callers.intersect(asked), trust, actors, directory, home);
  let named = NO_TARGETS;
  let beyondBoundary = NO_TARGETS;
  let delegated = NO_TARGETS;
  for (const trust of statements) {
    if (trust.statement.effect === 'Deny') continue;
    const callers = callersIn(trust, directory);
    const bySession = conditionally(admitting(callers.bySession, trust));
    named = eitherReaches(eitherReaches(named, admitting(callers.named, trust)), bySession);
    const anyone = admitting(callers.anyone, trust);
    beyondBoundary = eitherReaches(eitherReaches(beyondBoundary, anyone), bySession);
    delegated = eitherReaches(delegated, admitting(callers.delegated, trust));
  }
  for (const trust of statements) {
    if (trust.statement.effect === 'Allow') continue;
    const callers = callersIn(trust, directory);
    const admitted = reached(named).union(reached(delegated));
    const deny = (turnedAway: IndexSet) =>
      denied(turnedAway.intersect(admitted), trust, actors, directory, home);
    const whole = deny(callers.named.union(callers.delegated));
    const denials = eitherReaches(whole, conditionally(deny(callers.bySession)));
    named = afterDeny(named, denials);
    beyondBoundary = afterDeny(beyondBoundary, denials);
    delegated = afterDeny(delegated, denials);
  }
  return { named, beyondBoundary, delegated };
}

function turnsOnCaller({ byCaller, byVariable }: TrustStatement): boolean {
  return byCaller.length > 0 || byVariable.length > 0;
}

/** What requests of a caller for a role of an account hold. */
export function contextOfCaller(
  actor: Actor,
  home: string | null,
  { contextOf }: Pick<CallerDirectory, 'contextOf'>,
): CallerContext {
  const context = contextOf(actor);
  return actor.accountId === home || !context.otherTags ? context : { ...context, otherTags: null };
}

/** The callers that pass the tests of who they are. */
function passing(
  callers: IndexSet,
  trust: TrustStatement,
  actors: readonly Actor[],
  directory: CallerDirectory,
  home: string | null,
): Targets {
  const limited = trust.limits.length > 0;
  if (!turnsOnCaller(trust))
    return limited
      ? { open: IndexSet.empty, conditional: callers }
      : { open: callers, conditional: IndexSet.empty };
  return sorted(candidates(callers, trust, actors, directory), actors, (actor) => {
    const { truth } = askedOfCaller(trust, contextOfCaller(actor, home, directory));
    if (truth === 'fails') return null;
    return truth === 'holds' && !limited ? 'open' : 'conditional';
  });
}

/** The callers that a Deny turns away, for certain or under conditions. */
function denied(
  callers: IndexSet,
  trust: TrustStatement,
  actors: readonly Actor[],
  directory: CallerDirectory,
  home: string | null,
): Targets {
  if (turnsOnCaller(trust)) {
    return sorted(candidates(callers, trust, actors, directory), actors, (actor) => {
      const effect = denyOnCaller(trust, contextOfCaller(actor, home, directory), actor.type === 'user');
      return effect === null ? null : effect.kind === 'always' ? 'open' : 'conditional';
    });
  }
  // It depends on nothing of the caller but whether it has access keys.
  const [fromUsers, fromRoles] = [true, false].map((hasAccessKeys) => {
    const turnedAway = hasAccessKeys ? callers.intersect(directory.users) : callers.minus(directory.users);
    const effect = denyOnCaller(trust, NOTHING_KNOWN, hasAccessKeys);
    if (effect === null) return NO_TARGETS;
    const all = { open: turnedAway, conditional: IndexSet.empty };
    return effect.kind === 'always' ? all : conditionally(all);
  });
  return eitherReaches(fromUsers ?? NO_TARGETS, fromRoles ?? NO_TARGETS);
}

const NOTHING_KNOWN: RequestContext = { value: () => undefined };

function sorted(
  callers: IndexSet,
  actors: readonly Actor[],
  judge: (actor: Actor) => keyof Targets | null,
): Targets {
  const members: Record<keyof Targets, number[]> = { open: [], conditional: [] };
  for (const index of callers.indexes()) {
    const actor = actors[index];
    const place = actor === undefined ? null : judge(actor);
    if (place !== null) members[place].push(index);
  }
  return { open: IndexSet.of(members.open), conditional: IndexSet.of(members.conditional) };
}

/** By what tells of the callers, which the directory of some of them has in common with that of all. */
const indexes = new WeakMap<CallerDirectory['contextOf'], CallersByValue>();

/** So few callers are judged as quickly one by one. */
const FEW = 256;

/** The callers without those that fail a test because it names other values: it need not be made for each. */
function candidates(
  callers: IndexSet,
  { byCaller, variablesKnown }: TrustStatement,
  actors: readonly Actor[],
  { contextOf }: CallerDirectory,
): IndexSet {
  let left = callers;
  for (const test of byCaller) {
    if (left.size <= FEW) break;
    if (test.quantifier !== null || isNegated(test)) continue;
    const sought = soughtValues(test, NOTHING_KNOWN, variablesKnown);
    if (sought === null) continue;
    const byValue = memoised(indexes, contextOf, () => new CallersByValue(actors, contextOf));
    left = left.intersect(byValue.among(test.key.toLowerCase(), sought));
  }
  return left;
}

function afterDeny(admitted: Targets, denied: Targets): Targets {
  const left = without(admitted, denied.open);
  const lowered = left.open.intersect(denied.conditional);
  return { open: left.open.minus(lowered), conditional: left.conditional.union(lowered) };
}
