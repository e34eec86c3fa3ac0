import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAwsEndpoint } from '../test/aws-endpoint/aws-endpoint.js';
import { inventOrganization } from '../test/aws-endpoint/invented-organization.js';
import { demoEnvironment } from './demo-environment.js';

/**
 * Shows `scan-multi-account` at work without any account of AWS: invents an organisation, starts the test endpoint
 * with it, and runs the built command against that.
 */
const ACCOUNTS = 50;
const PRINCIPALS = 40;
const SEED = 50;
const ROLE = 'SecurityAudit';

const endpoint = await startAwsEndpoint(
  inventOrganization({ seed: SEED, accounts: ACCOUNTS, principals: PRINCIPALS, role: { name: ROLE } }),
);
const output = join(mkdtempSync(join(tmpdir(), 'cloudsplaining-demo-')), 'reports');
const parameters = [
  'scan-multi-account',
  '--organization',
  '--role-name',
  ROLE,
  '--output-directory',
  output,
];
const [key] = endpoint.credentials;
process.stderr.write(`An organisation of ${ACCOUNTS} invented accounts answers on ${endpoint.url}.\n`);
process.stderr.write(`Running: cloudsplaining ${parameters.join(' ')}\n\n`);
const commandLine = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'cli', 'main.js');
const child = spawn(process.execPath, [commandLine, ...parameters], {
  stdio: 'inherit',
  env: demoEnvironment(process.env, {
    url: endpoint.url,
    accessKeyId: key?.accessKeyId ?? '',
    secretAccessKey: key?.secretAccessKey ?? '',
  }),
});
process.exitCode = await new Promise<number>((resolve, reject) => {
  child.on('error', reject);
  child.on('close', (code) => {
    resolve(code ?? 1);
  });
});
await endpoint.close();
