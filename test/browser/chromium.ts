import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where Chromium is. */
export function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(
      `CHROMIUM_PATH names ${named}, which does not exist; let it name a Chromium or Chrome executable`,
    );
  }
  const found = [...CANDIDATES, chromium.executablePath()].find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new Error(
    "the browser tests need Chromium: install it with `apt-get install -y chromium` (or your system's own way), " +
      'or let CHROMIUM_PATH name the executable of a Chromium or Chrome',
  );
}

/** Starts Chromium without anything that talks to the network on its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
