import { SUPPRESSION_PATTERNS, type AppliedSuppression, type Suppression } from './suppression.js';

/** Remarks on suppressions that apply no longer and on those that meant nothing. */
export function suppressionNotes(suppressions: readonly AppliedSuppression[]): readonly string[] {
  return suppressions.flatMap((suppression) => {
    const { isUsed, isExpired, expires = '' } = suppression;
    if (isExpired) {
      return [
        `The suppression of ${patternsInWords(suppression)} expired on ${expires} and no longer applies; renew or remove it.`,
      ];
    }
    return isUsed
      ? []
      : [`The suppression of ${patternsInWords(suppression)} matched no finding; remove or correct it.`];
  });
}

/** `kind DataExfiltration, policy reporting-*`. */
export function patternsInWords(suppression: Suppression): string {
  return SUPPRESSION_PATTERNS.flatMap((name) => {
    const pattern = suppression[name];
    return pattern === undefined ? [] : [`${name} ${pattern}`];
  }).join(', ');
}
