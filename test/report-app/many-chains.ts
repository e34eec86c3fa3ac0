import type {
  AssessedHop,
  AssessedPrincipal,
  Assessment,
  EscalationVerdict,
} from '../../src/assessment/assessment.js';
import { fixtureAssessment } from './fixture-assessment.js';

/** A chain by names of principals; a start that begins with `*` is outside the account. */
export interface NamedChain {
  readonly names: readonly string[];
  readonly verdict?: EscalationVerdict;
  /** Of every step; without it, each assumes the role that follows. */
  readonly step?: { readonly path: string; readonly name: string };
}

const ASSUMING = { path: 'assume role', name: 'Assume the role' };

/** An account of roles where exactly these chains lead to administrator; equal steps are one hop. */
export function withChains(chains: readonly NamedChain[]): Assessment {
  const base = fixtureAssessment();
  const [sample] = base.principals;
  if (sample === undefined) throw new Error('the fixture has no principal');
  const names = [...new Set(chains.flatMap((chain) => chain.names))].filter((name) => !name.startsWith('*'));
  const principals: readonly AssessedPrincipal[] = names.map((name) => ({
    ...sample,
    id: `ID-${name}`,
    name,
    type: 'role',
    policies: [],
    groups: [],
  }));
  const hops: AssessedHop[] = [];
  const numbers = new Map<string, number>();
  const indexOf = (name: string): number | null => (name.startsWith('*') ? null : names.indexOf(name));
  const hopOf = (
    from: string,
    to: string,
    { verdict = 'confirmed', step = ASSUMING }: NamedChain,
  ): number => {
    const key = `${from} ${to} ${verdict} ${step.path}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number =
      hops.push({
        from: indexOf(from),
        to: indexOf(to) ?? 0,
        ...step,
        verdict,
        makesAdministrator: false,
        statements: [],
        trust: [0],
        conditions: [],
        needs: [],
        lifts: [],
        gains: [],
      }) - 1;
    numbers.set(key, number);
    return number;
  };
  return {
    ...base,
    principals,
    findings: [],
    escalation: {
      ...base.escalation,
      hops,
      chains: chains.map((chain) => {
        const { names: steps, verdict = 'confirmed' } = chain;
        const [first = ''] = steps;
        return {
          from: indexOf(first),
          ...(first.startsWith('*') ? { outsider: first.slice(1) } : {}),
          verdict,
          hops: steps.slice(1).map((to, position) => hopOf(steps[position] ?? '', to, chain)),
        };
      }),
    },
  };
}
