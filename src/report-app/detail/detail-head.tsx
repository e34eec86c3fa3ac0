import type { JSX } from 'preact';
import { NameText } from '../shell/name-text.js';

interface DetailHeadProps {
  readonly name: string;
  readonly kind: string;
  readonly closeLink: string;
}

/** What is shown in detail, and the way back to the list. */
export function DetailHead({ name, kind, closeLink }: DetailHeadProps): JSX.Element {
  return (
    <div class="detail-head">
      <p class="detail-kind">
        <span>{kind}</span>
        <a class="screen-only" href={closeLink}>
          Back to the list
        </a>
      </p>
      <h2 id="detail-title" tabIndex={-1}>
        <NameText text={name} />
      </h2>
    </div>
  );
}
