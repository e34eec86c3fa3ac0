import type { AssessedHop, Assessment } from '../../assessment/assessment.js';

/** A statement whose change closes ways to administrator. */
export interface ChokePoint {
  /** Index into `policies`; null for the trust policy of `holder`. */
  readonly policy: number | null;
  readonly holder: number;
  readonly statement: number;
  /** Name of the policy, where it stands in another account. */
  readonly elsewhere?: string;
  /** Indexes into `hops` of the steps that rest on it. */
  readonly hops: ReadonlySet<number>;
  /** How many chains take one of these steps. */
  readonly chains: number;
}

/** The statements to change, in the order of the Assessment, each with what rests on it. */
export function chokePointsOf({ escalation }: Assessment): readonly ChokePoint[] {
  return (escalation.chokePoints?.statements ?? []).map((point) => {
    const hops = new Set(escalation.hops.flatMap((hop, number) => (restsOn(hop, point) ? [number] : [])));
    const chains = escalation.chains.filter((chain) => chain.hops.some((hop) => hops.has(hop))).length;
    return { ...point, hops, chains };
  });
}

function restsOn(
  hop: AssessedHop,
  { policy, holder, statement, elsewhere }: Pick<ChokePoint, 'policy' | 'holder' | 'statement' | 'elsewhere'>,
): boolean {
  if (elsewhere !== undefined)
    return (
      hop.from === holder &&
      (hop.elsewhere ?? []).some((each) => each.policy === elsewhere && each.statements.includes(statement))
    );
  if (policy === null) return hop.to === holder && hop.trust.includes(statement);
  return hop.statements.some((each) => each.policy === policy && each.statements.includes(statement));
}
