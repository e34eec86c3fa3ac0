import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';

type Step = string | number;

/** Blocks that are sets, whose values stand in another order than they are written in. */
const SETS: ReadonlySet<Step> = new Set(['inline_policy', 'principals', 'not_principals', 'condition']);

/**
 * The expression for a part of a resource; an expression for more of it where there is none so precise.
 *
 * @param values - of the resource, from which it is told which block of the configuration a value was made of
 */
export function expressionAt(expressions: unknown, path: readonly Step[], values: JsonObject): unknown {
  let expression = expressions;
  let value: unknown = values;
  for (const [depth, step] of path.entries()) {
    const next: unknown = Array.isArray(expression)
      ? typeof step === 'number'
        ? blockOf(expression, value, step, SETS.has(path[depth - 1] ?? ''))
        : undefined
      : isJsonObject(expression) && Object.hasOwn(expression, step)
        ? expression[step]
        : undefined;
    if (next === undefined)
      return isJsonObject(expression) && 'references' in expression ? expression : undefined;
    expression = next;
    value = partOf(value, step);
  }
  return expression;
}

/**
 * The block of a configuration that one of the values was made of. Their places tell it only where there are as many of
 * each: `dynamic` blocks are in no configuration, and sets are in another order.
 */
function blockOf(blocks: readonly unknown[], values: unknown, place: number, isSet: boolean): unknown {
  const made = partOf(values, place);
  const fitting = blocks.filter((block) => fits(block, made));
  const [closest, next] = isSet ? closestFirst(fitting, made) : fitting;
  if (next === undefined || (isSet && sharedConstants(closest, made) > sharedConstants(next, made)))
    return closest;
  const inPlace = blocks[place];
  const isSure = Array.isArray(values) && values.length === blocks.length && fitting.includes(inPlace);
  return isSure ? inPlace : undefined;
}

/** Whether the constants of a block are those of what may be made of it. */
function fits(block: unknown, made: unknown): boolean {
  if (!isJsonObject(block) || !isJsonObject(made)) return true;
  return Object.entries(block).every(([name, expression]) => {
    const value = partOf(made, name);
    return (
      !isJsonObject(expression) ||
      !Object.hasOwn(expression, 'constant_value') ||
      value === undefined ||
      inOrder(value) === inOrder(expression['constant_value'])
    );
  });
}

/** Those of which more constants are found in the value come first. */
function closestFirst(blocks: readonly unknown[], made: unknown): readonly unknown[] {
  return [...blocks].sort((one, other) => sharedConstants(other, made) - sharedConstants(one, made));
}

/** How many constants of a block that fits are in the value that may be made of it. */
function sharedConstants(block: unknown, made: unknown): number {
  if (!isJsonObject(block)) return 0;
  return Object.entries(block).filter(
    ([name, expression]) =>
      isJsonObject(expression) &&
      Object.hasOwn(expression, 'constant_value') &&
      partOf(made, name) !== undefined,
  ).length;
}

/** A value as a text that is the same for lists with the same entries, which may be sets. */
function inOrder(value: unknown): string {
  return Array.isArray(value) ? JSON.stringify(value.map(inOrder).sort()) : String(value);
}

function partOf(value: unknown, step: Step): unknown {
  if (Array.isArray(value)) return typeof step === 'number' ? (value as readonly unknown[])[step] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
