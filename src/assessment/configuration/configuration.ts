import type { Severity } from '../assessment.js';
import type { Suppression } from '../suppressions/suppression.js';

/** What a `cloudsplaining.yml` holds. Every key may be left out. */
export interface Configuration {
  /** Defaults of options, by long name, for every command that has them: `fail-on: high`. */
  readonly options?: Readonly<Record<string, OptionDefault>>;
  /** Defaults of options of one command, by its name; they go before `options`. */
  readonly commands?: Readonly<Record<string, Readonly<Record<string, OptionDefault>>>>;
  /** Severities by id of a risk kind, in the place of the built-in ones. */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** Actions that a kind is to find too, or no more, by id of the kind. */
  readonly actions?: Readonly<Record<string, ActionChanges>>;
  /** Escalation paths to look for beside the built-in ones. */
  readonly 'escalation-paths'?: readonly OwnEscalationPath[];
  /** Findings to take out of the count. */
  readonly suppressions?: readonly Suppression[];
  /** Accounts that trust policies may name, as in an exclusions file. */
  readonly 'known-accounts'?: readonly string[];
  /** Whether the exclusions of the template are in force where no exclusions file is named; true if left out. */
  readonly 'default-exclusions'?: boolean;
}

/** A default of an option: `true` for a flag, a list for an option that may be repeated. */
export type OptionDefault = string | number | boolean | readonly (string | number)[];

/** Changes of the actions that a kind finds; entries may hold `*` and `?`. */
export interface ActionChanges {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** An escalation path of the user's own. */
export interface OwnEscalationPath {
  /** Unlike that of any other path. */
  readonly id: string;
  /** What is done, in words. */
  readonly name: string;
  /**
   * Canonical names of the actions, all of which are needed.
   *
   * @minItems 1
   */
  readonly actions: readonly string[];
  /** With iam:PassRole: the service that the role is passed to and must trust, `lambda.amazonaws.com`. */
  readonly 'passed-to'?: string;
  /** @pattern ^https?:// */
  readonly link?: string;
}
