import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { errorCode } from './process-terminal.js';
import { UsageError } from './usage-error.js';

/** Files above this many bytes are parsed in pieces: V8 holds no string of more than 512 MB. */
export const LARGEST_TEXT = 256 * 1024 * 1024;

const SNIFFED_BYTES = 4096;

/** Whether a path is a directory. Throws a {@link UsageError} if there is nothing or nothing readable there. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The size of a file in bytes. */
export function fileSize(path: string): number {
  return statSync(path).size;
}

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark as PowerShell writes it.
 *
 * @throws {UsageError} if it cannot be read or is not text
 */
export function readText(path: string): string {
  if (isDirectory(path)) throw new UsageError(`${path}: this is a directory; name a file in it.`);
  try {
    return decodeText(readFileSync(path), path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The first bytes of a file as text, for a look at what it is. */
export function sniff(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const bytes = Buffer.alloc(SNIFFED_BYTES);
    return bytes.subarray(0, readSync(descriptor, bytes)).toString('latin1');
  } finally {
    closeSync(descriptor);
  }
}

/** Decodes the bytes of a file or of standard input. */
export function decodeText(bytes: Buffer, path: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path}: this is not text in UTF-8; save the file as UTF-8 and try again.`);
  }
}

/** The sentence for a file that cannot be opened or read; other errors as they are. */
export function unreadable(path: string, error: unknown): unknown {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(`${path}: there is no such file; check the path.`);
    case 'EACCES':
    case 'EPERM':
      return new UsageError(`${path}: you may not read or write this; check its permissions.`);
    case 'EISDIR':
      return new UsageError(`${path}: this is a directory; name a file.`);
    case 'ENOSPC':
      return new UsageError(`${path}: the disk is full; free some space and try again.`);
    case 'EROFS':
      return new UsageError(`${path}: the file system is read-only; choose another folder with --output.`);
    default:
      return error;
  }
}
