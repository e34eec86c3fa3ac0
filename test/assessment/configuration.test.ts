import { describe, expect, it } from 'vitest';
import { configuredOptions } from '../../src/assessment/configuration/configured-options.js';
import type { Configuration } from '../../src/assessment/configuration/configuration.js';
import { configurationFromExclusions } from '../../src/assessment/configuration/configuration-from-exclusions.js';
import { parseConfiguration } from '../../src/assessment/configuration/parse-configuration.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { InputError } from '../../src/policy/input-error.js';
import { RISK_KINDS } from '../../src/risks/kinds.generated.js';
import { allow, details, document, inline, role, trusting } from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';
import { assessed, withPolicy } from './small-account.js';

const assessedUnder = (input: unknown, configuration: Configuration) =>
  assessed(input, configuredOptions(configuration, catalog, NO_EXCLUSIONS));

/** The complaint and its place. */
function complaint(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return [error.message, error.where];
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  it('is read as it is written', () => {
    const configuration = {
      options: {
        'fail-on': 'high',
        'flag-trust-policies': true,
        'filter-severity': ['high'],
        concurrency: 4,
      },
      commands: { scan: { output: 'reports' } },
      severities: { DataExfiltration: 'high' },
      actions: { DataExfiltration: { add: ['sqs:ReceiveMessage'], remove: ['ssm:*'] } },
      'escalation-paths': [
        { id: 'own-1', name: 'Use our bot', actions: ['sqs:SendMessage'], link: 'https://example.org/bot' },
      ],
      suppressions: [{ policy: 'reporting-*', reason: 'read only', expires: '2027-01-31' }],
      'known-accounts': ['012345678901'],
      'default-exclusions': false,
    };
    expect(parseConfiguration(configuration)).toEqual(configuration);
    expect(parseConfiguration(null)).toEqual({});
    expect(parseConfiguration({ options: null, suppressions: null })).toEqual({});
  });

  it.each([
    [[], 'expected an object, not a list', '$'],
    [
      { supressions: [] },
      '"supressions" is not known here; known are options, commands, severities, actions, escalation-paths, suppressions, known-accounts, default-exclusions',
      '$.supressions',
    ],
    [
      { options: { output: {} } },
      'the default of an option is a text, a number, true, false or a list, not an object',
      '$.options.output',
    ],
    [
      { severities: { DataExfiltration: 'urgent' } },
      'a severity is one of critical, high, medium, low, none',
      '$.severities.DataExfiltration',
    ],
    [
      { actions: { PrivilegeEscalation: { add: ['a:b'] } } },
      'PrivilegeEscalation goes by no list of actions; those that do are DataExfiltration, ResourceExposure, CredentialsExposure, InfrastructureModification',
      '$.actions.PrivilegeEscalation',
    ],
    [
      { actions: { DataExfiltration: { add: ['GetObject'] } } },
      'an action is written as service:Name, as in s3:GetObject',
      '$.actions.DataExfiltration.add[0]',
    ],
    [
      { 'escalation-paths': [{ id: 'iam-001', name: 'x', actions: ['a:b'] }] },
      'another escalation path is called iam-001 already',
      '$.escalation-paths[0].id',
    ],
    [
      { 'escalation-paths': [{ id: 'x', name: 'x', actions: ['s3:*'] }] },
      'an action of a path is written in full, as in iam:PassRole',
      '$.escalation-paths[0].actions[0]',
    ],
    [
      { 'escalation-paths': [{ id: 'x', name: 'x', actions: [] }] },
      'a path needs at least one action',
      '$.escalation-paths[0].actions',
    ],
    [
      { 'escalation-paths': [{ id: 'x', name: ' ', actions: ['a:b'] }] },
      'it must not be empty',
      '$.escalation-paths[0].name',
    ],
    [
      { 'escalation-paths': [{ id: 'x', name: 'x', actions: ['a:b'], 'passed-to': 'a.amazonaws.com' }] },
      'a role is passed by iam:PassRole, which is not among the actions',
      '$.escalation-paths[0].passed-to',
    ],
    ...['lambda', ''].map((service): [unknown, string, string] => [
      { 'escalation-paths': [{ id: 'x', name: 'x', actions: ['iam:PassRole'], 'passed-to': service }] },
      'the service that a role is passed to is written as in its trust policy: lambda.amazonaws.com',
      '$.escalation-paths[0].passed-to',
    ]),
    [
      { 'escalation-paths': [{ id: 'x', name: 'x', actions: ['a:b'], link: 'javascript:alert(1)' }] },
      'a link begins with https://',
      '$.escalation-paths[0].link',
    ],
    [
      { suppressions: [{ reason: 'x' }] },
      'a suppression needs at least one of kind, policy, principal, action, path, fingerprint, or it would mean every finding',
      '$.suppressions[0]',
    ],
    [
      { suppressions: [{ kind: 'x' }] },
      'a suppression needs a reason: say why the finding may stay',
      '$.suppressions[0]',
    ],
    [
      { suppressions: [{ kind: 'x', reason: ' ' }] },
      'the reason is empty: say why the finding may stay',
      '$.suppressions[0].reason',
    ],
    [
      { suppressions: [{ kind: '*', reason: 'x', expires: '2026-02-30' }] },
      'a suppression expires on a day written as YYYY-MM-DD',
      '$.suppressions[0].expires',
    ],
    [
      { suppressions: [{ kind: 'DataExfil', reason: 'x' }] },
      `there is no kind "DataExfil"; the kinds are ${RISK_KINDS.map(({ id }) => id).join(', ')}`,
      '$.suppressions[0].kind',
    ],
    [
      { suppressions: [{ kind: '', reason: 'x' }] },
      'the pattern is empty, and would match nothing',
      '$.suppressions[0].kind',
    ],
    [
      { suppressions: [{ polcy: 'x', reason: 'x' }] },
      '"polcy" is not known here; known are kind, policy, principal, action, path, fingerprint, reason, expires',
      '$.suppressions[0].polcy',
    ],
    [
      { 'known-accounts': [111122223333] },
      'an account id is a text of 12 digits; put it in quotes',
      '$.known-accounts[0]',
    ],
    [{ 'default-exclusions': 'no' }, 'expected true or false, not a string', '$.default-exclusions'],
  ])('is refused with its place: %j', (input, message, where) => {
    expect(complaint(() => parseConfiguration(input))).toEqual([message, where]);
  });

  it('sets severities, of findings that do not count one step lower', () => {
    const input = withPolicy(
      document(allow('s3:GetObject'), allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/a')),
    );
    const assessment = assessedUnder(input, { severities: { DataExfiltration: 'critical' } });
    expect(assessment.findings.map(({ severity, reach }) => [severity, reach])).toEqual([
      ['critical', 'unrestricted'],
      ['high', 'scoped'],
    ]);
    expect(assessment.kinds.find(({ id }) => id === 'DataExfiltration')?.severity).toBe('critical');
    expect(assessment.summary.byKind.find(({ kind }) => kind === 'DataExfiltration')?.severity).toBe(
      'critical',
    );
  });

  it('sets severities of kinds on trust policies', () => {
    const input = details({ roles: [role('door', { AssumeRolePolicyDocument: trusting({ AWS: '*' }) })] });
    const { findings } = assessedUnder(input, { severities: { AssumableByAnyPrincipal: 'low' } });
    expect(
      findings.filter(({ kind }) => kind === 'AssumableByAnyPrincipal').map(({ severity }) => severity),
    ).toEqual(['low']);
  });

  it('adds actions to a kind and takes others out of it', () => {
    const input = withPolicy(
      document(allow(['s3:GetObject', 'ssm:GetParameter', 'sqs:ReceiveMessage', 'athena:GetQueryResults'])),
    );
    const found = (configuration: Configuration) => {
      const assessment = assessedUnder(input, configuration);
      return assessment.findings
        .filter(({ kind }) => kind === 'DataExfiltration')
        .map(({ actionSet = -1, counted }) => [actionMembers(assessment, actionSet), counted]);
    };
    expect(found({})).toEqual([
      [['s3:GetObject', 'ssm:GetParameter'], true],
      [['athena:GetQueryResults', 'sqs:ReceiveMessage'], false],
    ]);
    expect(
      found({ actions: { DataExfiltration: { add: ['sqs:Receive*'], remove: ['SSM:*', 'athena:*'] } } }),
    ).toEqual([[['s3:GetObject', 'sqs:ReceiveMessage'], true]]);
    expect(found({ actions: { DataExfiltration: { remove: ['*:*'] } } })).toEqual([]);
  });

  it('adds what nothing was found of', () => {
    const input = withPolicy(document(allow('sqs:SendMessage')));
    const assessment = assessedUnder(input, {
      actions: { CredentialsExposure: { add: ['sqs:SendMessage'] } },
    });
    expect(assessment.findings.map(({ kind, counted }) => [kind, counted])).toEqual([
      ['CredentialsExposure', true],
      ['InfrastructureModification', true],
    ]);
  });

  it('looks for escalation paths of its own, in policies and in the graph', () => {
    const input = withPolicy(document(allow(['sqs:SendMessage'])));
    const configuration: Configuration = {
      'escalation-paths': [{ id: 'own-1', name: 'Ask our bot', actions: ['sqs:sendmessage'] }],
    };
    const assessment = assessedUnder(input, configuration);
    expect(assessment.escalationPaths).toEqual([
      {
        id: 'own-1',
        legacyName: null,
        name: 'Ask our bot',
        category: 'self-escalation',
        requiredActions: ['sqs:SendMessage'],
        sameActionsAs: [],
        link: '',
      },
    ]);
    expect(assessment.escalation.administrators.map(({ principal, kind }) => [principal, kind])).toEqual([
      [0, 'grants itself everything'],
    ]);
    expect(assessment.escalation.hops.map(({ path, name }) => [path, name])).toEqual([
      ['own-1', 'Ask our bot'],
    ]);
    // The catalogue that was given knows nothing of it.
    expect(assessed(input).escalationPaths).toEqual([]);
  });

  it('follows an own path by which a role is passed to the roles that trust the service', () => {
    const input = details({
      roles: [
        role('caller', {
          RolePolicyList: [inline('own', document(allow(['iam:PassRole', 'sqs:SendMessage'])))],
        }),
        role('worker', {
          AssumeRolePolicyDocument: trusting({ Service: 'bot.example.com' }),
          RolePolicyList: [inline('all', document(allow('*')))],
        }),
      ],
    });
    const { escalation } = assessedUnder(input, {
      'escalation-paths': [
        {
          id: 'own-2',
          name: 'Hand a role to our bot',
          actions: ['iam:passrole', 'sqs:SendMessage'],
          'passed-to': 'bot.example.com',
        },
      ],
    });
    expect(
      escalation.chains.map(({ from, hops }) => [from, hops.map((hop) => escalation.hops[hop]?.path)]),
    ).toEqual([[0, ['own-2']]]);
  });

  it('reads the action that passes a role in any case, as all others', () => {
    const path = { id: 'x', name: 'x', actions: ['IAM:passrole'], 'passed-to': 'lambda.amazonaws.com' };
    expect(parseConfiguration({ 'escalation-paths': [path] })).toEqual({ 'escalation-paths': [path] });
  });

  it('names an action of an own path that there is not', () => {
    const configuration: Configuration = {
      'escalation-paths': [{ id: 'own-1', name: 'x', actions: ['s3:GetObject', 's3:Fly'] }],
    };
    expect(complaint(() => configuredOptions(configuration, catalog, undefined))).toEqual([
      'the catalogue knows no action s3:Fly',
      '$.escalation-paths[0].actions[1]',
    ]);
  });

  it('names accounts that trust policies may name, beside the exclusions', () => {
    const input = details({
      roles: [
        role('door', { AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::999988887777:root' }) }),
      ],
    });
    const kinds = (configuration: Configuration) =>
      assessedUnder(input, configuration).findings.map(({ kind }) => kind);
    expect(kinds({})).toEqual(['AssumableByCrossAccountPrincipal', 'AssumableByThirdPartyWithoutExternalId']);
    expect(kinds({ 'known-accounts': ['999988887777'] })).toEqual([]);
    const { exclusions } = assessed(input, {
      ...configuredOptions({ 'known-accounts': ['999988887777'] }, catalog, {
        ...NO_EXCLUSIONS,
        knownAccounts: ['999988887777'],
      }),
    });
    expect(exclusions.unmatchedRules).toEqual([]);
  });

  it('does without the exclusions of the template where it says so', () => {
    const excluded = (configuration: Configuration) =>
      configuredOptions(configuration, catalog, undefined).exclusions;
    expect(excluded({})).toBeUndefined();
    expect(excluded({ 'default-exclusions': true })).toBeUndefined();
    expect(excluded({ 'default-exclusions': false })).toEqual(NO_EXCLUSIONS);
  });
});

describe('a configuration made of exclusions', () => {
  it('says the same, each rule once', () => {
    const configuration = configurationFromExclusions(
      {
        policies: ['Admin*', '', 'admin*'],
        roles: ['batch'],
        users: ['anna'],
        groups: ['all'],
        includeActions: ['s3:GetObject'],
        excludeActions: ['ssm:*'],
        knownAccounts: ['111122223333'],
      },
      'before',
    );
    expect(configuration).toEqual({
      'default-exclusions': false,
      actions: { InfrastructureModification: { add: ['s3:GetObject'] } },
      'known-accounts': ['111122223333'],
      suppressions: [
        { policy: 'admin*', reason: 'before' },
        { principal: 'batch', reason: 'before' },
        { principal: 'anna', reason: 'before' },
        { principal: 'all', reason: 'before' },
        { action: 'ssm:*', reason: 'before' },
      ],
    });
    expect(parseConfiguration(configuration)).toEqual(configuration);
    expect(configurationFromExclusions(NO_EXCLUSIONS, 'before')).toEqual({ 'default-exclusions': false });
  });
});
