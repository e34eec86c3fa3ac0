import { createServer } from 'node:net';
import {
  eventually,
  findProgram,
  MissingBrowser,
  startOnDisplay,
  stopGroup,
  type RemoteBrowser,
} from './remote-browser.js';

/** A program that speaks WebDriver, and what a session of it has to ask for. */
interface Driver {
  readonly program: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/**
 * Safari, or the browser that WebKitGTK brings along, which has Safari's engine.
 *
 * @throws {MissingBrowser} if neither is on this machine
 */
export async function startWebKit(): Promise<RemoteBrowser> {
  const { program, capabilities } = findDriver();
  const port = await freePort();
  // Its sandbox wants rights that containers do not give; what is opened is our own file.
  const driver = startOnDisplay(program, [`--port=${port}`], {
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  });
  const call = (method: string, path: string, body?: unknown) => send(port, method, path, body);
  try {
    await eventually(program, async () => (await call('GET', '/status')) ?? true);
    const session = await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    const { sessionId, capabilities: given } = fields(session);
    const place = `/session/${String(sessionId)}`;
    return {
      name: 'WebKit',
      version: String(fields(given)['browserVersion']),
      open: async (address) => {
        await call('POST', `${place}/url`, { url: address });
      },
      evaluate: (script) => call('POST', `${place}/execute/sync`, { script, args: [] }),
      close: async () => {
        try {
          await call('DELETE', place);
        } finally {
          stopGroup(driver);
        }
      },
    };
  } catch (error) {
    stopGroup(driver);
    throw error;
  }
}

function findDriver(): Driver {
  if (process.platform === 'darwin') {
    const program = findProgram(['safaridriver']);
    if (program !== undefined) return { program, capabilities: { browserName: 'safari' } };
  }
  const program = findProgram(['WebKitWebDriver']);
  const folders = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu`);
  const binary = findProgram(
    [...folders, '/usr/libexec', '/usr/lib'].flatMap((folder) =>
      ['4.1', '6.0'].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`),
    ),
  );
  if (program === undefined || binary === undefined)
    throw new MissingBrowser(
      'there is no WebKitWebDriver; Debian and Ubuntu have it in: apt-get install webkit2gtk-driver xvfb',
    );
  return { program, capabilities: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port was found');
  return address.port;
}

/** @throws {Error} with the driver's own words if it refuses */
async function send(port: number, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const value = fields(await response.json())['value'];
  if (!response.ok) throw new Error(String(fields(value)['message']));
  return value;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  // What the driver answers is checked where it is used.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
