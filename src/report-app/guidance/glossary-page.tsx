import type { JSX } from 'preact';
import glossary from './glossary.json' with { type: 'json' };

/** The words of the report. */
export function GlossaryPage(): JSX.Element {
  return (
    <main class="page page-text" id="main" tabIndex={-1}>
      <h1>Glossary</h1>
      <dl class="glossary">
        {glossary.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
