import type {
  AssessedEscalation,
  AssessedPrincipal,
  Assessment,
  BecomableSets,
} from '../../assessment/assessment.js';
import { actionIndexes } from './action-set.js';

/** Who can become whom for certain, both ways. */
export interface Becoming {
  /** Indexes into `principals`. */
  readonly canBecome: readonly number[];
  readonly becomableBy: readonly number[];
  /** Names of outsiders that become it on their surest way to administrator. */
  readonly outsiders: readonly string[];
  /** Whether another principal of its account is administrator, and so can become it whatever its policies say. */
  readonly hasOtherAdministrators: boolean;
}

/** Whom a principal can certainly become in any number of steps, and who can become it. */
export function becoming({ escalation, principals }: Assessment, principal: number): Becoming {
  const members = new Map<number, readonly number[]>();
  const membersOf = (sets: BecomableSets | null | undefined): readonly number[] => {
    const set = sets?.confirmed;
    if (set === undefined) return [];
    let found = members.get(set);
    if (found === undefined) {
      found = actionIndexes(escalation.principalSets[set] ?? '');
      members.set(set, found);
    }
    return found;
  };
  const holding = new Map<number, boolean>();
  const becomableBy = escalation.becomes.flatMap((sets, other) => {
    const set = sets?.confirmed;
    if (set === undefined || other === principal) return [];
    let holds = holding.get(set);
    if (holds === undefined) {
      holds = membersOf(sets).includes(principal);
      holding.set(set, holds);
    }
    return holds ? [other] : [];
  });
  const canBecome = membersOf(escalation.becomes[principal]).filter((other) => other !== principal);
  return {
    canBecome,
    becomableBy,
    outsiders: outsidersAt(escalation, principal),
    hasOtherAdministrators: escalation.administrators.some(
      (each) =>
        each.principal !== principal &&
        each.verdict === 'confirmed' &&
        accountOf(principals[each.principal]) === accountOf(principals[principal]),
    ),
  };
}

function outsidersAt({ chains, hops }: AssessedEscalation, principal: number): readonly string[] {
  const names = chains.flatMap(({ from, outsider, hops: steps }) => {
    if (from !== null || outsider === undefined) return [];
    const place = steps.findIndex((step) => hops[step]?.to === principal);
    const isSure = steps.slice(0, place + 1).every((step) => hops[step]?.verdict === 'confirmed');
    return place >= 0 && isSure ? [outsider] : [];
  });
  return [...new Set(names)];
}

function accountOf(principal: AssessedPrincipal | undefined): string {
  return principal?.arn.split(':')[4] ?? '';
}
