import type {
  AdministratorReport,
  ChokePointReport,
  HopReport,
  PathReport,
  PathsReport,
  StatementReport,
} from '../assessment/paths-report.js';
import { statementName } from '../assessment/statement-name.js';
import { terminalSafe } from './terminal-safe.js';

/** The paths for reading: each chain with its hops, and why each works. */
export function pathsText({ paths, administrators, chokePoints }: PathsReport): string {
  const lines = [
    paths.length === 0
      ? 'There is no such path.'
      : `${paths.length} ${paths.length === 1 ? 'path' : 'paths'}, the shortest first.`,
    '',
    ...paths.flatMap((path) => [...pathLines(path), '']),
    ...(administrators.length === 0
      ? []
      : ['Administrators already', ...administrators.flatMap(administratorLines), '']),
  ];
  return [...lines, ...(chokePoints === null ? [] : chokePointLines(chokePoints))].join('\n');
}

function chokePointLines({
  statements,
  atLeast,
  isSmallest,
  isComplete,
}: ChokePointReport): readonly string[] {
  if (statements.length === 0) return [];
  const size = isSmallest ? 'no smaller set does it' : `at least ${atLeast} are needed`;
  const effect = isComplete
    ? 'leaves nobody else a way to administrator'
    : 'closes the ways that were looked at';
  return [
    statements.length === 1
      ? `Removing this statement ${effect}`
      : `Removing these ${statements.length} statements ${effect} (${size})`,
    ...statements.map((statement) => `  ${statementText(statement)}`),
    '',
  ];
}

function pathLines({ from, to, verdict, hops }: PathReport): readonly string[] {
  const steps = `${hops.length} ${hops.length === 1 ? 'step' : 'steps'}`;
  return [
    `${terminalSafe(from)} -> ${terminalSafe(to)}   ${verdict}, ${steps}`,
    ...hops.flatMap((hop, index) => hopLines(hop, `  ${index + 1}. `)),
  ];
}

function hopLines(hop: HopReport, start: string): readonly string[] {
  const indent = ' '.repeat(start.length);
  const target = hop.via === null || hop.via === hop.from ? hop.to : `${hop.to} via ${hop.via}`;
  // Steps that no row of the catalogue describes are called by their action.
  const step = hop.name === hop.path ? hop.path : `${hop.name} (${hop.path})`;
  return [
    `${start}${terminalSafe(step)}: ${terminalSafe(target)}`,
    ...hop.lifts.map((what) => `${indent}after taking off ${terminalSafe(what)}`),
    ...hop.gains.map((what) => `${indent}after gaining ${terminalSafe(what)}`),
    ...hop.statements.map((statement) => `${indent}${statementText(statement)}`),
    ...hop.conditions.map(
      (condition) => `${indent}${condition.startsWith('unless ') ? '' : 'if '}${terminalSafe(condition)}`,
    ),
    ...hop.needs.map((need) => `${indent}needs ${terminalSafe(need)}`),
  ];
}

function statementText({ effect, statement, policyType, policy, holder }: StatementReport): string {
  const where = policyType === 'trust policy' ? policy : `${policyType} policy ${policy} of ${holder}`;
  return terminalSafe(`${effect} ${statementName(statement)} in ${where}`);
}

function administratorLines({
  principal,
  kind,
  verdict,
  by,
  withinGuardrails,
}: AdministratorReport): readonly string[] {
  const inside = withinGuardrails ? ', within the organisation policies' : '';
  return [
    `  ${terminalSafe(principal)}   ${kind}${verdict === 'confirmed' ? '' : `, ${verdict}`}${inside}`,
    ...(by === null ? [] : hopLines(by, '     ')),
  ];
}
