/**
 * The compiled catalogue as it lies on disk: few long strings instead of many small values, because parsing
 * JSON costs per value. Lines are separated by a newline, fields of a line by a tab.
 */
export interface CompiledCatalog {
  readonly format: 'cloudsplaining-catalog';
  readonly version: 1;
  /** Day the data was published, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  /** One line a service, ordered by prefix: prefix, name. */
  readonly services: string;
  /** One line a service, in the order of `services`: its action names ordered without regard to case, separated by commas. */
  readonly actions: string;
  /** One letter an action, see {@link LEVEL_LETTERS}. */
  readonly levels: string;
  /** One line a resource type: service prefix, name, ARN template. */
  readonly resourceTypes: string;
  /** One line a distinct requirement: indexes into `resourceTypes`, required ones followed by `!`, separated by commas. */
  readonly requirements: string;
  /** Index into `requirements` of each action, separated by commas. */
  readonly actionRequirements: string;
  /** Prefixes of the services that resource control policies bind, separated by commas. */
  readonly resourceControlPolicyServices: string;
}

/** Access levels, by the letter that stands for them in the compiled catalogue. Lower case: Write is a second level. */
export const LEVEL_LETTERS = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  t: 'Tagging',
  P: 'Permissions management',
  p: 'Permissions management',
} as const;

/** Access level of an action in AWS's Service Authorization Reference. */
export type AccessLevel = (typeof LEVEL_LETTERS)[keyof typeof LEVEL_LETTERS];
