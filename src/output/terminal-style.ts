import type { Severity } from '../assessment/assessment.js';

/** Codes of ANSI's "select graphic rendition". */
const CODES = {
  critical: '1;35',
  high: '31',
  medium: '33',
  low: '36',
  none: '2',
  strong: '1',
  quiet: '2',
} as const satisfies Readonly<Record<Severity | 'strong' | 'quiet', string>>;

/** Text in a style of its own where colours are wanted, as it is otherwise. It must be safe for a terminal already. */
export function styled(text: string, style: keyof typeof CODES, colour: boolean): string {
  return colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}
