import { describe, expect, it } from 'vitest';
import { iamPath, isAccountId, parseArn } from '../../src/account/arn.js';

describe('parseArn', () => {
  it('splits an ARN and leaves colons and slashes in the resource', () => {
    expect(parseArn('arn:aws-cn:logs:cn-north-1:111122223333:log-group:/a/b:*')).toEqual({
      partition: 'aws-cn',
      service: 'logs',
      region: 'cn-north-1',
      accountId: '111122223333',
      resource: 'log-group:/a/b:*',
    });
  });

  it('leaves region and account empty where the ARN does', () => {
    expect(parseArn('arn:aws:s3:::bucket')).toEqual({
      partition: 'aws',
      service: 's3',
      region: '',
      accountId: '',
      resource: 'bucket',
    });
  });

  it.each([
    '',
    '*',
    'arn',
    'arn:aws:iam::111122223333',
    'arn:aws:iam::111122223333:',
    'arn::iam::1:role/x',
    'ARN:aws:iam::1:x',
  ])('gives null for %j', (text) => {
    expect(parseArn(text)).toBe(null);
  });
});

describe('isAccountId', () => {
  it('takes twelve digits and nothing else', () => {
    expect(
      ['111122223333', '012345678901', 'aws', '', '11112222333', '1111222233334', '11112222333x'].map(
        isAccountId,
      ),
    ).toEqual([true, true, false, false, false, false, false]);
  });
});

describe('iamPath', () => {
  it.each([
    ['role/builder', '/'],
    ['role/team/ci/builder', '/team/ci/'],
    ['policy/service-role/X', '/service-role/'],
    ['root', '/'],
  ])('finds the path of %j', (resource, path) => {
    expect(iamPath({ resource })).toBe(path);
  });
});
