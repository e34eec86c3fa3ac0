import type { JsonObject } from '../policy/json-shape.js';
import { isJsonObject } from '../policy/json-shape.js';

/**
 * A JSON value as Python's `json.dumps` prints it by default: a space after every comma and colon, and every
 * character outside ASCII escaped. Numbers print as JavaScript prints them, because JSON.parse no longer tells
 * 1.0 from 1; keys that look like whole numbers come first, because JavaScript orders them so.
 */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (isJsonObject(value)) return `{${pythonEntries(value)}}`;
  return typeof value === 'string' ? pythonText(value) : JSON.stringify(value);
}

function pythonEntries(object: JsonObject): string {
  return Object.entries(object)
    .map(([key, value]) => `${pythonText(key)}: ${pythonJson(value)}`)
    .join(', ');
}

function pythonText(text: string): string {
  return JSON.stringify(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
