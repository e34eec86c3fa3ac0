import { escapeHtml } from './html-markup.js';
import { shortened } from './shortened.js';
import { terminalSafe } from './terminal-safe.js';

/** What Markdown could take for a mark, in prose of ours. */
const MARKS = /[\\`*_[\]<>#|~&!]/g;

/** Prose as Markdown that reads as it stands. Text from the input goes into {@link codeSpan} instead. */
export function markdownText(text: string): string {
  return text.replace(MARKS, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`));
}

/**
 * Text from the input as a code span: nothing in it is a mark, a link, a mention or HTML.
 *
 * @param most - UTF-16 units after which it is cut
 */
export function codeSpan(text: string, most: number): string {
  const shown = shortened(terminalSafe(text), most);
  if (shown.trim() === '') return '` `';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const room = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return fence + room + shown + room + fence;
}

/** Text from the input as code inside an HTML element, where Markdown is not read. */
export function codeElement(text: string, most: number): string {
  return `<code>${escapeHtml(shortened(terminalSafe(text), most))}</code>`;
}

/** Lines as a fenced block that nothing in them can end. */
export function codeFence(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const lines = text
    .split('\n')
    .map((line) => terminalSafe(line))
    .join('\n');
  return `${fence}${language}\n${lines.replace(/\n$/, '')}\n${fence}`;
}
