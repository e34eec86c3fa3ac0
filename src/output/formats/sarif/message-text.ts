import { shortened } from '../../shortened.js';
import { terminalSafe } from '../../terminal-safe.js';
import { LONGEST_MESSAGE } from './limits.js';

/** SARIF reads `[text](target)` as a link: in names there is none. */
export function messageText(text: string): string {
  return shortened(terminalSafe(text).replaceAll('](', '] ('), LONGEST_MESSAGE);
}
