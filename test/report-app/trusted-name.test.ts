import { describe, expect, it } from 'vitest';
import { servicesNamedOnce, shortTrustedName, trustedName } from '../../src/report-app/model/trusted-name.js';

describe('whom a policy lets in, in short', () => {
  it.each([
    ['*', 'anyone (*)'],
    ['arn:aws:iam::444455556666:root', 'account 444455556666'],
    ['arn:aws:iam::444455556666:role/collector', 'collector (account 444455556666)'],
    ['arn:aws-cn:iam::444455556666:user/team/eu/ana', 'ana (account 444455556666)'],
    ['arn:aws:iam::444455556666:role/*', '* (account 444455556666)'],
    [
      'arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12',
      'oidc.eks.eu-west-1.amazonaws.com/id/AB12',
    ],
    ['arn:aws:iam::444455556666:saml-provider/okta', 'okta'],
    ['arn:aws:sts::444455556666:assumed-role/a/b', 'arn:aws:sts::444455556666:assumed-role/a/b'],
    ['444455556666', '444455556666'],
    ['ec2.amazonaws.com', 'ec2'],
    ['s3.data-source.lustre.fsx.amazonaws.com', 's3.data-source.lustre.fsx.amazonaws.com'],
    ['ec2.amazonaws.com.cn', 'ec2.amazonaws.com.cn'],
    ['ec2', 'ec2'],
  ])('says of %s: %s', (name, short) => {
    expect(shortTrustedName(name)).toBe(short);
  });

  it('leaves the full name as it is, save that everyone is called so', () => {
    expect(trustedName('*')).toBe('anyone (*)');
    expect(trustedName('arn:aws:iam::444455556666:root')).toBe('arn:aws:iam::444455556666:root');
  });

  it('names a service once that two findings name, each in its way', () => {
    expect(servicesNamedOnce(['ec2', 'ssm', 'ssm.amazonaws.com', 'arn:aws:iam::444455556666:root'])).toEqual([
      'ec2',
      'ssm.amazonaws.com',
      'arn:aws:iam::444455556666:root',
    ]);
  });
});
