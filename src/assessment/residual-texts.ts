import type { ResidualCondition } from '../policy/request/evaluation.js';

/**
 * What a conditional decision hangs on, in words. The tests of a Deny are told together, for it applies only where
 * all of them hold: `unless Bool aws:ViaAWSService false and Null aws:SourceVpc true`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function residualTexts(conditions: readonly ResidualCondition[]): readonly string[] {
  const told: { readonly by: ResidualCondition; text: string }[] = [];
  for (const condition of conditions) {
    const last = told.at(-1);
    if (condition.effect === 'Deny' && last !== undefined && isOfSameStatement(last.by, condition))
      last.text += ` and ${condition.text}`;
    else
      told.push({
        by: condition,
        text: `${condition.effect === 'Deny' ? 'unless' : 'if'} ${condition.text}`,
      });
  }
  return told.map(({ text }) => text);
}

function isOfSameStatement(one: ResidualCondition, other: ResidualCondition): boolean {
  return (
    one.effect === other.effect &&
    one.policyType === other.policyType &&
    one.policy === other.policy &&
    one.statement === other.statement
  );
}
