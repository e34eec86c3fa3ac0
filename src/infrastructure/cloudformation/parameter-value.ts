import type { JsonObject } from '../../policy/json-shape.js';
import { possibleValues, textOf, Unknown } from '../unknown-values.js';
import { memberIn } from './template.js';

/** Whether what a parameter is given is the name of a parameter of Systems Manager, which holds the value. */
export function isOfParameterStore(definition: JsonObject): boolean {
  return typeOf(definition).startsWith('AWS::SSM::Parameter::Value');
}

function typeOf(definition: JsonObject): string {
  return textOf(memberIn(definition, 'Type')) ?? 'String';
}

/** The value that a parameter has where nobody gives it another. */
export function defaultOf(definition: JsonObject, name: string): unknown {
  const allowed = memberIn(definition, 'AllowedValues');
  const only: unknown = Array.isArray(allowed) && allowed.length === 1 ? allowed[0] : undefined;
  const [value] = possibleValues(memberIn(definition, 'Default') ?? only);
  return textOf(value) ?? Unknown.of(name);
}

/** A value as its parameter's type makes it: a list where it takes one. */
export function valueOfType(definition: JsonObject, value: unknown): unknown {
  const text = value instanceof Unknown ? null : textOf(value);
  if (text === null) return value;
  const type = typeOf(definition);
  return type === 'CommaDelimitedList' || type.startsWith('List<')
    ? text.split(',').map((entry) => entry.trim())
    : text;
}
