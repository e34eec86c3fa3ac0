import type { JSX } from 'preact';
import { VERDICTS } from '../model/paths-view.js';

/** What the lines of the graph say. */
export function GraphLegend({ hasCuts }: { readonly hasCuts: boolean }): JSX.Element {
  return (
    <p class="legend quiet">
      {VERDICTS.map((verdict) => (
        <span key={verdict} class="legend-item">
          <svg class="edge" data-verdict={verdict} width="32" height="10" aria-hidden="true">
            <path class="edge-line" d="M0 5H32" />
          </svg>
          {verdict}
        </span>
      ))}
      {hasCuts && (
        <span class="legend-item">
          <svg class="edge" width="32" height="10" aria-hidden="true">
            <path class="edge-line" d="M0 5H32" />
            <path class="edge-cut" d="M14 0v10m4-10v10" />
          </svg>
          rests on a statement to change
        </span>
      )}
    </p>
  );
}
