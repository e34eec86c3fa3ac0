import type { JSX } from 'preact';
import type { RiskKindDescription } from '../../assessment/assessment.js';
import { paragraphs, safeAddress } from '../model/describe-finding.js';

/** Why a kind of finding matters and how to fix it, with references; `fix` where the kind's own does not apply. */
export function KindGuidance({
  kind,
  fix = kind.fix,
}: {
  readonly kind: RiskKindDescription;
  readonly fix?: string | undefined;
}): JSX.Element {
  const references = kind.references.map(safeAddress).filter((address) => address !== null);
  return (
    <div class="guidance">
      <h4>Why it matters</h4>
      {paragraphs(kind.why).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <h4>How to fix it</h4>
      {paragraphs(fix).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {references.length > 0 && (
        <ul class="references">
          {references.map((address) => (
            <li key={address}>
              <a href={address} target="_blank" rel="noopener noreferrer">
                {address.replace(/^https:\/\//i, '')}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
