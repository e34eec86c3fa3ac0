import { describe, expect, it } from 'vitest';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import {
  allow,
  attached,
  details,
  document,
  inline,
  managed,
  role,
  user,
  version,
} from '../account/authorization-details.js';
import { catalog, foundIn } from '../scenarios/policy-scenario.js';
import { assessed, NOW, withPolicy } from './small-account.js';

describe('what an assessment says of itself', () => {
  it('names the input, the time, the catalogue, the account and the options in force', () => {
    const result = assessed(withPolicy(document(allow('s3:GetObject'))), {
      name: 'production',
      flagAllRiskyActions: true,
      severities: ['high', 'medium'],
    });
    expect(result.format).toBe('cloudsplaining-assessment');
    expect(result.name).toBe('production');
    expect(result.assessedAt).toBe(NOW.toISOString());
    expect(result.catalog).toEqual({
      date: catalog.date,
      source: catalog.source,
      services: catalog.services.length,
      actions: catalog.actionCount,
    });
    expect(result.account).toEqual({
      id: '111122223333',
      partition: 'aws',
      principalsByAccount: { '111122223333': 1 },
    });
    expect(result.options).toEqual({
      flagAllRiskyActions: true,
      flagTrustPolicies: false,
      severities: ['high', 'medium'],
      minimized: false,
    });
    expect(result.notes).toEqual([]);
  });

  it('lists the kinds that were judged', () => {
    const { kinds } = assessed(details({ users: [user('olu')] }));
    expect(kinds.map(({ id, scope }) => [id, scope])).toEqual([
      ['PrivilegeEscalation', 'identity-policy'],
      ['DataExfiltration', 'identity-policy'],
      ['ResourceExposure', 'identity-policy'],
      ['ServiceWildcard', 'identity-policy'],
      ['CredentialsExposure', 'identity-policy'],
      ['InfrastructureModification', 'identity-policy'],
      ['AssumableByComputeService', 'trust-policy'],
      ['AssumableByCrossAccountPrincipal', 'trust-policy'],
      ['AssumableByAnyPrincipal', 'trust-policy'],
      ['AssumableByAnyPrincipalWithConditions', 'trust-policy'],
      ['AssumableByAnyWebIdentity', 'trust-policy'],
      ['AssumableByBroadWebIdentity', 'trust-policy'],
      ['AssumableFromAnyBranch', 'trust-policy'],
      ['AssumableByWebIdentityWithoutAudience', 'trust-policy'],
      ['AssumableBySamlWithoutAudience', 'trust-policy'],
      ['AssumableByServiceWithoutSource', 'trust-policy'],
      ['AssumableByThirdPartyWithoutExternalId', 'trust-policy'],
      ['AssumableByNotPrincipal', 'trust-policy'],
      ['TrustsDeletedPrincipal', 'trust-policy'],
    ]);
  });
});

describe('principals', () => {
  it('say which roles IAM Identity Center makes for its permission sets', () => {
    const name = 'AWSReservedSSO_Billing_c05b93e4178fa62d';
    const roles = [
      role(name, { Path: '/aws-reserved/sso.amazonaws.com/eu-west-1/' }),
      role(`${name}-copy`, { Path: '/' }),
      role('other', { Path: '/aws-reserved/sso.amazonaws.com/' }),
    ];
    const { principals } = assessed(details({ users: [user(name)], roles }));
    expect(principals.map(({ managedBy }) => managedBy)).toEqual([null, 'IAM Identity Center', null, null]);
  });
});

describe('exclusions', () => {
  it('leave out a principal with the inline policies that only it holds', () => {
    const input = details({
      users: [
        user('olu', {
          UserPolicyList: [
            inline('own', document(allow('s3:GetObject'))),
            inline('shared', document(allow('ssm:GetParameter'))),
          ],
        }),
      ],
      roles: [role('reader', { RolePolicyList: [inline('shared', document(allow('ssm:GetParameter')))] })],
    });
    const result = assessed(input, { exclusions: { ...NO_EXCLUSIONS, users: ['OLU', 'nobody'] } });
    expect(foundIn(result)).toEqual({ DataExfiltration: { unrestricted: ['ssm:GetParameter'] } });
    expect(result.exclusions.excluded).toEqual([
      { type: 'user', name: 'olu', rule: 'OLU' },
      { type: 'policy', name: 'own', rule: 'OLU' },
    ]);
    expect(result.exclusions.unmatchedRules).toEqual(['users: nobody']);
  });

  it('assess the managed policy of an excluded principal, which others may attach', () => {
    const input = details({
      users: [user('olu', { AttachedManagedPolicies: [attached('held')] })],
      policies: [managed('held', document(allow('s3:GetObject')))],
    });
    expect(foundIn(assessed(input, { exclusions: { ...NO_EXCLUSIONS, users: ['olu'] } }))).toEqual({
      DataExfiltration: { unrestricted: ['s3:GetObject'] },
    });
    const result = assessed(input, { exclusions: { ...NO_EXCLUSIONS, policies: ['he?d'] } });
    expect(foundIn(result)).toEqual({});
    expect(result.policies[0]?.excludedBy).toBe('he?d');
  });

  it('report an excluded action with its rule only where it would have been found', () => {
    const input = withPolicy(document(allow(['s3:GetObject', 's3:ListBucket', 'ssm:GetParameter'])));
    const result = assessed(input, { exclusions: { ...NO_EXCLUSIONS, excludeActions: ['s3:*'] } });
    expect(foundIn(result)).toEqual({ DataExfiltration: { unrestricted: ['ssm:GetParameter'] } });
    expect(result.exclusions.excluded).toEqual([{ type: 'action', name: 's3:GetObject', rule: 's3:*' }]);
  });

  it('report an action to include that the catalogue does not know', () => {
    const input = withPolicy(document(allow('s3:GetObject')));
    const includeActions = ['S3:getobject', 's3:GetObjekt'];
    const result = assessed(input, { exclusions: { ...NO_EXCLUSIONS, includeActions } });
    expect(foundIn(result)).toEqual({
      DataExfiltration: { unrestricted: ['s3:GetObject'] },
      InfrastructureModification: { unrestricted: ['s3:GetObject'] },
    });
    expect(result.exclusions.unmatchedRules).toEqual(['include-actions: s3:GetObjekt']);
  });

  it('without any given, those of the template are in force and none is reported as unmatched', () => {
    const account = parseAuthorizationDetails(withPolicy(document(allow('s3:GetObject'))));
    const result = assess(account, { catalog, name: 'account', now: NOW });
    expect(foundIn(result)).toEqual({
      DataExfiltration: { unrestricted: ['s3:GetObject'] },
      InfrastructureModification: { unrestricted: ['s3:GetObject'] },
    });
    expect(result.exclusions.rules['roles']).toEqual(['service-role*', 'aws-service-role*']);
    expect(result.exclusions.unmatchedRules).toEqual([]);
  });
});

describe('documents', () => {
  const input = details({
    users: [user('olu', { AttachedManagedPolicies: [attached('held'), attached('clean')] })],
    policies: [
      managed('held', null, {
        DefaultVersionId: 'v1',
        PolicyVersionList: [
          version('v2', false, document(allow('*'))),
          version('v1', true, document(allow('s3:GetObject'))),
        ],
      }),
      managed('clean', document(allow('s3:ListBucket'))),
    ],
  });

  it('are all kept, each once', () => {
    const { documents, policies } = assessed(input);
    expect(documents).toEqual([
      document(allow('s3:GetObject')),
      document(allow('*')),
      document(allow('s3:ListBucket')),
    ]);
    expect(
      policies.map((policy) => [policy.document, policy.versions.map((entry) => entry.document)]),
    ).toEqual([
      [0, [1, 0]],
      [2, [2]],
    ]);
  });

  it('are kept for policies with findings only when the report is minimised', () => {
    const { documents, options } = assessed(input, { minimize: true });
    expect(documents).toEqual([document(allow('s3:GetObject')), null, null]);
    expect(options.minimized).toBe(true);
  });

  it('that cannot be read are listed, and the rest is assessed', () => {
    const result = assessed(
      details({
        roles: [
          role('holder', {
            RolePolicyList: [
              inline('broken', { Statement: 3 }),
              inline('good', document(allow('s3:GetObject'))),
            ],
          }),
        ],
      }),
    );
    expect(result.notAssessed).toEqual([
      {
        what: 'inline policy broken of role holder',
        where: '$.RoleDetailList[0].RolePolicyList[0].PolicyDocument',
        reason: 'a statement must be an object, not a number (at $.Statement of the document)',
      },
    ]);
    expect(foundIn(result)).toEqual({ DataExfiltration: { unrestricted: ['s3:GetObject'] } });
  });
});

describe('notes', () => {
  it('report a mixture of accounts and judge each principal in its own', () => {
    const pass = (account: string) => document(allow('iam:PassRole', `arn:aws:iam::${account}:role/*`));
    const other = role('other', {
      Arn: 'arn:aws:iam::444455556666:role/other',
      RoleId: 'ID-foreign',
      RolePolicyList: [inline('own', pass('444455556666'))],
    });
    const result = assessed(
      details({
        users: [user('olu'), user('mara')],
        roles: [
          other,
          role('holder', { RolePolicyList: [inline('foreign', { ...pass('444455556666'), Id: 'x' })] }),
        ],
      }),
    );
    expect(result.notes).toEqual([
      "The file mixes principals of several accounts: 111122223333 (3 principals), 444455556666 (1 principal). Each is judged in its own account; the file's account is 111122223333.",
    ]);
    const exposure = result.findings.filter(({ kind }) => kind === 'ResourceExposure');
    expect(exposure.map(({ reach, subject }) => [reach, subject])).toEqual([
      ['unrestricted', { type: 'policy', policy: 0 }],
      ['scoped', { type: 'policy', policy: 1 }],
    ]);
  });

  it('name principals of the account that roles trust and the file lacks', () => {
    const lost = 'arn:aws:iam::111122223333:user/lost';
    const trust = {
      Statement: { Effect: 'Allow', Principal: { AWS: lost }, Action: 'sts:AssumeRole' },
    };
    expect(assessed(details({ roles: [role('app', { AssumeRolePolicyDocument: trust })] })).notes).toEqual([
      `Roles trust principals of the account that the file does not hold, so nothing is known of what they can do: ${lost}.`,
    ]);
  });

  it('name administrators that a rule excludes, and neither others nor roles linked to a service', () => {
    const everything = { RolePolicyList: [inline('all', document(allow('*')))] };
    const roles = [
      role('deployer', { ...everything, Path: '/service-role/' }),
      role('reader', { Path: '/service-role/' }),
      role('AWSServiceRoleForWarp', { ...everything, Path: '/aws-service-role/warp.amazonaws.com/' }),
      role('owner', everything),
    ];
    const exclusions = { ...NO_EXCLUSIONS, roles: ['service-role*'] };
    expect(assessed(details({ roles }), { exclusions }).notes).toEqual([
      'Administrators that a rule excludes, so that nothing more is said of them: role deployer.',
    ]);
  });

  it('say where organisation policies leave the account out', () => {
    const organizationPolicies = parseOrganizationPolicies({
      accounts: { '444455556666': { serviceControlPolicies: [] } },
    });
    expect(assessed(withPolicy(document(allow('s3:GetObject'))), { organizationPolicies }).notes).toEqual([
      'The organisation policies hold nothing on account 111122223333, so they are not taken to bind it.',
    ]);
  });

  it('report unknown actions, five by name', () => {
    const unknown = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `warp:${name}`);
    const result = assessed(withPolicy(document(allow([...unknown, 's3:GetObject', 'warp:*']))));
    expect(result.policies[0]?.unknownActions).toEqual(unknown);
    expect(result.notes).toEqual([
      'The catalogue does not know these actions, so nothing is said of them: warp:a, warp:b, warp:c, warp:d, warp:e and 2 more.',
    ]);
  });

  it('report a catalogue that is over ninety days old', () => {
    const later = (days: number) => new Date(Date.parse(catalog.date) + days * 86_400_000);
    const notes = (now: Date) => assessed(details({ users: [user('olu')] }), { now }).notes;
    expect(notes(later(90))).toEqual([]);
    expect(notes(later(91))).toEqual([
      `The catalogue of AWS actions is 91 days old (${catalog.date}): newer actions are missed. Update the package, or make a newer catalogue with npm run build:catalog and name it with --catalog.`,
    ]);
  });
});
