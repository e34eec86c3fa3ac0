import type { WhoCanReport, WhoCanResult } from '../assessment/who-can-report.js';
import { decidingStatementWords } from './statement-words.js';
import { terminalSafe } from './terminal-safe.js';

const HEADINGS = [
  ['allowed', 'Can'],
  ['conditional', 'Can under conditions'],
  ['explicitlyDenied', 'Denied'],
  ['implicitlyDenied', 'Not allowed'],
] as const;

/** Who can use an action, for reading: by decision, each principal with the statements that decided. */
export function whoCanText({ action, resource, results }: WhoCanReport): string {
  const question = `${action} on ${resource ?? 'any resource'}`;
  const groups = HEADINGS.flatMap(([decision, heading]) => {
    const members = results.filter((result) => result.decision === decision);
    return members.length === 0
      ? []
      : ['', `${heading} (${members.length})`, ...members.flatMap(resultLines)];
  });
  return `${[terminalSafe(question), ...groups].join('\n')}\n`;
}

function resultLines({
  principal,
  statements,
  conditions,
  notes,
  resources,
  via,
}: WhoCanResult): readonly string[] {
  const lines = [
    ...(resources.length === 0 ? [] : [`on ${resources.join(', ')}`]),
    ...statements.map(
      (statement) =>
        decidingStatementWords(statement) + (statement.matched === true ? '' : `: ${statement.reason}`),
    ),
    ...conditions,
    ...notes,
    ...(via?.hops.map(({ to, path }) => `by ${path}: ${to}`) ?? []),
  ];
  return [`  ${terminalSafe(principal)}`, ...lines.map((line) => `     ${terminalSafe(line)}`)];
}
