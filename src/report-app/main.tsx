import { render } from 'preact';
import { decodeAssessment } from './model/decode-assessment.js';
import { reportModel } from './model/report-model.js';
import { App } from './shell/app.js';
import { applyStoredTheme } from './shell/theme.js';

applyStoredTheme();
// The plain summary is painted before the details are read.
requestAnimationFrame(() => {
  setTimeout(() => {
    start().catch((error: unknown) => {
      say(
        `The details cannot be shown: ${error instanceof Error ? error.message : String(error)}. What follows is the plain summary.`,
      );
    });
  });
});

async function start(): Promise<void> {
  const mount = document.getElementById('report');
  const block = document.getElementById('assessment-data');
  if (mount === null || block === null) throw new Error('the page is incomplete; make the report anew');
  if (!('DecompressionStream' in globalThis))
    throw new Error('this browser has no DecompressionStream; use one of the last two years');
  const assessment = await decodeAssessment(block.textContent ?? '');
  // The text is not needed again, and may be megabytes.
  block.remove();
  const model = reportModel(assessment);
  mount.replaceChildren();
  render(<App model={model} />, mount);
}

function say(sentence: string): void {
  const note = document.getElementById('plain-note');
  if (note !== null) note.textContent = sentence;
}
