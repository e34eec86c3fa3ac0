import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { JsonValue } from '../../assessment/assessment.js';
import { download } from '../triage/download.js';

const INDENTATION = 2;

/** Copies a changed document; where the browser does not let it, saves it as a file. */
export function CopyDocument({ document }: { readonly document: JsonValue }): JSX.Element {
  const [isDone, setIsDone] = useState(false);
  const copy = async () => {
    const text = `${JSON.stringify(document, null, INDENTATION)}\n`;
    try {
      await navigator.clipboard.writeText(text);
      setIsDone(true);
    } catch {
      download('policy.json', 'application/json', text);
    }
  };
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <span aria-live="polite">{isDone ? 'Copied' : 'Copy the changed document'}</span>
    </button>
  );
}
