import { TOO_DEEP } from '../../account/json-text.js';
import { DEEPEST_NESTING, isNestedDeeperThan } from '../../account/nesting.js';
import { terminalSafeJson } from '../../output/terminal-safe.js';
import { PolicyExpander } from '../../policy/expand-policy.js';
import { InputError } from '../../policy/input-error.js';
import type { Invocation } from '../command.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, textOption } from '../option-values.js';
import { policiesIn, readPolicyInput } from '../policy-input.js';
import { withProgress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';

const INDENTATION = 4;

/** Runs `expand-policy`; resolves to the exit code. */
export async function runExpandPolicy({ terminal, options }: Invocation): Promise<number> {
  const text = await withProgress(terminal, flagOption(options, 'verbose'), async (progress) => {
    progress.phase('Reading');
    const { name, value, lineOf } = await readPolicyInput(textOption(options, 'inputFile'), terminal);
    const catalog = readCatalog(textOption(options, 'catalog'));
    progress.phase('Expanding');
    return inFile(
      name,
      () => {
        const expander = new PolicyExpander(catalog);
        const expanded = policiesIn(value, name).map(({ document }) => {
          if (isNestedDeeperThan(document, DEEPEST_NESTING)) throw new InputError(TOO_DEEP);
          return expander.expand(document);
        });
        return terminalSafeJson(
          JSON.stringify(Array.isArray(value) ? expanded : expanded[0], null, INDENTATION),
        );
      },
      lineOf,
    );
  });
  terminal.out(`${text}\n`);
  return 0;
}
