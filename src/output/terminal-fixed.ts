import type { Assessment } from '../assessment/assessment.js';
import { fixedKindTitle, fixedSubject } from './fixed-wording.js';
import { formatCount } from './html-wording.js';
import { cutMiddle, padEnd } from './terminal-layout.js';
import { terminalSafe } from './terminal-safe.js';
import { styled } from './terminal-style.js';

const MOST_FIXED = 10;
const SEVERITY_COLUMN = 8;

/** The gravest of the findings that are gone since the earlier ones. No line where none is. */
export function fixedLines(
  { trend, kinds }: Pick<Assessment, 'trend' | 'kinds'>,
  width: number,
  colour: boolean,
): readonly string[] {
  const fixed = trend?.fixedFindings ?? [];
  if (fixed.length === 0) return [];
  const more = fixed.length - MOST_FIXED;
  return [
    styled('Fixed', 'strong', colour),
    ...fixed.slice(0, MOST_FIXED).map((each) => {
      const words = terminalSafe(`${fixedKindTitle(each, kinds)}: ${fixedSubject(each)}`);
      const severity = styled(padEnd(each.severity, SEVERITY_COLUMN), each.severity, colour);
      return `  ${severity}  ${cutMiddle(words, width - SEVERITY_COLUMN - 4)}`;
    }),
    ...(more > 0 ? [`  and ${formatCount(more)} more`] : []),
  ];
}
