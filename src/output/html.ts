import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Assessment } from '../assessment/assessment.js';
import { findingsChunks } from './findings.js';
import { toBase64 } from './html-base64.js';
import { ICON_LINK } from './html-icon.js';
import { escapeHtml } from './html-markup.js';
import { summaryMarkup } from './html-summary.js';

/** The report app as `npm run build` bundles it into `dist/report-app/`. */
export interface ReportApp {
  /** Runs when the page is read. Where there is a `program`, it unpacks that and runs it. */
  readonly script: string;
  readonly style: string;
  /** SHA-256 of both in base64, where the build has worked them out already. */
  readonly hashes?: { readonly script: string; readonly style: string };
  /** The bulk of the script: base64 of it gzipped, and the SHA-256 of its text in base64. */
  readonly program?: { readonly packed: string; readonly hash: string };
}

/** The page around its data: `before`, then the base64 of the gzipped findings file, then `after`. */
export interface HtmlReport {
  readonly before: string;
  readonly after: string;
}

/** What would end the element early or start a comment in it, so that the browser reads another text than we hashed. */
const BREAKS_SCRIPT = /<\/script|<!--/i;
const BREAKS_STYLE = /<\/style|<!--/i;

/**
 * The report's page around its data, for writers that stream the data. The same Assessment and app always give
 * the same text.
 *
 * @throws {Error} if the app holds text that would end its own element.
 */
export function htmlReport(assessment: Assessment, app: ReportApp): HtmlReport {
  if (BREAKS_SCRIPT.test(app.script) || BREAKS_STYLE.test(app.style)) {
    throw new Error(
      'the report app cannot stand in a page: it holds a closing tag or a comment; build it anew',
    );
  }
  const title =
    assessment.account.id === null ? assessment.name : `${assessment.name}, account ${assessment.account.id}`;
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(app)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} - Cloudsplaining</title>
${ICON_LINK}
<style>${app.style}</style>
</head>
<body>
<div id="report">
${summaryMarkup(assessment).text}
</div>
<script type="application/octet-stream;base64" id="assessment-data">`;
  const program =
    app.program === undefined
      ? ''
      : `<script type="application/octet-stream;base64" id="report-app">${app.program.packed}</script>\n`;
  const after = `</script>
${program}<script>${app.script}</script>
</body>
</html>
`;
  return { before, after };
}

/** The whole report in memory; `compress` is gzip. */
export async function renderHtml(
  assessment: Assessment,
  app: ReportApp,
  compress: (json: string) => Promise<Uint8Array>,
): Promise<string> {
  const { before, after } = htmlReport(assessment, app);
  return before + toBase64(await compress([...findingsChunks(assessment)].join(''))) + after;
}

function contentSecurityPolicy(app: ReportApp): string {
  const hashOf = (text: string): string => toBase64(sha256(utf8ToBytes(text)));
  const { script, style } = app.hashes ?? { script: hashOf(app.script), style: hashOf(app.style) };
  const scripts = app.program === undefined ? [script] : [script, app.program.hash];
  return [
    "default-src 'none'",
    `script-src ${scripts.map((hash) => `'sha256-${hash}'`).join(' ')}`,
    `style-src 'sha256-${style}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
