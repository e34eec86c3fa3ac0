import { describe, expect, test } from 'vitest';
import { connectionTo, namedProfile } from '../../src/cli/aws-connection.js';
import { fakeTerminal } from './fake-terminal.js';

const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';

describe('a connection as the options describe it', () => {
  test('asks for nothing where nobody could answer', () => {
    for (const settings of [{}, { inputIsTerminal: true }, { errIsTerminal: true }]) {
      const terminal = fakeTerminal(settings);
      expect(connectionTo('prod', { terminal, options: {} }, () => undefined)).toEqual({
        profile: 'prod',
        region: null,
        endpointUrl: null,
        idleMilliseconds: 60_000,
      });
    }
  });

  test('asks for the code of an MFA device on a terminal', async () => {
    const said: string[] = [];
    const terminal = fakeTerminal({
      inputIsTerminal: true,
      errIsTerminal: true,
      readLine: () => {
        said.push('read');
        return ' 123456 ';
      },
    });
    const { onMfa } = connectionTo(null, { terminal, options: {} }, () => said.push('progress is gone'));
    expect(await onMfa?.(DEVICE)).toBe('123456');
    expect(said).toEqual(['progress is gone', 'read']);
    expect(terminal.written).toEqual({ out: '', err: `Code of the MFA device ${DEVICE}: ` });
  });

  test.each([
    [{}, { AWS_ENDPOINT_URL: 'localhost' }, 'AWS_ENDPOINT_URL: localhost is no address'],
    [{}, { AWS_ENDPOINT_URL_STS: 'ftp://me:secret@host' }, 'AWS_ENDPOINT_URL_STS: ftp://host is no address'],
    [{ endpointUrl: 'ftp://me:secret@host/x' }, {}, '--endpoint-url: ftp://host/x is no address'],
  ])('goes to no address that is none: %j, %j', (options, environment, message) => {
    const terminal = fakeTerminal({ environment });
    expect(() => connectionTo(null, { terminal, options }, () => undefined)).toThrow(
      `${message}; name one such as http://localhost:4566.`,
    );
  });

  test('takes the option before what the environment says', () => {
    const terminal = fakeTerminal({ environment: { AWS_ENDPOINT_URL: 'garbage' } });
    const options = { endpointUrl: 'http://localhost:4566' };
    expect(connectionTo(null, { terminal, options }, () => undefined).endpointUrl).toBe(options.endpointUrl);
  });

  test('is what was given', () => {
    const options = { region: 'cn-north-1', endpointUrl: 'http://localhost:4566', timeout: '2.5' };
    expect(connectionTo(null, { terminal: fakeTerminal(), options }, () => undefined)).toEqual({
      profile: null,
      region: 'cn-north-1',
      endpointUrl: 'http://localhost:4566',
      idleMilliseconds: 2500,
    });
  });
});

test.each([
  [{ profile: 'a' }, { AWS_PROFILE: 'b', AWS_DEFAULT_PROFILE: 'c' }, 'a'],
  [{}, { AWS_PROFILE: 'b', AWS_DEFAULT_PROFILE: 'c' }, 'b'],
  [{}, { AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'c' }, 'c'],
  [{}, {}, null],
])('the profile of %j in %j is %j', (options, environment, expected) => {
  expect(namedProfile(options, environment)).toBe(expected);
});
