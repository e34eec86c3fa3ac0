import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  eventually,
  findProgram,
  MissingBrowser,
  startOnDisplay,
  stopGroup,
  type RemoteBrowser,
} from './remote-browser.js';

const PLACES = ['firefox', 'firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/**
 * Firefox, told what to do by its own protocol, Marionette, which is what geckodriver speaks with it.
 * Source: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 *
 * @throws {MissingBrowser} if there is none on this machine
 */
export async function startFirefox(): Promise<RemoteBrowser> {
  const program = findProgram(PLACES);
  if (program === undefined) throw new MissingBrowser('there is no firefox on the PATH; install it');
  const profile = mkdtempSync(join(tmpdir(), 'cloudsplaining-firefox-'));
  // It then takes any free port, and writes into the profile which.
  writeFileSync(join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
  const browser = startOnDisplay(program, ['--headless', '--marionette', '--profile', profile]);
  const stop = () => {
    stopGroup(browser);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    const connection = await eventually('Firefox', async () =>
      MarionetteConnection.open(Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'))),
    );
    const session = await connection.call('WebDriver:NewSession', {});
    return {
      name: 'Firefox',
      version: /"browserVersion":"([^"]*)"/.exec(JSON.stringify(session))?.[1] ?? '',
      open: async (url) => {
        await connection.call('WebDriver:Navigate', { url });
      },
      evaluate: async (script) => {
        const answer = await connection.call('WebDriver:ExecuteScript', { script, args: [] });
        return typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : null;
      },
      close: () => {
        connection.close();
        stop();
        return Promise.resolve();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Messages of Marionette: the length in digits, a colon, and JSON; a command has a number that its answer repeats. */
class MarionetteConnection {
  private readonly socket: Socket;
  private received = Buffer.alloc(0);
  private lastNumber = 0;
  private readonly waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
      this.takeMessages();
    });
    socket.on('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('Firefox ended'));
    });
  }

  static open(port: number): Promise<MarionetteConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new MarionetteConnection(socket)));
      socket.on('error', reject);
    });
  }

  call(command: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
    const number = ++this.lastNumber;
    const message = JSON.stringify([0, number, command, parameters]);
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private takeMessages(): void {
    for (;;) {
      const colon = this.received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.received.subarray(0, colon).toString());
      if (this.received.length < end) return;
      this.answer(JSON.parse(this.received.subarray(colon + 1, end).toString()));
      this.received = this.received.subarray(end);
    }
  }

  /** The first message is a greeting, which answers nothing. */
  private answer(message: unknown): void {
    if (!Array.isArray(message)) return;
    const [, number, error, value] = message as readonly unknown[];
    const waiting = this.waiting.get(Number(number));
    this.waiting.delete(Number(number));
    if (error === null) waiting?.resolve(value);
    else waiting?.reject(new Error(JSON.stringify(error)));
  }
}
