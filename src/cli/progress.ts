import type { Terminal } from './terminal.js';

const QUIET_MILLISECONDS = 500;
const MOST_COLUMNS = 79;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Does something that says how far it is; the line is gone when it is over, also where it fails.
 *
 * @param verbose - whether the time of each step is said instead
 */
export async function withProgress<Result>(
  terminal: Terminal,
  verbose: boolean,
  action: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const progress = new Progress(terminal, verbose);
  try {
    return await action(progress);
  } finally {
    progress.done();
  }
}

/** A live line of what is being done, once work has taken half a second; nothing where nobody watches. */
export class Progress {
  private readonly terminal: Terminal;
  private readonly verbose: boolean;
  // Whole milliseconds will do, and need no module of their own to be loaded.
  private readonly begun = Date.now();
  private phaseBegun = this.begun;
  private phaseName: string | null = null;
  private shown = false;

  constructor(terminal: Terminal, verbose: boolean) {
    this.terminal = terminal;
    this.verbose = verbose;
  }

  /** Says what comes next. */
  phase(name: string): void {
    this.endPhase();
    this.phaseName = name;
    this.show(`${name} ...`);
  }

  /** Says how far the current step is. */
  count(words: string): void {
    this.show(`${this.phaseName ?? ''}: ${words}`);
  }

  /** Takes the line away. */
  done(): void {
    this.endPhase();
    this.hide();
  }

  /** Takes the line away for a while: the step goes on. */
  hide(): void {
    if (this.shown) this.terminal.err(CLEAR_LINE);
    this.shown = false;
  }

  private show(line: string): void {
    // The clock first: asking whether this is a terminal loads a module, and most work is done before it matters.
    if (this.verbose || Date.now() - this.begun <= QUIET_MILLISECONDS || !this.terminal.errIsTerminal) return;
    // One line only: what wraps could not be taken away again.
    this.terminal.err(`${CLEAR_LINE}${line.slice(0, MOST_COLUMNS)}`);
    this.shown = true;
  }

  private endPhase(): void {
    const now = Date.now();
    if (this.verbose && this.phaseName !== null) {
      this.terminal.err(`${this.phaseName}: ${now - this.phaseBegun} ms\n`);
    }
    this.phaseBegun = now;
    this.phaseName = null;
  }
}
