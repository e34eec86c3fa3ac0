import { describeType, isJsonObject, type JsonObject } from '../policy/json-shape.js';
import type { AccountProblem } from './account.js';

const LONGEST_NAME_SHOWN = 128;

/**
 * An object of the untrusted input. What is wrong with a field is reported and does not stop the rest. The JSON
 * path and the words for a report are put together only when there is something to report.
 */
export class AuthorizationEntry {
  readonly fields: JsonObject;
  /** The name for reports, once it is read. */
  name: string | null = null;
  private readonly kind: string;
  private readonly parent: AuthorizationEntry | string;
  private readonly key: string;
  private readonly index: number | null;
  private readonly problems: AccountProblem[];

  /**
   * @param kind - what it is, in words: `role`; empty for a page of the file
   * @param parent - the entry it stands in, or the JSON path of the page
   * @param index - place in the parent's list under `key`; null where it is no list
   */
  constructor(
    fields: JsonObject,
    kind: string,
    parent: AuthorizationEntry | string,
    key: string,
    index: number | null,
    problems: AccountProblem[],
  ) {
    this.fields = fields;
    this.kind = kind;
    this.parent = parent;
    this.key = key;
    this.index = index;
    this.problems = problems;
  }

  /** A page of the file. */
  static page(fields: JsonObject, where: string, problems: AccountProblem[]): AuthorizationEntry {
    return new AuthorizationEntry(fields, '', where, '', null, problems);
  }

  /** JSON path of the entry, or of what stands under `key` in it. */
  where(key?: string): string {
    const parent = typeof this.parent === 'string' ? this.parent : this.parent.where();
    const own = this.key === '' ? parent : `${parent}.${this.key}`;
    const entry = this.index === null ? own : `${own}[${this.index}]`;
    return key === undefined ? entry : `${entry}.${key}`;
  }

  /** The entry in words: `inline policy deploy of role builder`. */
  describe(): string {
    if (this.kind === '') return 'the file';
    const name = this.name === null ? '' : ` ${this.name.slice(0, LONGEST_NAME_SHOWN)}`;
    const holder =
      typeof this.parent === 'string' || this.parent.kind === '' ? '' : ` of ${this.parent.describe()}`;
    return `${this.kind}${name}${holder}`;
  }

  /** Reports a problem with what stands under a key. */
  report(key: string | undefined, reason: string): void {
    this.problems.push({ what: this.describe(), where: this.where(key), reason });
  }

  /** A text that must be there and not be empty; null, and a problem, otherwise. */
  requiredText(key: string, consequence: string): string | null {
    const value = this.fields[key];
    if (typeof value === 'string' && value !== '') return value;
    const found = value === '' ? 'an empty one' : describeType(value);
    this.report(key, `${key} must be a text, not ${found}, so ${consequence}`);
    return null;
  }

  /** A text that may be missing; null if it is. */
  optionalText(key: string): string | null {
    const value = this.fields[key];
    if (typeof value === 'string') return value;
    this.reportUnlessMissing(key, 'a text');
    return null;
  }

  optionalNumber(key: string): number | null {
    const value = this.fields[key];
    if (typeof value === 'number') return value;
    this.reportUnlessMissing(key, 'a number');
    return null;
  }

  optionalBoolean(key: string): boolean | null {
    const value = this.fields[key];
    if (typeof value === 'boolean') return value;
    this.reportUnlessMissing(key, 'true or false');
    return null;
  }

  /** A date as text; the API's JSON form gives seconds since 1970 instead. */
  optionalDate(key: string): string | null {
    const value = this.fields[key];
    if (typeof value === 'string') return value;
    if (typeof value === 'number') {
      const date = new Date(value * 1000);
      if (!Number.isNaN(date.getTime())) return date.toISOString();
    }
    this.reportUnlessMissing(key, 'a date');
    return null;
  }

  /** A list of anything; empty where it is missing. */
  list(key: string): readonly unknown[] {
    const value = this.fields[key];
    if (Array.isArray(value)) return value;
    this.reportUnlessMissing(key, 'a list');
    return [];
  }

  /** The objects of a list; whatever else it holds is a problem each. */
  entries(key: string, kind: string): readonly AuthorizationEntry[] {
    const entries: AuthorizationEntry[] = [];
    this.list(key).forEach((value, index) => {
      if (isJsonObject(value))
        entries.push(new AuthorizationEntry(value, kind, this, key, index, this.problems));
      else
        this.report(`${key}[${index}]`, `an entry of ${key} must be an object, not ${describeType(value)}`);
    });
    return entries;
  }

  /** The object under a key; null where it is missing. */
  entry(key: string, kind: string): AuthorizationEntry | null {
    const value = this.fields[key];
    if (isJsonObject(value)) return new AuthorizationEntry(value, kind, this, key, null, this.problems);
    this.reportUnlessMissing(key, 'an object');
    return null;
  }

  private reportUnlessMissing(key: string, expected: string): void {
    const value = this.fields[key];
    if (value !== undefined && value !== null)
      this.report(key, `${key} must be ${expected}, not ${describeType(value)}`);
  }
}
