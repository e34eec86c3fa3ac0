import type { JSX } from 'preact';
import type { TriageDecision } from '../../assessment/assessment.js';
import { TRIAGE_STATUSES } from '../../assessment/parse-triage-file.js';
import { formatTime } from '../../output/html-wording.js';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import type { DecisionChange } from '../model/triage-store.js';

interface DecisionFormProps {
  readonly decision: TriageDecision | undefined;
  readonly onDecide: (change: DecisionChange) => void;
}

/** What is decided about one finding. */
export function DecisionForm({ decision, onDecide }: DecisionFormProps): JSX.Element {
  return (
    <section class="decision" aria-labelledby="decision-title">
      <h3 id="decision-title">Decision</h3>
      <fieldset class="decision-statuses">
        <legend class="visually-hidden">Status</legend>
        {TRIAGE_STATUSES.map((status) => (
          <label key={status} class="check">
            <input
              type="radio"
              name="status"
              checked={(decision?.status ?? 'to-triage') === status}
              onChange={() => {
                onDecide({ status });
              }}
            />
            {STATUS_TITLES[status]}
          </label>
        ))}
      </fieldset>
      <label class="field">
        Owner
        <input
          type="text"
          autocomplete="off"
          value={decision?.owner ?? ''}
          onInput={(event) => {
            onDecide({ owner: event.currentTarget.value });
          }}
        />
      </label>
      <label class="field">
        Note
        <textarea
          rows={3}
          value={decision?.note ?? ''}
          onInput={(event) => {
            onDecide({ note: event.currentTarget.value });
          }}
        />
      </label>
      {decision !== undefined && <p class="quiet">Decided {formatTime(decision.decidedAt)}</p>}
    </section>
  );
}
