import { isCalled, type CommandDefinition } from './command.js';
import { optionNames, type OptionNames } from './option-names.js';

/**
 * Writes short forms of more than one letter out: 0.9.1 has `-aR`, which argument parsers take for `-a` and `-R`.
 * Understands it among other short options too (`-saRt`), and leaves the values of options alone.
 */
export function expandLongShortForms(
  parameters: readonly string[],
  commands: readonly CommandDefinition[],
): string[] {
  const at = parameters.findIndex((parameter) => !parameter.startsWith('-'));
  const command = commands.find((each) => isCalled(each, parameters[at]));
  if (command === undefined) return [...parameters];
  const options = command.options.map(optionNames);
  const result = parameters.slice(0, at + 1);
  for (let index = at + 1; index < parameters.length; index++) {
    const parameter = parameters[index] ?? '';
    if (parameter === '--') return [...result, ...parameters.slice(index)];
    const { written, valueFollows } = expandOne(parameter, options);
    result.push(...written);
    const value = parameters[index + 1];
    if (!valueFollows || value === undefined) continue;
    result.push(value);
    index++;
  }
  return result;
}

/** One parameter written out, and whether the next is the value of its last option. */
function expandOne(
  parameter: string,
  options: readonly OptionNames[],
): { readonly written: readonly string[]; readonly valueFollows: boolean } {
  if (parameter.startsWith('--')) {
    const valueFollows = options.some(({ long, takesValue }) => takesValue && parameter === `--${long}`);
    return { written: [parameter], valueFollows };
  }
  if (!parameter.startsWith('-')) return { written: [parameter], valueFollows: false };
  const written: string[] = [];
  let letters = '';
  for (let rest = parameter.slice(1); rest !== '';) {
    const option = options.findLast(({ short }) => short !== null && rest.startsWith(short));
    if (option?.takesValue === true) {
      return { written: [...written, `-${letters}${rest}`], valueFollows: rest.length === 1 };
    }
    const length = option?.short?.length ?? 1;
    if (length === 1) {
      letters += rest.slice(0, 1);
    } else {
      if (letters !== '') written.push(`-${letters}`);
      letters = '';
      written.push(`--${option?.long ?? ''}`);
    }
    rest = rest.slice(length);
  }
  if (letters !== '' || written.length === 0) written.push(`-${letters}`);
  return { written, valueFollows: false };
}
