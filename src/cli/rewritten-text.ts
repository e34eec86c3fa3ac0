import type { JsonValue } from '../assessment/assessment.js';
import { isJsonObject } from '../policy/json-shape.js';
import { editJson } from './edit-json.js';
import { parseJson } from './parse-json.js';
import { isUsageError, UsageError } from './usage-error.js';

/** A file of policies as it was read. */
export interface ReadPolicies {
  readonly text: string;
  readonly format: 'json' | 'yaml';
  readonly value: unknown;
  readonly name: string;
}

/**
 * The text of a file with other documents in the place of some, everything else as it is written.
 *
 * @param changes - by the documents as they were read
 * @throws {UsageError} if a document is no part of the file's own JSON or YAML
 */
export async function rewrittenText(
  { text, format, value, name }: ReadPolicies,
  changes: ReadonlyMap<unknown, JsonValue>,
): Promise<string> {
  for (const document of changes.keys()) {
    if (isJsonObject(document)) continue;
    throw new UsageError(
      `${name}: the policy stands in this file as an encoded text; save the policy itself in a file and name that.`,
    );
  }
  const after = replaced(value, changes);
  const rewritten = await edited({ text, format, value, name }, after);
  // A policy with a slip in it would be worse than none.
  if (JSON.stringify(await reread(rewritten, format, name)) !== JSON.stringify(after)) {
    throw format === 'yaml'
      ? new UsageError(
          `${name}: this YAML cannot be rewritten as it stands; write out what its aliases stand for.`,
        )
      : new Error(`the rewritten text of ${name} does not hold the changed policies`);
  }
  return rewritten;
}

async function edited({ text, format, value, name }: ReadPolicies, after: unknown): Promise<string> {
  if (format === 'json') {
    try {
      return editJson(text, value, after);
    } catch (error) {
      if (error instanceof RangeError)
        throw new UsageError(`${name}: this is nested too deeply to be rewritten; correct the file.`);
      throw error;
    }
  }
  const { editYaml } = await import('./edit-yaml.js');
  return editYaml(text, value, after);
}

/** Undefined where the text cannot be read at all. */
async function reread(text: string, format: ReadPolicies['format'], name: string): Promise<unknown> {
  if (format === 'json') return parseJson(text, name);
  const { parseYaml } = await import('./parse-yaml.js');
  try {
    return parseYaml(text, name).value;
  } catch (error) {
    if (isUsageError(error)) return undefined;
    throw error;
  }
}

function replaced(value: unknown, changes: ReadonlyMap<unknown, JsonValue>): unknown {
  const change = changes.get(value);
  if (change !== undefined) return change;
  if (Array.isArray(value)) return value.map((each: unknown) => replaced(each, changes));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, changes)]));
}
