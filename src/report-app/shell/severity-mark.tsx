import type { JSX } from 'preact';
import type { Severity } from '../../assessment/assessment.js';
import { SEVERITY_TITLES } from '../../output/html-wording.js';
import { severityRank } from '../model/subject-row.js';

const STEPS = [1, 2, 3, 4] as const;

/** A severity as steps and a word: it reads without colour. */
export function SeverityMark({
  severity,
  label,
}: {
  readonly severity: Severity;
  readonly label?: string;
}): JSX.Element {
  const rank = severityRank(severity);
  return (
    <span class="severity" data-severity={severity}>
      <svg class="severity-steps" viewBox="0 0 19 12" width="19" height="12" aria-hidden="true">
        {STEPS.map((step) => (
          <rect
            key={step}
            class={step <= rank ? 'step-on' : 'step-off'}
            x={(step - 1) * 5}
            y={12 - step * 3}
            width="4"
            height={step * 3}
          />
        ))}
      </svg>
      {label ?? SEVERITY_TITLES[severity]}
    </span>
  );
}
