import type { ComparedOptions, FindingsTrend, FixedFinding, Severity } from './assessment.js';
import { isLookedFor, SEVERITIES } from './severity.js';
import { noCounts } from './severity-counts.js';

/** What is compared of an assessment. */
export interface ComparedFindings {
  readonly name: string;
  readonly accountId: string | null;
  readonly assessedAt: string;
  readonly options: ComparedOptions;
  /** Fingerprints of the counted findings. */
  readonly findings: Readonly<Record<Severity, readonly string[]>>;
}

/** What a finding was, by its fingerprint. */
export type FindingDetails = ReadonlyMap<string, Omit<FixedFinding, 'id' | 'severity'>>;

/** What findings are compared with. */
export interface EarlierAccount extends ComparedFindings {
  /** Absent where only fingerprints are known. */
  readonly details?: FindingDetails;
}

/**
 * Which findings came, went and stayed; by their fingerprints, which are the same in every assessment. Several may
 * have the same one: as many of them as before have stayed.
 *
 * @param suppressed - fingerprints of findings that a suppression took out of the count: they are no more counted, but
 *   not fixed either
 */
export function findingsTrend(
  earlier: EarlierAccount,
  now: ComparedFindings,
  suppressed: readonly string[] = [],
): FindingsTrend {
  const waiting = new WaitingFindings(earlier);
  const added = noCounts();
  const unchanged = noCounts();
  const fixed = noCounts();
  const newFindings: string[] = [];
  for (const severity of SEVERITIES) {
    for (const id of now.findings[severity]) {
      if (waiting.take(id)) unchanged[severity]++;
      else {
        added[severity]++;
        newFindings.push(id);
      }
    }
  }
  for (const id of suppressed) waiting.take(id);
  // What nobody looks for any more is not fixed.
  const fixedFindings = waiting
    .left()
    .filter(({ severity }) => isLookedFor(severity, now.options.severities));
  for (const { severity } of fixedFindings) fixed[severity]++;
  return {
    since: earlier.assessedAt,
    new: added,
    fixed,
    unchanged,
    newFindings,
    fixedFindings,
    sameOptions: areSame(earlier.options, now.options),
  };
}

/** Earlier findings for which no later one was seen yet. */
class WaitingFindings {
  private readonly severities = new Map<string, Severity[]>();
  private readonly details: FindingDetails;

  constructor({ findings, details = new Map() }: EarlierAccount) {
    this.details = details;
    for (const severity of SEVERITIES) {
      for (const id of findings[severity]) {
        const same = this.severities.get(id);
        if (same === undefined) this.severities.set(id, [severity]);
        else same.push(severity);
      }
    }
  }

  /** Whether there is one of this fingerprint, which then waits no longer. */
  take(id: string): boolean {
    return this.severities.get(id)?.shift() !== undefined;
  }

  left(): readonly FixedFinding[] {
    const left = [...this.severities].flatMap(([id, severities]) =>
      severities.map((severity): FixedFinding => ({ id, severity, ...this.details.get(id) })),
    );
    return SEVERITIES.flatMap((severity) => left.filter((each) => each.severity === severity));
  }
}

function areSame(one: ComparedOptions, other: ComparedOptions): boolean {
  return (
    one.flagAllRiskyActions === other.flagAllRiskyActions &&
    one.flagTrustPolicies === other.flagTrustPolicies &&
    [...one.severities].sort().join() === [...other.severities].sort().join()
  );
}
