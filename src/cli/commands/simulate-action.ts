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
  const isJson = textOption(options, 'format') === 'json';
  const cases: SimulatedCase[] = [];
  for (const path of operands) {
    const { name: file, value, lineOf } = await readPolicyInput(path, terminal);
    const decided = inFile(file, () => simulateCases(value), lineOf);
    cases.push(
      ...(isJson || operands.length === 1
        ? decided
        : decided.map((each) => ({ ...each, name: `${file}: ${each.name}` }))),
    );
  }
  terminal.out(isJson ? `${JSON.stringify(cases, null, INDENTATION)}\n` : simulationText(cases));
  return cases.every(({ ok }) => ok) ? 0 : 1;
}
