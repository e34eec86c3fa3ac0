import type { OptionDefinition } from './command.js';

/** The names of an option, without hyphens, and whether a value follows it. */
export interface OptionNames {
  readonly long: string;
  readonly short: string | null;
  readonly takesValue: boolean;
}

/** Reads an option's flags, `-i, --input-file <path>`. */
export function optionNames({ flags, longShortForm }: OptionDefinition): OptionNames {
  return {
    long: /--([a-z-]+)/i.exec(flags)?.[1] ?? '',
    short: longShortForm?.slice(1) ?? /^-([a-z])\b/i.exec(flags)?.[1] ?? null,
    takesValue: flags.includes('<'),
  };
}
