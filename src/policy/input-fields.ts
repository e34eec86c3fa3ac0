import { InputError } from './input-error.js';
import { describeType, isJsonObject, type JsonObject } from './json-shape.js';

/** What an account id looks like. */
export const ACCOUNT_ID = /^\d{12}$/;

/** @throws {InputError} naming the place unless the value is an object */
export function objectAt(value: unknown, where: string): JsonObject {
  if (!isJsonObject(value)) throw new InputError(`expected an object, not ${describeType(value)}`, where);
  return value;
}

/** @throws {InputError} naming the place unless the value is a list */
export function listAt(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new InputError(`expected a list, not ${describeType(value)}`, where);
  return value;
}

/** @throws {InputError} naming the place unless the value is a string */
export function stringAt(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new InputError(`expected a string, not ${describeType(value)}`, where);
  return value;
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** @throws {InputError} naming the place unless the value is an ISO 8601 time in UTC */
export function timeAt(value: unknown, where: string): string {
  const time = stringAt(value, where);
  if (!TIME.test(time) || Number.isNaN(Date.parse(time)))
    throw new InputError('a time in UTC such as 2026-01-31T09:30:00Z is expected', where);
  return time;
}

/** @throws {InputError} naming the place unless the value is an account id or is left out */
export function accountIdAt(value: unknown, where: string): string | null {
  if (value == null) return null;
  if (typeof value === 'string' && ACCOUNT_ID.test(value)) return value;
  throw new InputError('an account id is a string of 12 digits', where);
}
