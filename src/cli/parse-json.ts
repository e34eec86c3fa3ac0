import { refuseDuplicateKeys } from './duplicate-key.js';
import { cutOff, notJson } from './json-faults.js';
import { findJsonFault } from './json-syntax.js';
import { encodingOf, fileSize, isDirectory, readPiece, readText } from './read-file.js';
import { LARGEST_TEXT } from './read-whole.js';
import { placeOf } from './text-place.js';
import { UsageError } from './usage-error.js';

/** A file larger than this is looked at before it is read whole. */
const LARGE_FILE = 32 * 1024 * 1024;
const SNIFFED_BYTES = 1024 * 1024;
/** Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
const BEGINS_LOG = /^\s*\{"@level":"/;
/** Policies and authorization details nest about twenty levels; what opens more than this at its start is junk. */
const DEEPEST = 10_000;

/**
 * Reads a JSON file of any size.
 *
 * @throws {UsageError} with line and column if it is not JSON
 */
export async function readJson(path: string): Promise<unknown> {
  if (isDirectory(path)) throw new UsageError(`${path}: this is a directory; name a file in it.`);
  const size = fileSize(path);
  refuseJunkFile(path);
  if (size <= LARGEST_TEXT) return parseJson(readText(path), path);
  const { parseLargeJson } = await import('./parse-large-json.js');
  return parseLargeJson(path);
}

/**
 * Parses JSON text.
 *
 * @throws {UsageError} with line and column if it is not JSON
 */
export function parseJson(text: string, path: string): unknown {
  if (text.length > LARGE_FILE) refuseJunk(text.slice(0, SNIFFED_BYTES), path);
  try {
    return JSON.parse(text);
  } catch {
    throw explain(text, path);
  }
}

/**
 * Reads a JSON file that people write, where a key that stands twice is a mistake.
 *
 * @throws {UsageError} with line and column if it is not JSON, or holds a key twice
 */
export async function readHandwrittenJson(path: string): Promise<unknown> {
  return isLargeFile(path) ? readJson(path) : parseHandwrittenJson(readText(path), path);
}

/**
 * Whether a file is larger than anything that people write.
 *
 * @throws {UsageError} if there is none
 */
export function isLargeFile(path: string): boolean {
  return !isDirectory(path) && fileSize(path) > LARGE_FILE;
}

/**
 * Parses JSON text that people write.
 *
 * @throws {UsageError} with line and column if it is not JSON, or holds a key twice
 */
export function parseHandwrittenJson(text: string, path: string): unknown {
  const value = parseJson(text, path);
  refuseDuplicateKeys(text, path);
  return value;
}

/** What only templates hold; as JSON they would be no more what is read here. */
const TEMPLATE_IN_YAML = /^AWSTemplateFormatVersion:|^\s*['"]?Type['"]?:\s*['"]?AWS::\w+::/m;

/** The sentence for text that JSON.parse refused. */
function explain(text: string, path: string): UsageError {
  if (BEGINS_LOG.test(text))
    return new UsageError(
      `${path}: this is what Terraform logs with -json, not a plan; write the plan with terraform plan -out plan.out, and give what terraform show -json plan.out prints.`,
    );
  if (text.trim() === '') return new UsageError(`${path}: the file is empty; it should hold JSON.`);
  const fault = findJsonFault(text);
  if (fault === null) return new UsageError(`${path}: this JSON is too large for this computer's memory.`);
  if (/\.ya?ml$/i.test(path) && TEMPLATE_IN_YAML.test(text))
    return new UsageError(
      `${path}: this is a template of CloudFormation, which is not read here; assess it with: cloudsplaining scan-files.`,
    );
  if (/\.ya?ml$/i.test(path))
    return new UsageError(`${path}: this is not JSON, and YAML is not read here; save it as JSON.`);
  const place = placeOf(text, fault.offset);
  return fault.endsEarly
    ? cutOff(path, place)
    : notJson(path, text.slice(fault.offset, fault.offset + 2), place);
}

/**
 * Hundreds of megabytes of something else are refused by how they begin, before they fill the memory.
 *
 * @throws {UsageError} if that is no JSON
 */
export function refuseJunkFile(path: string): void {
  if (fileSize(path) <= LARGE_FILE) return;
  const bytes = readPiece(path, 0, SNIFFED_BYTES);
  if (encodingOf(bytes) !== 'utf-8') return;
  // Each byte as a character: brackets and quotes are what matters here, and no character is cut in two.
  refuseJunk(bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''), path);
}

/** Refuses a text whose start is no JSON, or nests so deeply that V8 would end the process. */
function refuseJunk(start: string, path: string): void {
  const fault = findJsonFault(start);
  if (fault === null) return;
  if (!fault.endsEarly) throw notJson(path, start.charAt(fault.offset), placeOf(start, fault.offset));
  if (fault.depth > DEEPEST)
    throw new UsageError(
      `${path}: this is nested too deeply to be a policy or an account; name another file.`,
    );
}
