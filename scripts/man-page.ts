import { commandHelp, type CommandHelp, type OptionHelp } from '../src/cli/help-as-json.js';
import { COMMANDS } from '../src/cli/commands.js';
import { EXIT_CODES } from '../src/cli/exit-codes.js';

/**
 * The man page, from the same definitions as the help.
 *
 * @param version - of the package
 * @param date - of the catalogue, which stands for that of the page: `YYYY-MM-DD`
 */
export function manPage(version: string, date: string): string {
  return [
    `.TH CLOUDSPLAINING 1 "${date}" "cloudsplaining ${version}" "User Commands"`,
    '.SH NAME',
    'cloudsplaining \\- find violations of least privilege in AWS IAM',
    '.SH SYNOPSIS',
    '.B cloudsplaining',
    '.I command',
    '.RI [ option ...]',
    '.SH DESCRIPTION',
    text(
      'Reads the IAM policies of an AWS account, or single policies, and finds where they break least privilege. Nothing leaves the machine but what download and scan-multi-account ask of AWS.',
    ),
    '.SH COMMANDS',
    ...COMMANDS.flatMap((definition) => commandLines(commandHelp(definition))),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT_CODES).flatMap(([code, meaning]) => [
      '.TP',
      `.B ${code}`,
      text(meaning.replace(/\s+/g, ' ')),
    ]),
    '.SH FILES',
    '.TP',
    '.B cloudsplaining.yml',
    text('The configuration, looked for in the working directory and in every folder above it.'),
    '',
  ].join('\n');
}

function commandLines({
  name,
  alias,
  description,
  operand,
  options,
  examples,
}: CommandHelp): readonly string[] {
  const word = operand === null ? '' : `${operand.name.toUpperCase()}${operand.repeatable ? '...' : ''}`;
  const operands = operand === null ? '' : operand.optional ? ` [${word}]` : ` ${word}`;
  return [
    `.SS ${text(`${name}${alias === null ? '' : `, ${alias}`}${operands}`)}`,
    text(description),
    ...options.flatMap(optionLines),
    ...examples.flatMap(({ command, meaning }) => [
      '.PP',
      `${text(capital(meaning))}:`,
      '.PP',
      '.RS',
      '.nf',
      text(command),
      '.fi',
      '.RE',
    ]),
  ];
}

function optionLines({
  long,
  short,
  takesValue,
  description,
  default: value,
  choices,
}: OptionHelp): readonly string[] {
  const notes = [
    ...(choices === null ? [] : [`one of ${choices.join(', ')}`]),
    ...(value === null ? [] : [`${value} by default`]),
  ];
  const flags = [...(short === null ? [] : [short]), long].map((flag) => `\\fB${text(flag)}\\fR`).join(', ');
  return [
    '.TP',
    `${flags}${takesValue ? ' \\fIvalue\\fR' : ''}`,
    text(`${capital(description)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}.`),
  ];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Escapes what troff would take for its own: backslashes, hyphens, and dots and quotes at the start of a line. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&');
}
