import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { TriageStore } from '../model/triage-store.js';

interface ReadTriageFileProps {
  readonly store: TriageStore;
  /** Tells what was read, or why it was not, in a sentence. */
  readonly say: (sentence: string) => void;
}

/** Asks for a file of decisions, and takes them over. */
export function ReadTriageFile({ store, say }: ReadTriageFileProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        Read triage.json
      </button>
      <input
        type="file"
        ref={input}
        hidden
        accept=".json,application/json"
        aria-label="Triage file"
        onChange={(event) => {
          const field = event.currentTarget;
          const file = field.files?.[0];
          void file?.text().then((text) => {
            say(store.readFile(file.name, text));
            // So that the same file can be read again.
            field.value = '';
          });
        }}
      />
    </>
  );
}
