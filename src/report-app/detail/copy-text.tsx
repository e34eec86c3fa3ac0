import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { JsonValue } from '../../assessment/assessment.js';
import { NameText } from '../shell/name-text.js';
import { download } from '../triage/download.js';

const INDENTATION = 2;

interface CopyTextProps {
  readonly label: string;
  readonly className: string;
  readonly textOf: () => string;
  /** Where the browser does not let us copy, the text is saved under this name. */
  readonly fileName: string;
  readonly mediaType: string;
}

function CopyText({ label, className, textOf, fileName, mediaType }: CopyTextProps): JSX.Element {
  const [copied, setCopied] = useState<string | null>(null);
  const text = textOf();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      download(fileName, mediaType, text);
    }
  };
  return (
    <button type="button" class={className} onClick={() => void copy()}>
      <span aria-live="polite">{copied === text ? 'Copied' : label}</span>
    </button>
  );
}

/** Copies a policy document as it would stand in a file. */
export function CopyDocument({
  document,
  label,
}: {
  readonly document: JsonValue;
  readonly label: string;
}): JSX.Element {
  return (
    <CopyText
      label={label}
      className="button"
      textOf={() => `${JSON.stringify(document, null, INDENTATION)}\n`}
      fileName="policy.json"
      mediaType="application/json"
    />
  );
}

/** The ARN of what is shown in detail, and a button that copies it. */
export function ArnFact({
  title = 'ARN',
  arn,
}: {
  readonly title?: string;
  readonly arn: string;
}): JSX.Element {
  return (
    <div class="facts-wide">
      <dt>{title}</dt>
      <dd>
        <span class="mono">
          <NameText text={arn} />
        </span>{' '}
        <CopyText
          label="Copy"
          className="link-button copy-arn"
          textOf={() => arn}
          fileName="arn.txt"
          mediaType="text/plain"
        />
      </dd>
    </div>
  );
}
