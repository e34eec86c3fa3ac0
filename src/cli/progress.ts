import type { Terminal } from './terminal.js';

const QUIET_MILLISECONDS = 500;
const MOST_COLUMNS = 79;
const CLEAR_LINE = '\r\u001b[2K';

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
    // The clock first: asking whether this is a terminal loads a module, and most work is done before it matters.
    if (!this.verbose && Date.now() - this.begun > QUIET_MILLISECONDS && this.terminal.errIsTerminal) {
      // One line only: what wraps could not be taken away again.
      this.terminal.err(`${CLEAR_LINE}${`${name} ...`.slice(0, MOST_COLUMNS)}`);
      this.shown = true;
    }
  }

  /** Takes the line away. */
  done(): void {
    this.endPhase();
    if (this.shown) this.terminal.err(CLEAR_LINE);
    this.shown = false;
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
