/** Where a command reads and writes: the process's own streams, or a test's. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Everything else: progress, notes, errors. */
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Whether results may be coloured. */
  readonly colour: boolean;
  readonly columns: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Everything on standard input. */
  readInput(): Buffer;
  readonly inputIsTerminal: boolean;
  /** One line of standard input, as somebody types it, without its end. */
  readLine(): string;
}
