import { simulateCases, type SimulatedCase } from '../../assessment/simulated-case.js';
import { simulationText } from '../../output/simulation-text.js';
import type { Invocation } from '../command.js';
import { inFile } from '../input-error-in-file.js';
import { textOption } from '../option-values.js';
import { readPolicyInput } from '../policy-input.js';
import { tuneForShortRun } from '../short-run.js';

const INDENTATION = 2;

/** Runs `simulate`; resolves to the exit code. */
export async function runSimulate({ terminal, options, operands }: Invocation): Promise<number> {
  tuneForShortRun();
  const cases: SimulatedCase[] = [];
  for (const path of operands) {
    const { name, value, lineOf } = await readPolicyInput(path, terminal);
    cases.push(...inFile(name, () => simulateCases(value), lineOf));
  }
  terminal.out(
    textOption(options, 'format') === 'json'
      ? `${JSON.stringify(cases, null, INDENTATION)}\n`
      : simulationText(cases),
  );
  return cases.every(({ ok }) => ok) ? 0 : 1;
}
