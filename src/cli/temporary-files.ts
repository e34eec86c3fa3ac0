import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { OutputFile } from '../scanning/output-file.js';
import { leadsToFolder } from './leads-to-folder.js';
import { refuseNoFile } from './output-place.js';
import { systemErrorCode, unrewritable, unwritable } from './system-error.js';
import { UsageError } from './usage-error.js';
import type { Guard } from './when-stopped.js';

/** The writers' chunks are longer, so that each is written by itself, and only short pieces are joined. */
const BUFFERED_CHARACTERS = 64 * 1024;
const MOST_BYTES_A_CHARACTER = 3;
/** How the names of files end that are not complete; they begin with a full stop. */
const UNFINISHED = '.part';
/** What links such as /dev/stdout lead to. */
const OF_THE_SYSTEM = /^(?:\/dev\/fd|\/proc)\//;
const ABANDONED = /^\..*\.(\d+)\.part$/;

/** A file on its way: written beside its place and moved there when it is complete. */
interface PendingFile extends OutputFile {
  complete(): void;
  commit(): void;
  /** Removes it; nothing takes its place. */
  abandon(): void;
}

/**
 * Removes what processes that were killed left unfinished in a folder; what one that is still there is writing stays.
 *
 * @throws {UsageError} if that fails
 */
export function removeUnfinishedFiles(directory: string): void {
  if (!existsSync(directory)) return;
  try {
    for (const name of readdirSync(directory)) {
      const [, writer] = ABANDONED.exec(name) ?? [];
      if (writer !== undefined && !isRunning(Number(writer))) rmSync(join(directory, name), { force: true });
    }
  } catch (error) {
    throw unwritable(directory, error);
  }
}

/** Opens a file that is made here and now: others may write in the folder, and have put a link there. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
  rmSync(path, { force: true });
  return openSync(path, 'wx');
}

/** Whether another process of this number is there: this one has begun nothing when it asks. */
function isRunning(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** The files this process is writing, so that none is left behind when it fails or is stopped. */
export class TemporaryFiles {
  /** In force while there are files that are not complete. */
  private readonly guard: Guard;
  private readonly pending = new Set<string>();
  private readonly descriptors = new Map<string, number>();
  /** Used again and again: making room for every piece takes longer than filling it. */
  private readonly room = Buffer.alloc(2 * BUFFERED_CHARACTERS * MOST_BYTES_A_CHARACTER);

  constructor(guard: Guard = { begin: () => undefined, end: () => undefined }) {
    this.guard = guard;
  }

  /**
   * Begins a file; its folder is made if there is none.
   *
   * @param option - the option that says where to write, for messages; null for a file that is written over
   * @throws {UsageError} if the folder or the file cannot be written
   */
  begin(path: string, option: string | null = '--output'): PendingFile {
    const attempt = <T>(action: () => T): T => attempted(path, option, action);
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}${UNFINISHED}`);
    if (option !== null) {
      refuseNoFile(path, option);
      makeFolder(dirname(path), option);
    }
    attempt(() => refuseWhatIsNoFile(path, option ?? '--input-file'));
    if (this.pending.size === 0) this.guard.begin();
    this.pending.add(temporary);
    const descriptor = attempt(() => openNew(temporary));
    this.descriptors.set(temporary, descriptor);
    let pieces: string[] = [];
    let length = 0;
    const writeOut = (bytes: Uint8Array) => {
      attempt(() => {
        for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
      });
    };
    const flush = () => {
      const bytes = this.encoded(pieces.join(''));
      pieces = [];
      length = 0;
      writeOut(bytes);
    };
    return {
      write: (piece) => {
        if (typeof piece !== 'string') {
          flush();
          writeOut(piece);
          return;
        }
        pieces.push(piece);
        length += piece.length;
        if (length >= BUFFERED_CHARACTERS) flush();
      },
      complete: () => {
        flush();
        this.descriptors.delete(temporary);
        attempt(() => closeSync(descriptor));
      },
      commit: () => {
        attempt(() => renameSync(temporary, path));
        this.pending.delete(temporary);
        if (this.pending.size === 0) this.guard.end();
      },
      abandon: () => {
        if (this.descriptors.delete(temporary)) closeSync(descriptor);
        rmSync(temporary, { force: true });
        if (this.pending.delete(temporary) && this.pending.size === 0) this.guard.end();
      },
    };
  }

  /** The bytes of a text, good until the next one. */
  private encoded(text: string): Buffer {
    if (text.length * MOST_BYTES_A_CHARACTER > this.room.length) return Buffer.from(text);
    return this.room.subarray(0, this.room.write(text));
  }

  /** Removes what is not complete. */
  discard(): void {
    if (this.pending.size === 0) return;
    for (const descriptor of this.descriptors.values()) closeSync(descriptor);
    for (const path of this.pending) rmSync(path, { force: true });
    this.descriptors.clear();
    this.pending.clear();
    this.guard.end();
  }
}

/**
 * Refuses a place that a file could not take.
 *
 * @param option - the option that says where to write, for messages
 * @throws {UsageError} if there is a directory, a device or a pipe
 */
export function refuseTakenPlace(path: string, option: string): void {
  attempted(path, option, () => refuseWhatIsNoFile(path, option));
}

/** Folder by folder: Node's own recursive call never returns where a file system such as /proc refuses with ENOENT. */
function makeFolder(path: string, option: string): void {
  try {
    if (leadsToFolder(path)) return;
    if (dirname(path) !== path) makeFolder(dirname(path), option);
    mkdirUnlessThere(path);
  } catch (error) {
    if (['EEXIST', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) {
      throw new UsageError(`${path}: this is a file, not a directory; choose another folder with ${option}.`);
    }
    throw unwritable(path, error, option);
  }
}

function mkdirUnlessThere(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it since.
    if (systemErrorCode(error) === 'EEXIST' && statSync(path).isDirectory()) return;
    throw error;
  }
}

/** A file would take the place of whatever is there: not of a folder, and of a device least of all. */
function refuseWhatIsNoFile(path: string, option: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) {
    throw new UsageError(
      `${path}: there is a directory of this name; move it away or choose another folder with ${option}.`,
    );
  }
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const target = isLink ? resolve(dirname(path), readlinkSync(path)) : path;
  if ((found !== undefined && !found.isFile()) || OF_THE_SYSTEM.test(target))
    throw new UsageError(`${path}: this is a device or a pipe, not a file; name a file with ${option}.`);
}

function attempted<T>(path: string, option: string | null, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw option === null ? unrewritable(path, error) : unwritable(path, error, option);
  }
}
