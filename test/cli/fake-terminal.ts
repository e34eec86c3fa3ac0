import type { Terminal } from '../../src/cli/terminal.js';

/** A terminal that keeps what is written to it. */
export interface FakeTerminal extends Terminal {
  readonly written: { out: string; err: string };
}

/** A terminal for tests: by default nobody watches it. */
export function fakeTerminal(settings: Partial<Terminal> = {}): FakeTerminal {
  const written = { out: '', err: '' };
  return {
    written,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    colour: false,
    columns: 80,
    environment: {},
    readInput: () => Buffer.alloc(0),
    inputIsTerminal: false,
    readLine: () => '',
    ...settings,
  };
}
