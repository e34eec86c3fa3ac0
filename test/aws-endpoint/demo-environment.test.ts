import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { demoEnvironment } from '../../scripts/demo-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { ACCOUNT, smallAccount } from '../aws/small-account.js';
import { useWorkspace } from '../cli/workspace.js';
import { COMMAND_LINE } from '../robustness/command-line.js';

const workspace = useWorkspace();
const start = useEndpoint();

test('the demonstration takes no credentials, region or proxy of the one who runs it', async () => {
  const endpoint = await start({ accounts: [{ id: ACCOUNT, name: 'small', details: smallAccount() }] });
  workspace.write({ '.aws/config': '[default]\nregion = cn-north-1\n' });
  const [key] = endpoint.credentials;
  const mine = {
    ...process.env,
    HOME: workspace.path,
    AWS_PROFILE: 'mine',
    AWS_SESSION_TOKEN: 'of another session',
    AWS_REGION: 'us-gov-west-1',
    AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:9',
    http_proxy: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
  };
  const child = spawn(process.execPath, [COMMAND_LINE, 'download'], {
    cwd: workspace.path,
    env: demoEnvironment(mine, {
      url: endpoint.url,
      accessKeyId: key?.accessKeyId ?? '',
      secretAccessKey: key?.secretAccessKey ?? '',
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^Wrote default\.json: 1 user, /)]);
});
