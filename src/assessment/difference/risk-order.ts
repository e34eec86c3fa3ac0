import { SEVERITIES } from '../severity.js';
import type { SubjectDifference } from './access-difference.js';
import { isNearerToAdministrator } from './nearer-to-administrator.js';

/** Puts the subject that gained the gravest risk first. */
export class RiskOrder {
  private readonly weights = new WeakMap<SubjectDifference, readonly number[]>();

  readonly compare = (a: SubjectDifference, b: SubjectDifference): number => {
    const [one, other] = [this.weightOf(a), this.weightOf(b)];
    for (const [place, weight] of one.entries()) {
      const difference = (other[place] ?? 0) - weight;
      if (difference !== 0) return difference;
    }
    const [name, otherName] = [a.arn ?? a.name, b.arn ?? b.name];
    return name < otherName ? -1 : name > otherName ? 1 : 0;
  };

  private weightOf(subject: SubjectDifference): readonly number[] {
    let weight = this.weights.get(subject);
    if (weight === undefined) {
      weight = weightsOf(subject);
      this.weights.set(subject, weight);
    }
    return weight;
  }
}

/** A way to administrator, risks by severity, further access: each counts more than all after it. */
function weightsOf(subject: SubjectDifference): readonly number[] {
  const { risksGained, gained, resourcesGained } = subject;
  return [
    isNearerToAdministrator(subject) ? 1 : 0,
    ...SEVERITIES.map((severity) => risksGained.filter((risk) => risk.severity === severity).length),
    gained.length + resourcesGained.length > 0 ? 1 : 0,
  ];
}
