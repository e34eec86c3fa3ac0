import type { Assessment, Finding } from '../../../assessment/assessment.js';
import type { FileChange, TextReplacement } from '../../file-change.js';
import { artifactLocation } from './artifact-location.js';
import { messageText } from './message-text.js';

/** A change of a file that removes a result. */
export interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly {
    readonly artifactLocation: ReturnType<typeof artifactLocation>;
    readonly replacements: readonly ReturnType<typeof replacement>[];
  }[];
}

/**
 * The checked fix of a finding as a change of the file that the finding stands in.
 *
 * @param file - as the result names it, so that viewers see that both are one
 */
export function sarifFix(
  { fixes = [] }: Assessment,
  finding: Finding,
  file: string,
  { replacements }: FileChange,
): SarifFix | null {
  const fix = finding.fix === undefined ? undefined : fixes[finding.fix];
  if (fix === undefined) return null;
  const words = [...fix.steps, ...fix.placeholders.map(({ name, meaning }) => `Fill in ${name}: ${meaning}`)];
  return {
    description: { text: messageText(words.join(' ')) },
    artifactChanges: [
      { artifactLocation: artifactLocation(file), replacements: replacements.map(replacement) },
    ],
  };
}

function replacement({ start, end, text }: TextReplacement) {
  return {
    deletedRegion: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
    ...(text === '' ? {} : { insertedContent: { text } }),
  };
}
