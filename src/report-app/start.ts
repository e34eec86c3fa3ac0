import { sayPlainly } from './shell/say-plainly.js';
import { unpack } from './shell/unpack.js';

// The plain summary is painted before anything is unpacked.
requestAnimationFrame(() => {
  setTimeout(() => {
    runApp().catch(sayPlainly);
  });
});

/** Unpacks the app and runs it as a script of the page, which the page's policy allows by the hash of its text. */
async function runApp(): Promise<void> {
  const block = document.getElementById('report-app');
  if (block === null) throw new Error('the page is incomplete; make the report anew');
  if (!('DecompressionStream' in globalThis))
    throw new Error('this browser has no DecompressionStream; use one of the last two years');
  const script = document.createElement('script');
  script.textContent = await unpack(block.textContent ?? '').text();
  block.remove();
  document.body.append(script);
}
