import type { CombinedFix } from '../fixes/combine-fixes.js';
import noFixReasons from '../fixes/data/no-fix-reasons.json' with { type: 'json' };
import { terminalSafe } from '../output/terminal-safe.js';

/** What was proposed for one policy. */
export interface FixedSubject {
  readonly name: string;
  /** Null where nothing was found. */
  readonly fix: CombinedFix | null;
  /** False for a resource policy. */
  readonly isJudged?: boolean;
  /** Kinds of the findings on a resource policy that stay. */
  readonly staying?: readonly string[];
}

/** What a diff does not say, for standard error: what was done and why, what is to be filled in, what stays. */
export function fixReport(subjects: readonly FixedSubject[]): string {
  const lines = subjects.flatMap(linesOf);
  if (subjects.every(({ fix, isJudged }) => fix === null && isJudged !== false))
    lines.push('There is no finding to remove.');
  return lines.map((line) => `${terminalSafe(line)}\n`).join('');
}

function linesOf({ name, fix, isJudged, staying = [] }: FixedSubject): readonly string[] {
  if (isJudged === false && staying.length > 0)
    return staying.map((kind) => `${name}: ${kind} stays: ${noFixReasons.resourcePolicy}`);
  if (isJudged === false)
    return [`${name}: this is a resource policy, for which no change is proposed, so it stays as it is.`];
  if (fix === null) return [];
  const { steps, placeholders, tooLong, open } = fix;
  return [
    ...steps.map((step) => `${name}: ${step}`),
    ...placeholders.map(({ name: placeholder, meaning }) => `${name}: fill in ${placeholder}: ${meaning}`),
    ...(tooLong === undefined
      ? []
      : [
          `${name}: with ${tooLong.characters} characters it is longer than AWS allows (${tooLong.limit}); take out what is not used, or divide it into several policies.`,
        ]),
    ...open.map(({ kind, reason }) => `${name}: ${kind} stays: ${reason}`),
  ];
}
