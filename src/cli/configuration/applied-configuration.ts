import type { Configuration } from '../../assessment/configuration/configuration.js';

/** A configuration file, as it applies to a command. */
export interface AppliedConfiguration {
  /** Of the file; empty where there is none. */
  readonly path: string;
  readonly configuration: Configuration;
  /** Defaults of the command's options by their long names, as the parser of options would give the values. */
  readonly defaults: ReadonlyMap<string, unknown>;
  /** The line of what a JSON path names. */
  readonly lineOf: (jsonPath: string) => number | null;
}

/** What holds without a configuration file. */
export const NOT_CONFIGURED: AppliedConfiguration = {
  path: '',
  configuration: {},
  defaults: new Map(),
  lineOf: () => null,
};
