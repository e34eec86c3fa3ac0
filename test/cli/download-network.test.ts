import { describe, expect, test } from 'vitest';
import { keyVariables } from '../aws/aws-environment.js';
import { useLoopbackNetwork } from '../aws/loopback-network.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { selfMadeAuthority, type Validity } from '../aws/self-made-certificate.js';
import { ACCOUNT, smallAccount } from '../aws/small-account.js';
import type { AwsEndpoint } from '../aws-endpoint/aws-endpoint.js';
import { runWithAws } from './run-command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const start = useEndpoint();
const network = useLoopbackNetwork();
const AUTHORITY = selfMadeAuthority();
/** A name that no resolver knows: who asks for it can only have gone through the proxy. */
const NAME = 'aws.invalid';
const PASSWORD = 'correct-horse-battery';
const REFUSED = (status: number): string =>
  `the proxy does not connect to ${NAME} (status ${status}); have it let this through, or check HTTPS_PROXY and NO_PROXY.`;

/** An endpoint behind TLS under some names, and a role that a profile assumes. */
async function startAll({ names = [NAME], valid }: { names?: string[]; valid?: Validity } = {}) {
  const endpoint = await start({
    accounts: [{ id: ACCOUNT, name: 'home', details: smallAccount(), roles: [{ name: 'reader' }] }],
  });
  const port = await network.startTls(AUTHORITY.issue(names, valid), endpoint.url);
  workspace.write({
    'authority.pem': AUTHORITY.certificate,
    config: `[profile reader]\nrole_arn = arn:aws:iam::${ACCOUNT}:role/reader\ncredential_source = Environment\n`,
  });
  return { endpoint, port };
}

const run = async (
  endpoint: AwsEndpoint,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>>,
) => {
  const { exitCode, stdout, stderr } = await runWithAws(workspace.path, parameters, {
    ...keyVariables(endpoint),
    ...variables,
  });
  for (const secret of [...endpoint.secrets, PASSWORD])
    expect((stdout + stderr).includes(secret)).toBe(false);
  return { exitCode, stderr };
};
const download = (
  endpoint: AwsEndpoint,
  url: string,
  variables: Readonly<Record<string, string>>,
  more: readonly string[] = [],
) => run(endpoint, ['download', '-o', 'out', '--endpoint-url', url, ...more], variables);

const WROTE =
  'Wrote out/default.json: 1 user, 1 group, 1 role, 2 policies. Left out: 1 policy that nobody has (--include-unattached-policies keeps them).\n';
const TRUSTED = { AWS_CA_BUNDLE: 'authority.pem' };

describe('download', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])(
    'goes through the proxy that %s names',
    async (variable) => {
      const { endpoint, port } = await startAll();
      const proxy = await network.startProxy({ port });
      const address = proxy.url.replace('http://', '');
      expect(
        await download(endpoint, `https://${NAME}`, {
          ...TRUSTED,
          [variable]: address,
          HTTP_PROXY: '127.0.0.1:9',
        }),
      ).toEqual({ exitCode: 0, stderr: WROTE });
      expect(new Set(proxy.asked)).toEqual(new Set([`${NAME}:443`]));
    },
  );

  test('goes through it for the role of a profile too, and gives it name and password', async () => {
    const { endpoint, port } = await startAll();
    const proxy = await network.startProxy({ port });
    const withPassword = proxy.url.replace('//', `//ann:${PASSWORD}@`);
    const { exitCode } = await download(
      endpoint,
      `https://${NAME}`,
      { ...TRUSTED, HTTPS_PROXY: withPassword },
      ['-p', 'reader'],
    );
    expect(exitCode).toBe(0);
    expect(endpoint.calls.some(({ action }) => action === 'AssumeRole')).toBe(true);
    expect(new Set(proxy.authorizations)).toEqual(
      new Set([`Basic ${Buffer.from(`ann:${PASSWORD}`).toString('base64')}`]),
    );
  });

  test('goes past it to what NO_PROXY names', async () => {
    const { endpoint, port } = await startAll({ names: ['localhost'] });
    const proxy = await network.startProxy({ port, refusal: 503 });
    const variables = { ...TRUSTED, HTTPS_PROXY: proxy.url, NO_PROXY: `example.com,localhost:${port}` };
    expect(await download(endpoint, `https://localhost:${port}`, variables)).toEqual({
      exitCode: 0,
      stderr: WROTE,
    });
    expect(proxy.asked).toEqual([]);
  });

  test.each([
    [403, REFUSED(403)],
    [
      407,
      'the proxy asks who calls; put a name and a password into HTTPS_PROXY, as in http://NAME:PASSWORD@proxy.example.com:8080.',
    ],
    [503, REFUSED(503)],
  ])('says so where the proxy refuses with %d', async (refusal, sentence) => {
    const { endpoint, port } = await startAll();
    const proxy = await network.startProxy({ port, refusal });
    const variables = { ...TRUSTED, HTTPS_PROXY: proxy.url.replace('//', `//ann:${PASSWORD}@`) };
    expect(await download(endpoint, `https://${NAME}`, variables)).toEqual({
      exitCode: 2,
      stderr: `cloudsplaining: ${sentence}\n`,
    });
    expect(endpoint.calls).toEqual([]);
  });

  test.each(['htp://ann:PASSWORD@127.0.0.1:9', 'http://ann:PASSWORD@:9:9'])(
    'refuses what is no address of a proxy: %s',
    async (address) => {
      const { endpoint } = await startAll();
      const variables = { HTTPS_PROXY: address.replace('PASSWORD', PASSWORD) };
      expect(await download(endpoint, `https://${NAME}`, variables)).toEqual({
        exitCode: 2,
        stderr:
          'cloudsplaining: the environment names no proxy that can be used; give HTTPS_PROXY an address such as http://proxy.example.com:8080.\n',
      });
    },
  );

  const UNTRUSTED =
    'the certificate of the service is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE); put the certificate of whoever issued it, such as your proxy, into a file and name that in AWS_CA_BUNDLE.';
  const NO_CERTIFICATES = (file: string): string =>
    `AWS_CA_BUNDLE names ${file}, which holds no certificates in PEM that can be read; name a file of certificates in PEM.`;

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['nothing', {}, UNTRUSTED],
    ['another authority', { AWS_CA_BUNDLE: 'other.pem' }, UNTRUSTED],
    [
      'a file that is not there',
      { AWS_CA_BUNDLE: 'none.pem' },
      'AWS_CA_BUNDLE names none.pem, which cannot be read; name a file of certificates in PEM.',
    ],
    ['an empty file', { AWS_CA_BUNDLE: 'empty.pem' }, NO_CERTIFICATES('empty.pem')],
    ['another text', { AWS_CA_BUNDLE: 'config' }, NO_CERTIFICATES('config')],
    ['a broken certificate', { AWS_CA_BUNDLE: 'broken.pem' }, NO_CERTIFICATES('broken.pem')],
  ])('says what to do where %s is trusted', async (_, variables, sentence) => {
    const { endpoint, port } = await startAll({ names: ['localhost'] });
    workspace.write({
      'other.pem': selfMadeAuthority('Somebody').certificate,
      'empty.pem': '',
      'broken.pem': `${AUTHORITY.certificate}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`,
    });
    expect(await download(endpoint, `https://localhost:${port}`, variables)).toEqual({
      exitCode: 2,
      stderr: `cloudsplaining: ${sentence}\n`,
    });
    expect(endpoint.calls).toEqual([]);
  });

  test('trusts what NODE_EXTRA_CA_CERTS names beside what AWS_CA_BUNDLE does', async () => {
    const { endpoint, port } = await startAll({ names: ['localhost'] });
    workspace.write({ 'other.pem': selfMadeAuthority('Somebody').certificate });
    const variables = { AWS_CA_BUNDLE: 'other.pem', NODE_EXTRA_CA_CERTS: 'authority.pem' };
    expect(await download(endpoint, `https://localhost:${port}`, variables)).toEqual({
      exitCode: 0,
      stderr: WROTE,
    });
  });

  test('leaves it to Node to complain of NODE_EXTRA_CA_CERTS', async () => {
    const { endpoint, port } = await startAll({ names: ['localhost'] });
    workspace.write({ 'broken.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' });
    for (const file of ['none.pem', 'broken.pem']) {
      const variables = { ...TRUSTED, NODE_EXTRA_CA_CERTS: file };
      const run = await download(endpoint, `https://localhost:${port}`, variables);
      expect([run.exitCode, run.stderr.endsWith(WROTE)]).toEqual([0, true]);
    }
  });

  test('says what to do where the certificate is for another name, or of another time', async () => {
    const other = await startAll();
    expect(await download(other.endpoint, `https://localhost:${other.port}`, TRUSTED)).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: the certificate of the service is for another name (ERR_TLS_CERT_ALTNAME_INVALID); check --endpoint-url and HTTPS_PROXY.\n',
    });
    const valid = { from: new Date('2001-02-03'), until: new Date('2002-03-04') };
    const old = await startAll({ names: ['localhost'], valid });
    expect(await download(old.endpoint, `https://localhost:${old.port}`, TRUSTED)).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: the certificate of the service is not valid now (CERT_HAS_EXPIRED); check the clock of this machine, or have the certificate renewed.\n',
    });
  });

  test('says what to do where https:// is written for http://', async () => {
    const { endpoint } = await startAll();
    expect(await download(endpoint, endpoint.url.replace('http:', 'https:'), {})).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: what answers speaks no TLS that is understood here (EPROTO); check --endpoint-url and HTTPS_PROXY, and whether they should begin with http:// or https://.\n',
    });
  });
});

test('scan-multi-account says what to do where AWS_CA_BUNDLE names no certificates', async () => {
  const { endpoint, port } = await startAll({ names: ['localhost'] });
  workspace.write({ 'accounts.yml': `accounts:\n  home: "${ACCOUNT}"\n` });
  expect(
    await run(
      endpoint,
      [
        'scan-multi-account',
        '-c',
        'accounts.yml',
        '-r',
        'reader',
        '-o',
        'out',
        '--endpoint-url',
        `https://localhost:${port}`,
      ],
      { AWS_CA_BUNDLE: 'none.pem' },
    ),
  ).toEqual({
    exitCode: 2,
    stderr:
      'cloudsplaining: AWS_CA_BUNDLE names none.pem, which cannot be read; name a file of certificates in PEM.\n',
  });
});
