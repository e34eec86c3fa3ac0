import { SEVERITIES } from '../severity.js';
import type { SubjectDifference } from './access-difference.js';
import { isNearerToAdministrator } from './nearer-to-administrator.js';

/** The subjects with the one first that gained the gravest risk; of equal ones by name. */
export function byRisk(subjects: readonly SubjectDifference[]): readonly SubjectDifference[] {
  return subjects
    .map((subject) => ({ subject, weights: weightsOf(subject), name: subject.arn ?? subject.name }))
    .sort((a, b) => {
      const decisive = a.weights.findIndex((weight, place) => weight !== b.weights[place]);
      if (decisive >= 0) return (b.weights[decisive] ?? 0) - (a.weights[decisive] ?? 0);
      return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    })
    .map(({ subject }) => subject);
}

/** A way to administrator, risks by severity, further access: each counts more than all after it. */
function weightsOf(subject: SubjectDifference): readonly number[] {
  const { risksGained, gained, resourcesGained, admitted } = subject;
  return [
    isNearerToAdministrator(subject) ? 1 : 0,
    ...SEVERITIES.map((severity) => risksGained.filter((risk) => risk.severity === severity).length),
    gained.length + resourcesGained.length + admitted.length > 0 ? 1 : 0,
  ];
}
