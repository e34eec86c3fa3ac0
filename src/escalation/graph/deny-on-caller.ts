import { failsWithAccessKey } from '../../access/access-key.js';
import type { CallerContext } from '../../access/principal-context.js';
import { denyStrength } from '../../policy/condition-grade.js';
import { evaluateConditions, type RequestContext } from '../../policy/evaluate-conditions.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import type { TrustStatement } from './trust-statements.js';

/** What a Deny on assuming a role does to one caller: `null` if it does nothing, or nothing that the caller could not avoid. */
export type DenyEffect =
  | { readonly kind: 'always' }
  | { readonly kind: 'conditional'; readonly tests: readonly ConditionTest[] }
  | null;

/**
 * Judges a Deny for a caller that it names.
 *
 * @param hasAccessKeys - whether the caller can sign with an access key, as users can
 */
export function denyOnCaller(
  trust: TrustStatement,
  context: CallerContext,
  hasAccessKeys: boolean,
): DenyEffect {
  const { otherTags = null } = context;
  const effect = effectOn(trust, context, hasAccessKeys);
  if (effect?.kind !== 'always' || otherTags === null) return effect;
  const other = effectOn(trust, otherTags, hasAccessKeys);
  return other ?? { kind: 'conditional', tests: trust.byCaller };
}

function effectOn(
  { byCaller, limits, variablesKnown }: TrustStatement,
  context: RequestContext,
  hasAccessKeys: boolean,
): DenyEffect {
  const tests = [...byCaller, ...limits];
  const { truth, residual } = evaluateConditions(tests, context, variablesKnown);
  if (truth === 'fails') return null;
  if (truth === 'holds') return { kind: 'always' };
  if (hasAccessKeys && failsWithAccessKey(residual)) return null;
  const strength = denyStrength(residual);
  if (strength.kind === 'always') return strength;
  return strength.kind === 'conditional' ? { kind: 'conditional', tests: residual } : null;
}
