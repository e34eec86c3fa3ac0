import { createReadStream } from 'node:fs';
import { fileSize, LARGEST_TEXT, readText, sniff } from './read-file.js';
import { UsageError } from './usage-error.js';

/**
 * Reads a JSON file of any size.
 *
 * @throws {UsageError} with line and column if it is not JSON
 */
export async function readJson(path: string): Promise<unknown> {
  if (fileSize(path) <= LARGEST_TEXT) return parseJson(readText(path), path);
  const first = sniff(path).replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (!/^[{[]/.test(first)) throw notJson(path, 1, 1, first);
  return parseInPieces(path);
}

/** Parses JSON text; a byte order mark before it is passed over. */
export async function parseJson(text: string, path: string): Promise<unknown> {
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(bare);
  } catch {
    throw await explain(bare, path);
  }
}

/** Finds where the text stops being JSON; only needed once it is known that it is not. */
async function explain(text: string, path: string): Promise<UsageError> {
  const start = text.trimStart();
  if (start === '') return new UsageError(`${path}: the file is empty; it should hold JSON.`);
  if (!/^[{["]/.test(start)) return notJson(path, 1, 1, start);
  const { JSONParser } = await import('@streamparser/json');
  let offset = text.length;
  const parser = new JSONParser({ paths: ['$.-'], keepStack: false });
  parser.onValue = () => undefined;
  parser.onError = (error) => {
    const position = /position "(\d+)"/.exec(error.message);
    if (position !== null) offset = Number(position[1]);
  };
  try {
    parser.write(text);
  } catch {
    // The position was noted above.
  }
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  if (offset >= text.length) {
    return new UsageError(`${path}: the JSON ends too early, at line ${line}, column ${column}; the file is cut off.`);
  }
  return notJson(path, line, column, text.slice(offset));
}

function notJson(path: string, line: number, column: number, rest: string): UsageError {
  const found = JSON.stringify(Array.from(rest.slice(0, 40))[0] ?? '');
  return new UsageError(`${path}: this is not JSON: ${found} at line ${line}, column ${column} does not belong there; correct the file.`);
}

async function parseInPieces(path: string): Promise<unknown> {
  const { JSONParser } = await import('@streamparser/json');
  const parser = new JSONParser();
  const result = new Promise<unknown>((resolve, reject) => {
    parser.onValue = ({ value, stack }) => {
      if (stack.length === 0) resolve(value);
    };
    parser.onError = (error) => reject(new UsageError(`${path}: this is not JSON (${error.message}); correct the file.`));
    createReadStream(path)
      .on('data', (piece) => parser.write(piece))
      .on('error', reject)
      .on('end', () => reject(new UsageError(`${path}: the JSON ends too early; the file is cut off.`)));
  });
  return result;
}
