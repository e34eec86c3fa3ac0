import { lstatSync } from 'node:fs';
import { UsageError } from './usage-error.js';

/** The system's code of an error, such as ENOENT; undefined for other errors. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const READING: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path.',
  ENOTDIR: 'there is no such file; check the path.',
  EACCES: 'you may not read this; check its permissions.',
  EPERM: 'you may not read this; check its permissions.',
  EISDIR: 'this is a directory; name a file.',
  ENAMETOOLONG: 'this name is too long; choose a shorter one.',
  ELOOP: 'this is a symbolic link that leads back to itself; name the file itself.',
};

const WRITING: Readonly<Record<string, string>> = {
  ENOENT: 'this folder cannot be made; choose another with --output.',
  EACCES: 'you may not write here; check the permissions or choose another folder with --output.',
  EPERM: 'you may not write here; check the permissions or choose another folder with --output.',
  EISDIR: 'there is a directory of this name; move it away or choose another folder with --output.',
  ENAMETOOLONG: 'this name is too long; choose a shorter one.',
  ENOSPC: 'the disk is full; free some space and try again.',
  EDQUOT: 'your share of the disk is full; free some space and try again.',
  ELOOP: 'this is a symbolic link that leads back to itself; choose another name.',
  EFBIG: 'the file system takes no file of this size; choose another folder with --output.',
  EROFS: 'the file system is read-only; choose another folder with --output.',
};

/** Of a file that is written over where it is: another place is no help. */
const REWRITING: Readonly<Record<string, string>> = {
  EACCES: 'you may not write here; check the permissions of the file and its folder.',
  EPERM: 'you may not write here; check the permissions of the file and its folder.',
  EROFS: 'the file system is read-only; copy the file to another one and name that.',
};

/** The sentence for a file that cannot be opened or read; errors that do not come from the system as they are. */
export function unreadable(path: string, error: unknown): unknown {
  if (path === '-' && systemErrorCode(error) === 'ENOENT')
    return new UsageError('-: standard input is not read here; save it to a file and name that.');
  if (systemErrorCode(error) === 'ENOENT' && isLink(path))
    return new UsageError(`${path}: this link leads nowhere; correct it, or name another file.`);
  return sentence(path, error, READING, 'this cannot be read');
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/**
 * The sentence for a file that cannot be written.
 *
 * @param option - the option that says where to write
 */
export function unwritable(path: string, error: unknown, option = '--output'): unknown {
  const sentences = Object.entries(WRITING).map(([code, text]): [string, string] => [
    code,
    text.replace('--output', option),
  ]);
  return sentence(path, error, Object.fromEntries(sentences), 'this cannot be written');
}

/** The sentence for a file that cannot be written over where it is. */
export function unrewritable(path: string, error: unknown): unknown {
  return sentence(path, error, { ...WRITING, ...REWRITING }, 'this cannot be written');
}

function sentence(
  path: string,
  error: unknown,
  sentences: Readonly<Record<string, string>>,
  otherwise: string,
): unknown {
  const code = systemErrorCode(error);
  // The system's codes are upper case without underscores; Node's own begin with ERR_ and are defects of ours.
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new UsageError(`${path}: ${sentences[code] ?? `${otherwise} (the system says ${code}).`}`);
}
