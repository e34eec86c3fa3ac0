import { describe, expect, test } from 'vitest';
import { namesProxy, proxyFor, ProxyAddressError } from '../../src/aws/proxy-for.js';

const IAM = 'https://iam.amazonaws.com/';
const PROXY = 'http://proxy.example.com:8080';

describe('the proxy of an address', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{}, ''],
    [{ HTTPS_PROXY: PROXY }, PROXY],
    [{ https_proxy: PROXY, HTTPS_PROXY: 'http://other' }, PROXY],
    [{ https_proxy: '', HTTPS_PROXY: PROXY }, PROXY],
    [{ HTTP_PROXY: PROXY }, ''],
    [{ ALL_PROXY: PROXY }, PROXY],
    [{ ALL_PROXY: 'http://other', HTTPS_PROXY: PROXY }, PROXY],
    [{ HTTPS_PROXY: 'proxy.example.com:8080' }, PROXY],
    [{ HTTPS_PROXY: '//proxy.example.com:8080' }, PROXY],
    [{ HTTPS_PROXY: 'socks5h://127.0.0.1:1080' }, 'socks5h://127.0.0.1:1080'],
  ])('by %j is %j', (environment, proxy) => {
    expect(proxyFor(IAM, environment)).toBe(proxy);
  });

  test.each<[string, string, boolean]>([
    ['amazonaws.com', IAM, true],
    ['.amazonaws.com', IAM, true],
    ['*.amazonaws.com', IAM, true],
    ['iam.amazonaws.com', IAM, true],
    ['IAM.AmazonAWS.com', IAM, true],
    ['zonaws.com', IAM, false],
    ['sts.amazonaws.com', IAM, false],
    ['example.com, amazonaws.com', IAM, true],
    ['*', IAM, true],
    ['', IAM, false],
    [' , ', IAM, false],
    ['amazonaws.com:443', IAM, true],
    ['amazonaws.com:8443', IAM, false],
    ['localhost:4566', 'https://localhost:4566/', true],
    ['127.0.0.1', 'https://127.0.0.1:4566/', true],
    ['[::1]', 'https://[::1]:4566/', true],
  ])('is none where NO_PROXY is %j and it is %s: %s', (list, address, isExempt) => {
    expect(proxyFor(address, { HTTPS_PROXY: PROXY, NO_PROXY: list })).toBe(isExempt ? '' : PROXY);
  });

  test.each([
    'htp://proxy',
    'http://',
    'http://a b',
    'http://proxy:99999',
    'pac+http://127.0.0.1/proxy.pac',
    'pac+file:///proxy.pac',
  ])('cannot be %j', (proxy) => {
    expect(() => proxyFor(IAM, { HTTPS_PROXY: proxy })).toThrow(ProxyAddressError);
  });
});

test('an environment names a proxy in letters of either size, and not by an empty one', () => {
  expect(namesProxy({ http_proxy: PROXY })).toBe(true);
  expect(namesProxy({ ALL_PROXY: PROXY })).toBe(true);
  expect(namesProxy({ HTTPS_PROXY: '', NO_PROXY: '*' })).toBe(false);
});
