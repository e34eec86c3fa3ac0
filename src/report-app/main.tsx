import { render } from 'preact';
import { decodeAssessment } from './model/decode-assessment.js';
import { reportModel } from './model/report-model.js';
import { App } from './shell/app.js';
import { sayPlainly } from './shell/say-plainly.js';
import { applyStoredTheme } from './shell/theme.js';

applyStoredTheme();
showReport().catch(sayPlainly);

async function showReport(): Promise<void> {
  const mount = document.getElementById('report');
  const block = document.getElementById('assessment-data');
  if (mount === null || block === null) throw new Error('the page is incomplete; make the report anew');
  const assessment = await decodeAssessment(block.textContent ?? '');
  // The text is not needed again, and may be megabytes.
  block.remove();
  const model = reportModel(assessment);
  mount.replaceChildren();
  render(<App model={model} />, mount);
}
