import { jsonPlaces } from '../../infrastructure/json-places.js';
import { recognise, type FileKind } from '../../infrastructure/recognise.js';
import type { SourceFile } from '../../infrastructure/source-file.js';
import type { YamlSource } from '../../infrastructure/yaml-value.js';
import { refuseDuplicateKeys } from '../duplicate-key.js';
import { parseJson } from '../parse-json.js';
import { withSlashes } from '../with-slashes.js';

/** A file that was parsed, and what it holds. */
export interface ParsedSource extends SourceFile {
  readonly kind: FileKind;
  readonly format: 'json' | 'yaml';
}

const BEGINS_JSON = /^\s*[[{]/;

/** Whether a text is YAML by its file's ending, or else by how it begins. */
function isYaml(text: string, path: string): boolean {
  return /\.ya?ml$/i.test(path) || !(/\.json$/i.test(path) || BEGINS_JSON.test(text));
}

/**
 * Parses the text of a file that people write, or that Terraform prints.
 *
 * @throws {UsageError} with line and column if it is neither JSON nor YAML
 */
export async function parseSource(text: string, path: string): Promise<ParsedSource> {
  if (isYaml(text, path)) return yamlSource(text, path);
  const value = parseJson(text, path);
  // What a program prints holds no key twice, and is large.
  if (recognise(value) !== 'terraform') refuseDuplicateKeys(text, path);
  return jsonSource(text, value, path);
}

/**
 * A file that was parsed already, with its places.
 *
 * @param ofYaml - what YAML was parsed to
 */
export function sourceOf(
  text: string,
  value: unknown,
  path: string,
  ofYaml: (() => YamlSource) | undefined,
): ParsedSource {
  return ofYaml === undefined ? jsonSource(text, value, path) : placedYaml(ofYaml(), path);
}

function jsonSource(text: string, value: unknown, path: string): ParsedSource {
  return {
    path: withSlashes(path),
    value,
    places: jsonPlaces(text, value),
    kind: recognise(value),
    format: 'json',
  };
}

async function yamlSource(text: string, path: string): Promise<ParsedSource> {
  const { parseYamlSource } = await import('../parse-yaml.js');
  return placedYaml(parseYamlSource(text, path), path);
}

function placedYaml({ value, places }: YamlSource, path: string): ParsedSource {
  return { path: withSlashes(path), value, places, kind: recognise(value), format: 'yaml' };
}
