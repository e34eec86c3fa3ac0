import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { LARGEST_TEXT, readWhole } from './read-whole.js';
import { unreadable } from './system-error.js';
import { isUsageError, UsageError } from './usage-error.js';

/** How files of gzip and zip begin. */
const COMPRESSED = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x03, 0x04],
];

/** Where a zip archive holds the name of its first file. */
const ZIP_NAME = 30;

/** Whether a path is a directory. Throws a {@link UsageError} if there is nothing or nothing readable there. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The size of a file in bytes; 0 for a pipe. */
export function fileSize(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark as PowerShell writes it.
 *
 * @throws {UsageError} if it cannot be read or is not text
 */
export function readText(path: string): string {
  if (isDirectory(path)) throw new UsageError(`${path}: this is a directory; name a file in it.`);
  if (fileSize(path) > LARGEST_TEXT)
    throw new UsageError(`${path}: this file is too large to be read whole; name a smaller one.`);
  return decodeText(readBytes(path), path);
}

function readBytes(path: string): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      return fstatSync(descriptor).isFile()
        ? readFileSync(descriptor)
        : readWhole(descriptor, `${path}: this gives more than can be read; name a file.`);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw isUsageError(error) ? error : unreadable(path, error);
  }
}

/** Decodes the bytes of a file or of standard input; a byte order mark is taken off. */
export function decodeText(bytes: Uint8Array, path: string): string {
  if (lacksByteOrderMark(bytes))
    throw new UsageError(
      `${path}: this looks like UTF-16 without a byte order mark; save the file as UTF-8 and try again.`,
    );
  // A small archive may pass for text, which would then be called malformed JSON.
  if (isCompressed(bytes)) throw isTerraformPlan(bytes) ? terraformPlan(path) : compressed(path);
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw notText(path);
  }
}

/** Whether of the first two bytes one is zero, as of a Latin letter or a bracket in UTF-16. */
function lacksByteOrderMark([first, second]: Uint8Array): boolean {
  return first !== undefined && second !== undefined && (first === 0) !== (second === 0);
}

function isCompressed(bytes: Uint8Array): boolean {
  return COMPRESSED.some((start) => start.every((byte, index) => bytes[index] === byte));
}

/** Whether this is a zip archive whose first file is called as that of each plan of Terraform. */
function isTerraformPlan(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(ZIP_NAME, ZIP_NAME + 'tfplan'.length)) === 'tfplan';
}

function terraformPlan(path: string): UsageError {
  return new UsageError(
    `${path}: this is a plan in Terraform's own form; name what terraform show -json prints of it.`,
  );
}

function compressed(path: string): UsageError {
  return new UsageError(
    `${path}: this is compressed; unpack it first, with gunzip or unzip, and name what comes out.`,
  );
}

/** The sentence for a file whose bytes are no text. */
export function notText(path: string): UsageError {
  return new UsageError(`${path}: this is not text in UTF-8; save the file as UTF-8 and try again.`);
}

/** Encoding by the byte order mark; UTF-8 without one. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Up to `length` bytes of a file from `position` on. */
export function readPiece(path: string, position: number, length: number): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
  } finally {
    closeSync(descriptor);
  }
}
