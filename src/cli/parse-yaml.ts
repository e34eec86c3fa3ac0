import { isAlias, isNode, LineCounter, parseAllDocuments, visit, type Document } from 'yaml';
import { InputError } from '../policy/input-error.js';
import { scalarValue, yamlSource, type YamlSource } from '../infrastructure/yaml-value.js';
import { placeOf } from './text-place.js';
import { isUsageError, UsageError } from './usage-error.js';
import { nodeAt, refuseUnmergeable } from './yaml-merge-keys.js';

/** Aliases may not blow a small file up into a huge value. */
const MOST_ALIASES = 100;

/** A value read from YAML and the lines its parts stand on. */
export interface YamlValue {
  readonly value: unknown;
  /** The line of what a JSON path such as `$.roles[2]` names; null where nothing stands there. */
  readonly lineOf: (jsonPath: string) => number | null;
  /** The same with the places of all parts, and with what CloudFormation's short forms stand for. */
  readonly source: () => YamlSource;
}

/** How a text is read where YAML leaves a choice. */
export interface YamlReading {
  /**
   * Whether digits without quotes that begin with a zero are the text that stands there, or the number that YAML makes
   * of them. Kept if left out.
   */
  readonly leadingZeros?: 'kept' | 'dropped';
  /** Whether `<<` takes over the members of another mapping, as in YAML 1.1, or is a key like any other. */
  readonly mergeKeys?: boolean;
}

/**
 * Parses YAML, JSON included.
 *
 * @throws {UsageError} with line and column if the text is not YAML
 */
export function parseYaml(text: string, path: string, reading: YamlReading = {}): YamlValue {
  const { leadingZeros = 'kept', mergeKeys = false } = reading;
  return inYaml(path, () => {
    const read = oneDocument(text, path, mergeKeys);
    if (read === null) return { value: null, lineOf: () => null, source: () => NO_SOURCE };
    const { document, lines } = read;
    if (mergeKeys) refuseUnmergeable(document, text, path);
    if (leadingZeros === 'kept') keepLeadingZeros(document);
    const lineOf = (jsonPath: string) => {
      const node = nodeAt(document, pathSegments(jsonPath));
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
    };
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, lineOf, source: () => inYaml(path, () => sourceIn(document, lines)) };
  });
}

/**
 * Parses YAML in which CloudFormation's short forms may stand, and keeps the places of its parts.
 *
 * @throws {UsageError} with line and column if the text is not YAML
 */
export function parseYamlSource(text: string, path: string): YamlSource {
  return inYaml(path, () => {
    const read = oneDocument(text, path);
    return read === null ? NO_SOURCE : sourceIn(read.document, read.lines);
  });
}

function sourceIn(document: Document, lines: LineCounter): YamlSource {
  return yamlSource(document, (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  });
}

const NO_SOURCE: YamlSource = {
  value: null,
  places: { of: () => null, key: () => null, character: () => null },
};

/** The one document of a text; null where it is empty. */
function oneDocument(
  text: string,
  path: string,
  mergeKeys = false,
): { readonly document: Document; readonly lines: LineCounter } | null {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    merge: mergeKeys,
  });
  const [document] = documents;
  if (document === undefined || !('contents' in document)) return null;
  refuseErrors(document, text, path);
  if (documents.length > 1)
    throw new UsageError(`${path}: the file holds more than one YAML document; keep one of them.`);
  refuseLooseAliases(document, text, path);
  return { document, lines };
}

function inYaml<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (isUsageError(error)) throw error;
    if (error instanceof InputError) throw new UsageError(`${path}: ${error.message}.`);
    // Node's own errors carry a code; the parser recurses and its alias guard throws a plain ReferenceError.
    if (error instanceof RangeError)
      throw new UsageError(`${path}: the YAML is nested too deeply; correct the file.`);
    if (error instanceof ReferenceError) {
      throw new UsageError(`${path}: the YAML repeats too much through aliases; write the values out.`);
    }
    throw error;
  }
}

/** `yamlSource` reads values so by itself. */
function keepLeadingZeros(document: Document): void {
  visit(document, {
    Scalar: (_key, scalar) => {
      scalar.value = scalarValue(scalar.value, scalar.source);
    },
  });
}

function refuseErrors(document: Document, text: string, path: string): void {
  const [error] = document.errors;
  if (error === undefined) return;
  // The parser catches what overflows its stack and reports it as a fault of the text.
  if (error.message.includes('call stack')) throw new RangeError(error.message);
  if (text[error.pos[0]] === '*') throw unquotedAsterisk(text, error.pos[0], path);
  const { line, column } = placeOf(text, error.pos[0]);
  if (error.code === 'DUPLICATE_KEY') {
    throw new UsageError(
      `${path}: the key at line ${line}, column ${column} stands there for the second time; keep one of them.`,
    );
  }
  const [message = ''] = error.message.split('\n');
  throw new UsageError(
    `${path}: this is not YAML: ${message.replace(/\.$/, '')} at line ${line}, column ${column}; correct the file.`,
  );
}

function refuseLooseAliases(document: Document, text: string, path: string): void {
  visit(document, {
    Alias: (_key, alias) => {
      if (!isAlias(alias) || alias.resolve(document) !== undefined) return;
      throw unquotedAsterisk(text, alias.range?.[0] ?? 0, path);
    },
  });
}

/** Nobody who writes a policy thinks of aliases: the asterisk is mostly meant as a wildcard. */
function unquotedAsterisk(text: string, offset: number, path: string): UsageError {
  const { line, column } = placeOf(text, offset);
  return new UsageError(
    `${path}: this is not YAML: the asterisk at line ${line}, column ${column} begins an alias that stands for nothing; quote a wildcard as "*".`,
  );
}

/** `$.roles[2]` as the steps `roles`, 2; keys may stand in brackets and quotes. */
function pathSegments(jsonPath: string): (string | number)[] {
  const steps = jsonPath.matchAll(/\.([^.[]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g);
  return Array.from(steps, ([, key, index, quoted]) =>
    // What was matched is a JSON string.
    quoted === undefined ? (key ?? Number(index)) : (JSON.parse(quoted) as string),
  );
}
