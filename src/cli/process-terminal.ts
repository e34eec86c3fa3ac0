import { fstatSync, readSync, statSync, writeSync } from 'node:fs';
import { canTryAgain, readWhole } from './read-whole.js';
import { systemErrorCode, unreadable, unwritable } from './system-error.js';
import type { Terminal } from './terminal.js';
import { isUsageError } from './usage-error.js';

/** Lines that go to a file or a program are not cut. */
const UNLIMITED_COLUMNS = 200;
const USUAL_COLUMNS = 80;
const NEWLINE = 10;
const NAMES = ['standard input', 'standard output', 'standard error'] as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const out = new Output(1);
  const err = new Output(2);
  return {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    get outIsTerminal() {
      return isTerminal(1);
    },
    get errIsTerminal() {
      return isTerminal(2);
    },
    get colour() {
      return isTerminal(1) && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
    },
    get columns() {
      return isTerminal(1)
        ? terminalColumns(process.env['COLUMNS'], process.stdout.columns)
        : UNLIMITED_COLUMNS;
    },
    environment: process.env,
    readInput: () => readInput(0),
    get inputIsTerminal() {
      return isTerminal(0);
    },
    readLine: () => readLine(0),
  };
}

/**
 * How wide a terminal is: what the user says, else what it says itself. Some say nothing or zero, as those of containers
 * and build servers do.
 */
export function terminalColumns(said: string | undefined, reported: number | undefined): number {
  const asked = /^[1-9]\d{0,4}$/.test(said ?? '') ? Number(said) : 0;
  return asked || reported || USUAL_COLUMNS;
}

/**
 * Asks without touching `process.stdin` and its like: making those streams takes longer than the whole help, and
 * turns a pipe into one that refuses to wait. A pipe or a file is no terminal whatever node:tty, which takes long to
 * load, would say; nor is the null device, nor what cannot be asked.
 */
function isTerminal(descriptor: 0 | 1 | 2): boolean {
  return mayBeTerminal(descriptor) && process.getBuiltinModule('node:tty').isatty(descriptor);
}

function mayBeTerminal(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isCharacterDevice() && status.rdev !== nullDevice();
  } catch {
    return false;
  }
}

/** Number of the null device; undefined on systems that have none under this name. */
function nullDevice(): number | undefined {
  return statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/** Writes at once, so that nothing is lost when the process ends. */
class Output {
  private readonly descriptor: 1 | 2;
  /** The reader went away, as `head` does when it has enough: the work goes on, and says nothing more. */
  private closed = false;

  constructor(descriptor: 1 | 2) {
    this.descriptor = descriptor;
  }

  write(text: string): void {
    if (this.closed) return;
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) {
      try {
        written += writeSync(this.descriptor, bytes, written);
      } catch (error) {
        if (!canTryAgain(error)) {
          if (systemErrorCode(error) !== 'EPIPE') throw unwritable(NAMES[this.descriptor], error);
          this.closed = true;
          return;
        }
      }
    }
  }
}

function readInput(descriptor: 0): Buffer {
  const tooMuch = `${NAMES[descriptor]}: this is too large to be read whole; send less.`;
  try {
    return readWhole(descriptor, tooMuch);
  } catch (error) {
    throw isUsageError(error) ? error : unreadable(NAMES[descriptor], error);
  }
}

/** Byte by byte: what follows the line is for whoever reads next. */
function readLine(descriptor: 0): string {
  const bytes: number[] = [];
  const byte = Buffer.alloc(1);
  for (;;) {
    try {
      if (readSync(descriptor, byte, 0, 1, null) === 0 || byte[0] === NEWLINE) break;
      bytes.push(...byte);
    } catch (error) {
      if (systemErrorCode(error) === 'EOF') break;
      if (!canTryAgain(error)) throw unreadable(NAMES[descriptor], error);
    }
  }
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '');
}
