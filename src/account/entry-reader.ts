import { describeType, isJsonObject, type JsonObject } from '../policy/json-shape.js';
import type { AccountProblem } from './account.js';

/** Reads the fields of untrusted entries; what is wrong with one is reported and does not stop the rest. */
export class EntryReader {
  readonly problems: AccountProblem[] = [];

  report(what: string, where: string, reason: string): void {
    this.problems.push({ what, where, reason });
  }

  /** The objects of a list, each with its JSON path; an absent list is empty. */
  objects(parent: JsonObject, key: string, what: string, where: string): readonly (readonly [JsonObject, string])[] {
    const list = parent[key];
    if (list === undefined || list === null) return [];
    if (!Array.isArray(list)) {
      this.report(what, `${where}.${key}`, `${key} must be a list, not ${describeType(list)}`);
      return [];
    }
    const objects: (readonly [JsonObject, string])[] = [];
    list.forEach((entry: unknown, index) => {
      if (isJsonObject(entry)) objects.push([entry, `${where}.${key}[${index}]`]);
      else this.report(what, `${where}.${key}[${index}]`, `an entry of ${key} must be an object, not ${describeType(entry)}`);
    });
    return objects;
  }

  /** A text that must be there; null, and a problem, if it is not. */
  requiredText(parent: JsonObject, key: string, what: string, where: string): string | null {
    const value = parent[key];
    if (typeof value === 'string' && value !== '') return value;
    this.report(what, `${where}.${key}`, `${key} must be a text, not ${value === '' ? 'an empty one' : describeType(value)}`);
    return null;
  }

  /** A text that may be missing; null if it is. */
  optionalText(parent: JsonObject, key: string, what: string, where: string): string | null {
    const value = parent[key];
    if (typeof value === 'string') return value;
    if (value !== undefined && value !== null) this.report(what, `${where}.${key}`, `${key} must be a text, not ${describeType(value)}`);
    return null;
  }
}
