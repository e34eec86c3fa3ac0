import type { SimulatedCase } from '../assessment/simulated-case.js';
import { decisionLines } from './decision-text.js';
import { terminalSafe } from './terminal-safe.js';

/** The decided cases for reading: those that came out as expected in a line each, the others with their reasons. */
export function simulationText(cases: readonly SimulatedCase[]): string {
  const failed = cases.filter(({ ok }) => !ok).length;
  const lines = cases.flatMap((each) => {
    const { name, decision, expected, ok } = each;
    const mark = expected === null ? '    ' : ok ? 'ok  ' : 'FAIL';
    const head = `${mark} ${terminalSafe(name)}: ${decision}${ok ? '' : `, expected ${expected ?? ''}`}`;
    return [head, ...decisionLines(each).map((line) => `       ${line}`)];
  });
  const expecting = cases.filter(({ expected }) => expected !== null).length;
  const total = `${expecting - failed} of ${expecting} as expected`;
  return `${[...lines, ...(expecting === 0 ? [] : ['', total])].join('\n')}\n`;
}
