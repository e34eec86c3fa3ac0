import { describe, expect, it } from 'vitest';
import { compileExclusions, type CompiledExclusions } from '../../src/assessment/compile-exclusions.js';
import { DEFAULT_EXCLUSIONS, NO_EXCLUSIONS, type Exclusions } from '../../src/assessment/exclusions.js';

const ALWAYS = 'service-linked roles and their policies are always excluded';

function compiled(exclusions: Partial<Exclusions>, reportUnmatched = true): CompiledExclusions {
  return compileExclusions({ ...NO_EXCLUSIONS, ...exclusions }, { reportUnmatched });
}

const DEPLOY = {
  name: 'Deploy',
  id: 'ANPA123',
  arn: 'arn:aws:iam::111122223333:policy/team/ci/Deploy',
  path: '/team/ci/',
};

describe('rules for policies', () => {
  it.each([
    'Deploy',
    'dEPLOY',
    'D*',
    '*oy',
    '*plo*',
    'De??oy',
    'D*l*y',
    '*',
    '**',
    'anpa123',
    'ANPA*',
    'arn:aws:iam::111122223333:policy/team/ci/deploy',
    'arn:*:policy/team/*',
    '/team/ci/',
    'team/ci/',
    '/team/ci',
    'team/ci',
    'team*',
    '/team/*',
    'team/ci/Deploy',
    '/team/ci/Deploy',
    '*/ci/d?ploy',
  ])('%j names a policy', (rule) => {
    const exclusions = compiled({ policies: ['other', rule] });
    expect(exclusions.excludedPolicy(DEPLOY)).toBe(rule);
    expect(exclusions.unmatchedRules()).toEqual(['policies: other']);
  });

  it.each([
    '',
    'Deplo',
    'eploy',
    'De?oy',
    '?',
    'team',
    'ci',
    '/ci/',
    '*x*',
    'D*x',
    'Deploy/',
    'a*a*a*a*a*a*a*a*b',
  ])('%j does not', (rule) => {
    const exclusions = compiled({ policies: [rule] });
    expect(exclusions.excludedPolicy(DEPLOY)).toBe(null);
    expect(exclusions.unmatchedRules()).toEqual(rule === '' ? [] : [`policies: ${rule}`]);
  });

  it.each([
    ['/', '/'],
    ['/inline', null],
    ['/Top', '/Top'],
    ['Top', 'Top'],
  ])('%j on a policy with the path / gives %j', (rule, expected) => {
    expect(compiled({ policies: [rule] }).excludedPolicy({ name: 'Top', id: '', arn: '', path: '/' })).toBe(
      expected,
    );
  });

  it('knows an inline policy by its name and id alone', () => {
    const inline = { name: 'inline', id: 'abc', arn: '', path: '' };
    expect(
      ['/inline', '/', '?', 'inline', 'ABC'].map((rule) =>
        compiled({ policies: [rule] }).excludedPolicy(inline),
      ),
    ).toEqual([null, null, null, 'inline', 'ABC']);
  });

  it('names the first rule, as written, that matches', () => {
    const rules = ['zz*', 'De*', 'DEPLOY', 'arn:*'];
    expect(compiled({ policies: rules }).excludedPolicy(DEPLOY)).toBe('De*');
    expect(compiled({ policies: [...rules].reverse() }).excludedPolicy(DEPLOY)).toBe('arn:*');
  });

  it('remembers every rule that matches, not the first alone', () => {
    const exclusions = compiled({ policies: ['De*', 'DEPLOY', 'Nobody*', '*oy', 'deploy'] });
    exclusions.excludedPolicy(DEPLOY);
    exclusions.excludedPolicy({ ...DEPLOY, name: 'Delete' });
    expect(exclusions.unmatchedRules()).toEqual(['policies: Nobody*']);
  });

  it('takes time in proportion to the name whatever the rule', () => {
    const rule = `${'*a'.repeat(500)}*b?`;
    expect(compiled({ policies: [rule] }).excludedPolicy({ ...DEPLOY, name: 'a'.repeat(5_000) })).toBe(null);
  });
});

describe('rules for principals', () => {
  const principal = {
    name: 'ann',
    id: 'AIDA1',
    arn: 'arn:aws:iam::111122223333:user/staff/ann',
    path: '/staff/',
  };

  it("asks the list of the principal's type alone", () => {
    const exclusions = compiled({ users: ['ann'], roles: ['a*'], groups: ['staff'] });
    expect(exclusions.excludedPrincipal('user', principal)).toBe('ann');
    expect(exclusions.excludedPrincipal('role', principal)).toBe('a*');
    expect(exclusions.excludedPrincipal('group', principal)).toBe('staff');
    expect(exclusions.excludedPolicy(principal)).toBe(null);
  });

  it('excludes a role under service-role/ by the default rules', () => {
    const exclusions = compileExclusions(DEFAULT_EXCLUSIONS, { reportUnmatched: false });
    expect(exclusions.excludedPrincipal('role', { ...principal, path: '/service-role/' })).toBe(
      'service-role*',
    );
    expect(exclusions.excludedPrincipal('user', { ...principal, path: '/service-role/' })).toBe(null);
    expect(exclusions.excludedPrincipal('role', { ...principal, path: '/my-service-role/' })).toBe(null);
  });
});

describe('what is excluded by default', () => {
  const exclusions = compileExclusions(DEFAULT_EXCLUSIONS, { reportUnmatched: false });

  it.each([
    ['AWSServiceRoleForECS', '/', 'AWSServiceRoleFor*'],
    ['AmazonFooServiceRolePolicy', '/', '*ServiceRolePolicy'],
    ['FooServiceLinkedRolePolicy', '/', '*ServiceLinkedRolePolicy'],
    ['AWSLambdaRole', '/service-role/', 'service-role*'],
    ['AdministratorAccess', '/', null],
    ['', '/', null],
  ])('policy %j with path %j: %j', (name, path, rule) => {
    expect(exclusions.excludedPolicy({ name, id: 'x', arn: '', path })).toBe(rule);
  });
});

describe('service-linked roles and policies', () => {
  const linked = {
    name: 'AWSServiceRoleForX',
    id: 'i',
    arn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX',
    path: '/aws-service-role/x.amazonaws.com/',
  };

  it('are excluded without any rule', () => {
    expect(compiled({}).excludedPrincipal('role', linked)).toBe(ALWAYS);
    expect(compiled({}).excludedPolicy({ ...linked, path: '/aws-service-role/' })).toBe(ALWAYS);
    expect(
      compiled({}).excludedPolicy({
        name: 'P',
        id: 'i',
        arn: 'arn:aws:iam::aws:policy/aws-service-role/P',
        path: '/',
      }),
    ).toBe(ALWAYS);
  });

  it('count as matches of a rule that names them', () => {
    const exclusions = compiled({ roles: ['aws-service-role*', 'gone'] });
    expect(exclusions.excludedPrincipal('role', linked)).toBe(ALWAYS);
    expect(exclusions.unmatchedRules()).toEqual(['roles: gone']);
  });

  it('are told from what merely looks alike', () => {
    expect(
      compiled({}).excludedPrincipal('role', { ...linked, path: '/not/aws-service-role/', arn: '' }),
    ).toBe(null);
    expect(compiled({}).excludedPrincipal('role', { ...linked, path: '/aws-service-roles/', arn: '' })).toBe(
      null,
    );
  });
});

describe('rules for actions and accounts', () => {
  it('excludes actions whatever their case', () => {
    const exclusions = compiled({ excludeActions: ['', 'LOGS:*', 's3:GetObject', 'sqs:Send*'] });
    expect(
      ['logs:CreateLogStream', 'S3:getobject', 's3:GetObjectAcl'].map((action) =>
        exclusions.excludedAction(action),
      ),
    ).toEqual(['LOGS:*', 's3:GetObject', null]);
    expect(exclusions.excludeActions).toEqual(['LOGS:*', 's3:GetObject', 'sqs:Send*']);
    expect(exclusions.unmatchedRules()).toEqual(['exclude-actions: sqs:Send*']);
  });

  it('knows accounts', () => {
    const exclusions = compiled({
      knownAccounts: ['111122223333', '2222*', '', '012345678901'],
    });
    expect(['111122223333', '222233334444', '333344445555', ''].map(exclusions.isKnownAccount)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(exclusions.unmatchedRules()).toEqual(['known-accounts: 012345678901']);
  });

  it('reports an action to include until it is noted as one that exists', () => {
    const exclusions = compiled({ includeActions: ['s3:Get*', 'no-such:Action', ''] });
    exclusions.noteIncludedAction('s3:GetObject');
    expect(exclusions.includeActions).toEqual(['s3:Get*', 'no-such:Action']);
    expect(exclusions.unmatchedRules()).toEqual(['include-actions: no-such:Action']);
  });
});

describe('the report of rules', () => {
  it('holds them under the keys of the file, as written', () => {
    expect(compileExclusions(DEFAULT_EXCLUSIONS, { reportUnmatched: true }).rules).toEqual({
      policies: DEFAULT_EXCLUSIONS.policies,
      roles: DEFAULT_EXCLUSIONS.roles,
      users: [''],
      groups: [''],
      'include-actions': DEFAULT_EXCLUSIONS.includeActions,
      'exclude-actions': [''],
      'known-accounts': [''],
    });
  });

  it('says nothing of the rules in force by default', () => {
    expect(compileExclusions(DEFAULT_EXCLUSIONS, { reportUnmatched: false }).unmatchedRules()).toEqual([]);
  });

  it('lists unmatched rules by key, each once', () => {
    const exclusions = compiled({ policies: ['b', 'a*', 'B'], roles: ['r'], users: ['u'], groups: ['g'] });
    expect(exclusions.unmatchedRules()).toEqual([
      'policies: b',
      'policies: a*',
      'roles: r',
      'users: u',
      'groups: g',
    ]);
  });
});
