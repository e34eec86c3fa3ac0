/** Ends a line of a compiled text. Not a newline: JSON would escape it, and texts with escapes take twice as long to read. */
export const LINE_END = ';';

/** Stands between the fields of a line. */
export const FIELD_END = '|';

/**
 * The compiled catalogue as it lies on disk: few long strings instead of many small values, because parsing
 * JSON costs per value. Lines are separated by a semicolon, fields of a line by a vertical bar.
 */
export interface CompiledCatalog {
  readonly format: 'cloudsplaining-catalog';
  readonly version: 4;
  /** Day the data was published, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  /** One line a service, ordered by prefix: prefix, name, number of actions. */
  readonly services: string;
  /** One line a service, in the order of `services`: the canonical names of its actions, `s3:GetObject`, ordered without regard to case, separated by commas. */
  readonly actions: string;
  /** One letter an action, see `LEVEL_LETTERS`. */
  readonly levels: string;
  /**
   * For each level in the order of `LEVELS` the set of its actions, as {@link IndexSet.fromWords} reads it. Lists of
   * numbers, because JSON gives those sooner than code that has just started takes them out of a string.
   */
  readonly levelSets: readonly (readonly number[])[];
  /** The set of actions whose names say that they tag, likewise: those of `levelByName`. */
  readonly namedTagging: readonly number[];
  /** The set of actions with at least one resource type, likewise. */
  readonly restrictable: readonly number[];
  readonly resourceTypeCount: number;
  /** One line a resource type: service prefix, name, ARN template. */
  readonly resourceTypes: string;
  /** One line a distinct requirement: indexes into `resourceTypes`, required ones followed by `!`, targets by `+`, separated by commas. */
  readonly requirements: string;
  /** One line a resource type: indexes into `requirements` of those that name it, ascending, separated by commas. */
  readonly requirementsByType: string;
  /** One line a requirement: the actions that have it, ascending, separated by commas. */
  readonly actionsByRequirement: string;
  /** Two characters an action: the index into `requirements`, as `encodeSmallNumber` writes it. */
  readonly actionRequirements: string;
  /** Prefixes of the services that resource control policies bind, separated by commas. */
  readonly resourceControlPolicyServices: string;
}

/** How many characters `encodeSmallNumber` takes. */
export const SMALL_NUMBER_CHARACTERS = 2;

const FIRST_DIGIT = 0x23;
const BACKSLASH = 0x5c;
const BASE = 90;

/**
 * A number below 8,100 as two characters of ASCII that JSON does not escape: thousands of them are one string,
 * which is read without being taken apart.
 */
export function encodeSmallNumber(value: number): string {
  return String.fromCharCode(digitCode(Math.floor(value / BASE)), digitCode(value % BASE));
}

/** Reads the number that begins at a place in a string of them. */
export function decodeSmallNumber(text: string, position: number): number {
  return digitValue(text.charCodeAt(position)) * BASE + digitValue(text.charCodeAt(position + 1));
}

function digitCode(digit: number): number {
  const code = FIRST_DIGIT + digit;
  return code < BACKSLASH ? code : code + 1;
}

function digitValue(code: number): number {
  return (code < BACKSLASH ? code : code - 1) - FIRST_DIGIT;
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

/** The access levels, in the order of the compiled sets. */
export const LEVELS = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'] as const;

/** Access level of an action in AWS's Service Authorization Reference. */
export type AccessLevel = (typeof LEVELS)[number];
