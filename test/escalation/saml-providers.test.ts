import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, iamArn, inline, role, user } from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const OKTA = iamArn('saml-provider/okta');
const SIGN_IN = 'https://signin.aws.amazon.com/saml';

const trust = (Federated: string, Condition: Fields = { StringEquals: { 'SAML:aud': SIGN_IN } }): Fields => ({
  Effect: 'Allow',
  Principal: { Federated },
  Action: 'sts:AssumeRoleWithSAML',
  Condition,
});

/** How surely a user with some statements becomes administrator by a role with a trust policy, by what, and under which conditions. */
function waysOf(own: readonly Fields[], trusts: readonly Fields[], more: Fields = {}) {
  const account = parseAuthorizationDetails(
    details({
      users: [user('dev', { UserPolicyList: [inline('own', document(...own))] })],
      roles: [
        role('top', {
          RolePolicyList: [inline('all', document(allow('*')))],
          AssumeRolePolicyDocument: document(...trusts),
          ...more,
        }),
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  return pathsReport(graph, search)
    .paths.filter(({ from }) => from.endsWith('/dev'))
    .map(({ verdict, hops }) => [
      verdict,
      ...hops.flatMap(({ path, statements, conditions }) => [
        path,
        ...statements.map(({ policy }) => policy),
        ...conditions,
      ]),
    ]);
}

const updating = (provider: string, more?: Fields) => allow('iam:UpdateSAMLProvider', provider, more);
const signsIn = ['confirmed', 'other-iam-001', 'own', 'trust policy of top'];

describe('whoever may update a SAML identity provider', () => {
  it('signs in to the roles that trust it, whatever they ask the provider to say', () => {
    expect(waysOf([updating(OKTA)], [trust(OKTA)])).toEqual([signsIn]);
    const said = { StringEquals: { 'SAML:aud': SIGN_IN, 'SAML:eduPersonOrgDN': 'staff' } };
    expect(waysOf([updating('*')], [trust(OKTA, said)])).toEqual([signsIn]);
  });

  it('does not sign in to roles that trust another provider, or one of another account', () => {
    expect(waysOf([updating(iamArn('saml-provider/other'))], [trust(OKTA)])).toEqual([]);
    expect(waysOf([updating('*')], [trust('arn:aws:iam::999988887777:saml-provider/okta')])).toEqual([]);
    expect(waysOf([updating('*'), { ...allow('*', OKTA), Effect: 'Deny' }], [trust(OKTA)])).toEqual([]);
  });

  it('needs what the trust policy asks beyond what the provider says', () => {
    const inside = {
      StringEquals: { 'SAML:aud': SIGN_IN },
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
    };
    expect(waysOf([updating(OKTA)], [trust(OKTA, inside)])).toEqual([
      ['conditional', ...signsIn.slice(1), 'IpAddress aws:SourceIp 203.0.113.0/24'],
    ]);
  });

  it('needs what its own statement asks', () => {
    const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'web' } } };
    expect(waysOf([updating(OKTA, tagged)], [trust(OKTA)])).toEqual([
      ['conditional', ...signsIn.slice(1), 'StringEquals aws:ResourceTag/team web'],
    ]);
  });

  it('does so perhaps where IAM Identity Center made the provider', () => {
    const reserved = {
      Path: '/aws-reserved/sso.amazonaws.com/',
      Arn: iamArn('role/aws-reserved/sso.amazonaws.com/top'),
    };
    const provider = iamArn('saml-provider/AWSSSO_1_DO_NOT_DELETE');
    expect(waysOf([updating('*')], [trust(provider)], reserved)).toEqual([
      ['conditional', ...signsIn.slice(1), 'AWS lets others change the provider of IAM Identity Center'],
    ]);
  });

  it('gains nothing by an OpenID provider', () => {
    const web = {
      ...trust(iamArn('oidc-provider/accounts.example.com')),
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    expect(waysOf([updating('*')], [web])).toEqual([]);
  });
});
