import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unreadable } from './read-file.js';

const BUFFERED_CHARACTERS = 256 * 1024;

/** A file on its way: written beside its place and moved there when it is complete. */
export interface PendingFile {
  write(text: string): void;
  /** Takes the place of whatever stood there. */
  commit(): void;
}

/** The files this process is writing, so that none is left behind when it fails or is stopped. */
export class TemporaryFiles {
  private readonly open = new Map<string, number>();

  /**
   * Begins a file; its folder is made if there is none.
   *
   * @throws {UsageError} if the folder or the file cannot be written
   */
  begin(path: string): PendingFile {
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
    const guard = <T>(action: () => T): T => {
      try {
        return action();
      } catch (error) {
        throw unreadable(path, error);
      }
    };
    const descriptor = guard(() => {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(temporary, 'w');
    });
    this.open.set(temporary, descriptor);
    let pieces: string[] = [];
    let length = 0;
    const flush = () => {
      const bytes = Buffer.from(pieces.length === 1 ? (pieces[0] ?? '') : pieces.join(''));
      pieces = [];
      length = 0;
      guard(() => {
        for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      });
    };
    return {
      write: (text) => {
        pieces.push(text);
        length += text.length;
        if (length >= BUFFERED_CHARACTERS) flush();
      },
      commit: () => {
        flush();
        closeSync(descriptor);
        guard(() => renameSync(temporary, path));
        this.open.delete(temporary);
      },
    };
  }

  /** Removes what is not complete. */
  discard(): void {
    for (const [path, descriptor] of this.open) {
      closeSync(descriptor);
      rmSync(path, { force: true });
    }
    this.open.clear();
  }
}
