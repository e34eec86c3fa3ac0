import { firstOf } from '../../assessment/notes.js';
import { simulateCases, type SimulatedCase } from '../../assessment/simulated-case.js';
import { answerJson } from '../../output/answer-json.js';
import { simulationText } from '../../output/simulation-text.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { InputError } from '../../policy/input-error.js';
import { isJsonObject } from '../../policy/json-shape.js';
import type { Invocation } from '../command.js';
import { inFile } from '../input-error-in-file.js';
import { textOption } from '../option-values.js';
import { holdsAccount, readPolicyInput } from '../policy-input.js';
import { readCatalog } from '../read-catalog.js';
import { tuneForShortRun } from '../short-run.js';

/** Runs `simulate`; resolves to the exit code. */
export async function runSimulate({ terminal, options, operands }: Invocation): Promise<number> {
  tuneForShortRun();
  const isJson = textOption(options, 'format') === 'json';
  const catalog = readCatalog(textOption(options, 'catalog'));
  const cases: SimulatedCase[] = [];
  const notes: string[] = [];
  for (const path of operands) {
    const { name: file, value, lineOf } = await readPolicyInput(path, terminal);
    const { cases: decided, unknownActions } = inFile(
      file,
      () => {
        refuseOtherFiles(value);
        return simulateCases(value, catalog);
      },
      lineOf,
    );
    if (unknownActions.length > 0)
      notes.push(
        `Note: ${file}: the catalogue does not know these actions, so look whether they are misspelt: ${firstOf(unknownActions)}.`,
      );
    cases.push(
      ...(isJson || operands.length === 1
        ? decided
        : decided.map((each) => ({ ...each, name: `${file}: ${each.name}` }))),
    );
  }
  terminal.out(isJson ? answerJson(cases) : simulationText(cases));
  for (const note of notes) terminal.err(`${terminalSafe(note)}\n`);
  return cases.every(({ ok }) => ok) ? 0 : 1;
}

/** @throws {InputError} if a value is a policy or an account and no request */
function refuseOtherFiles(value: unknown): void {
  if (!isJsonObject(value) || Object.hasOwn(value, 'request')) return;
  const isPolicy = Object.hasOwn(value, 'Statement');
  if (!isPolicy && !holdsAccount(value)) return;
  throw new InputError(
    `${isPolicy ? 'this is a policy document' : 'these are the authorization details of an account'}, and simulate takes requests with the policies that concern them: see "Unit tests for policies" in the user guide`,
    '$',
  );
}
