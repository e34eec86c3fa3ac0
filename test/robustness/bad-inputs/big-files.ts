import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';

const MEBIBYTE = 1_048_576;

/** Writes `start` and then as many MiB of one character. */
export function startThenJunk(start: string, mebibytes: number, character = 'x'): (path: string) => void {
  return (path) => {
    const piece = Buffer.alloc(MEBIBYTE, character);
    const file = openSync(path, 'w');
    try {
      writeSync(file, start);
      for (let written = 0; written < mebibytes; written++) writeSync(file, piece);
    } finally {
      closeSync(file);
    }
  };
}

/** Writes `start` and then NUL bytes, which take no room on most disks, up to a size. */
export function startThenNulBytes(start: string, mebibytes: number): (path: string) => void {
  return (path) => {
    writeFileSync(path, start);
    truncateSync(path, mebibytes * MEBIBYTE);
  };
}
