import { isJsonObject } from '../policy/json-shape.js';

/** Nothing deeper in a resource is looked at: policies stand near the top. */
const DEEPEST = 6;
const MOST_VALUES = 10_000;

/** Why the policies in a resource are listed and no more, where its type is not known to hold any; null if it has none. */
export function whyNotRead(type: string, values: unknown): string | null {
  const paths = pathsOfPolicies(values);
  if (paths.length === 0) return null;
  const holds = paths.length === 1 ? 'holds a policy' : 'hold policies';
  return `${paths.join(' and ')} ${holds}, and what it means in a resource of the type ${type} is not known, so it is not assessed`;
}

/** Where in what a resource sets a policy document stands, as an object or as a text: `Replicas.0.Policy`. */
function pathsOfPolicies(values: unknown): readonly string[] {
  const paths: string[] = [];
  const pending: { readonly value: unknown; readonly path: readonly string[] }[] = [
    { value: values, path: [] },
  ];
  for (let at = 0; at < pending.length && at < MOST_VALUES; at++) {
    const next = pending[at];
    if (next === undefined) break;
    const { value, path } = next;
    if (isPolicy(value) || (typeof value === 'string' && isPolicy(objectOfText(value))))
      paths.push(path.join('.'));
    else if (typeof value === 'object' && value !== null && path.length < DEEPEST)
      for (const [key, member] of Object.entries(value))
        pending.push({ value: member, path: [...path, key] });
  }
  return paths;
}

function isPolicy(value: unknown): boolean {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'Statement')) return false;
  const statements: unknown = value['Statement'];
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.some((statement) => isJsonObject(statement) && Object.hasOwn(statement, 'Effect'));
}

function objectOfText(text: string): unknown {
  if (!text.includes('"Statement"')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
