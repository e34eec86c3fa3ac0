import type { AppliedConfiguration } from './configuration/applied-configuration.js';
import type { TemporaryFiles } from './temporary-files.js';
import type { Terminal } from './terminal.js';

/** How an option's value is completed by the shell: paths, or one of a few words. */
export type Completes = 'file' | 'directory' | readonly string[];

export interface OptionDefinition {
  /** As commander writes it: `-i, --input-file <path>`. */
  readonly flags: string;
  /** A short form of more than one letter, which commander does not know: `-aR`. */
  readonly longShortForm?: string;
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
  /** The words that are allowed, in any case. */
  readonly choices?: readonly string[];
  /** May be given several times, or with several values separated by commas. */
  readonly repeatable?: boolean;
  readonly completes?: Completes;
  /** Whether it names the configuration file, which is then read before the other options. */
  readonly namesConfiguration?: boolean;
}

/** What a command gets when it runs. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly files: TemporaryFiles;
  /** Values by the option's long name in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
  /** Of a configuration file; empty where there is none. */
  readonly configuration: AppliedConfiguration;
}

/** A command: what it is called and takes, and where its code is. The code is loaded when the command runs. */
export interface CommandDefinition {
  readonly name: string;
  /** Another name by which it can be called. */
  readonly alias?: string;
  readonly summary: string;
  readonly description: string;
  readonly operand?: {
    readonly name: string;
    readonly description: string;
    /** The words allowed; files where there are none. */
    readonly choices?: readonly string[];
    /** May be given several times. */
    readonly repeatable?: boolean;
    /** May be left out. */
    readonly optional?: boolean;
  };
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  /** What exit codes mean, where they mean something of this command's own. */
  readonly exitCodes?: { readonly 1?: string; readonly 2?: string; readonly 3?: string };
  /** Resolves to the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** Whether a word calls a command. */
export function isCalled({ name, alias }: CommandDefinition, word: string | undefined): boolean {
  return word !== undefined && (word === name || word === alias);
}
