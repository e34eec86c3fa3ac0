import { expandPolicy } from '../../policy/expand-policy.js';
import type { Invocation } from '../command.js';
import { inFile } from '../input-error-in-file.js';
import { textOption } from '../option-values.js';
import { policiesIn, readPolicyInput } from '../policy-input.js';
import { readCatalog } from '../read-catalog.js';

const INDENTATION = 4;

/** Runs `expand-policy`; resolves to the exit code. */
export async function runExpandPolicy({ terminal, options }: Invocation): Promise<number> {
  const { name, value } = await readPolicyInput(textOption(options, 'inputFile'), terminal);
  const catalog = readCatalog(textOption(options, 'catalog'));
  const expanded = inFile(name, () => policiesIn(value, name).map(({ document }) => expandPolicy(document, catalog)));
  terminal.out(`${JSON.stringify(Array.isArray(value) ? expanded : expanded[0], null, INDENTATION)}\n`);
  return 0;
}
