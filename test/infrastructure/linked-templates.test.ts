import { describe, expect, it } from 'vitest';
import { jsonPlaces } from '../../src/infrastructure/json-places.js';
import { joinedPath, plainPath } from '../../src/infrastructure/cloudformation/local-path.js';
import type { GivenTemplate } from '../../src/infrastructure/cloudformation/given-template.js';
import { DeclaredAccounts } from '../../src/infrastructure/read-declared.js';

const NOWHERE = { accountId: null, region: null };
const target = (accountId: string | null, region: string | null = null) => ({ accountId, region });

function given(path: string, value: object, more: Omit<GivenTemplate, 'file'> = {}): GivenTemplate {
  const text = JSON.stringify(value);
  const parsed: unknown = JSON.parse(text);
  return { file: { path, value: parsed, places: jsonPlaces(text, parsed) }, ...more };
}

/** A template whose only policy allows something on one resource. */
const policyOn = (resource: unknown, more: object = {}) => ({
  Resources: {
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: resource }] },
      },
    },
  },
  ...more,
});
const exporting = (name: unknown, value: unknown) => ({
  Outputs: { Out: { Value: value, Export: { Name: name } } },
});
const nested = (url: string, parameters: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: url, Parameters: parameters },
});

/** What the statement of each template allows it on; null where it holds none. */
function resources(all: readonly GivenTemplate[]): readonly unknown[] {
  const linked = new DeclaredAccounts(NOWHERE).templates(all);
  return all.map((each) => {
    const [document] = linked.read(each).documents.keys();
    const { Statement: statements } = JSON.parse(JSON.stringify(document?.json ?? { Statement: [] }));
    return statements[0]?.Resource ?? null;
  });
}

/** The account that each template counts as of. */
function accounts(all: readonly GivenTemplate[]): readonly unknown[] {
  const linked = new DeclaredAccounts(NOWHERE).templates(all);
  return all.map((each) => {
    const { account } = linked.read(each);
    return /::(\d{12}):/.exec(account.managedPolicies[0]?.arn ?? '')?.[1] ?? null;
  });
}

describe('imports', () => {
  const importing = policyOn({ 'Fn::ImportValue': 'name' });

  it('are what one other template exports', () => {
    expect(
      resources([given('a.json', importing), given('b.json', policyOn('b', exporting('name', 'arn:x')))]),
    ).toEqual(['arn:x', 'b']);
  });

  it('make both templates count as of one account, the one that is known', () => {
    const exporter = policyOn('b', exporting('name', 'arn:x'));
    expect(accounts([given('a.json', importing), given('b.json', exporter)])).toEqual([
      '000000000000',
      '000000000000',
    ]);
    const known = { target: target('111122223333', 'eu-west-1') };
    expect(accounts([given('a.json', importing), given('b.json', exporter, known)])).toEqual([
      '111122223333',
      '111122223333',
    ]);
    expect(accounts([given('a.json', policyOn('a')), given('b.json', exporter, known)])).toEqual([
      '000000000000',
      '111122223333',
    ]);
  });

  it.each([
    ['two templates export the name', {}, [{}, {}]],
    [
      'it is exported in another account',
      { target: target('111122223333') },
      [{ target: target('444455556666') }],
    ],
    [
      'it is exported in another region',
      { target: target(null, 'eu-west-1') },
      [{ target: target(null, 'us-east-1') }],
    ],
  ])('are not known where %s', (_name, own, others) => {
    const all = [
      given('a.json', importing, own),
      ...others.map((more, index) => given(`${index}.json`, exporting('name', 'arn:x'), more)),
    ];
    expect(resources(all)[0]).toBe('${importname}');
  });

  it('are those of the own group where others export the name too', () => {
    const all = [
      given('a.json', importing, { group: 'one' }),
      given('b.json', exporting('name', 'arn:one'), { group: 'one' }),
      given('c.json', exporting('name', 'arn:two'), { group: 'two' }),
    ];
    expect(resources(all)[0]).toBe('arn:one');
  });

  it('that go in a circle are not known', () => {
    const ring = (own: string, other: string) =>
      policyOn({ 'Fn::ImportValue': other }, exporting(own, { 'Fn::ImportValue': other }));
    const [a, b] = resources([given('a.json', ring('a', 'b')), given('b.json', ring('b', 'a'))]);
    expect([a, b]).toEqual(['${importb}', '${importb}']);
  });

  it('that each hang on two others under conditions are not known beyond a thousand values', () => {
    const chosen = (one: unknown, other: unknown) => ({ 'Fn::If': ['Undecided', one, other] });
    const undecided = {
      Parameters: { Mode: { Type: 'String' } },
      Conditions: { Undecided: { 'Fn::Equals': [{ Ref: 'Mode' }, 'x'] } },
    };
    const templates = Array.from({ length: 40 }, (_, index) => {
      const before = { 'Fn::ImportValue': `out${index - 1}` };
      const value = index === 0 ? chosen('a', 'b') : chosen(before, before);
      return given(`${index}.json`, policyOn(value, { ...undecided, ...exporting(`out${index}`, value) }));
    });
    const all = resources(templates);
    expect(all[0]).toEqual(['a', 'b']);
    expect(all[39]).toBe('${avaluewithmanyconditions}');
  });
});

describe('nested stacks', () => {
  const child = policyOn(
    { Ref: 'Given' },
    { Parameters: { Given: { Type: 'String', Default: 'arn:default' } } },
  );

  it('give their templates parameters, through several', () => {
    const all = [
      given('top/main.json', { Resources: { A: nested('../in/./a.json', { Given: 'arn:given' }) } }),
      given('in/a.json', {
        Parameters: { Given: { Type: 'String' } },
        Resources: { B: nested('b.json', { Given: { Ref: 'Given' } }) },
      }),
      given('in/b.json', child),
    ];
    expect(resources(all)[2]).toBe('arn:given');
    expect(
      new DeclaredAccounts(NOWHERE).templates(all).read(all[0] ?? given('', {})).account.problems,
    ).toEqual([]);
  });

  it.each([
    ['gives nothing', [{}], 'arn:default'],
    ['gives what is not known', [{ Given: { Ref: 'Open' } }], '${Open}'],
    ['is nested twice with one value', [{ Given: 'x' }, { Given: 'x' }], 'x'],
    ['is nested twice with different values', [{ Given: 'x' }, { Given: 'y' }], '${Given}'],
    ['is nested twice, once without', [{ Given: 'x' }, {}], '${Given}'],
  ])('where a stack %s', (_name, stacks, expected) => {
    const main = {
      Resources: Object.fromEntries(
        stacks.map((parameters, index) => [`S${index}`, nested('c.json', parameters)]),
      ),
    };
    expect(resources([given('main.json', main), given('c.json', child)])[1]).toBe(expected);
  });

  it('that are not made leave a template as it is', () => {
    const main = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { A: { ...nested('c.json', { Given: 'x' }), Condition: 'Never' } },
    };
    expect(resources([given('main.json', main), given('c.json', child)])[1]).toBe('arn:default');
  });

  it('within each other, or in themselves, come to an end', () => {
    const ring = (url: string) => ({
      ...child,
      Resources: { ...child.Resources, Nested: nested(url, { Given: { Ref: 'Given' } }) },
    });
    expect(resources([given('a.json', ring('b.json')), given('b.json', ring('a.json'))])).toEqual([
      '${Given}',
      '${Given}',
    ]);
    expect(resources([given('a.json', ring('a.json'))])).toEqual(['arn:default']);
  });

  it('in a long row come to an end', () => {
    const row = Array.from({ length: 2000 }, (_, index) =>
      given(`${index}.json`, {
        ...child,
        Resources: { ...child.Resources, Nested: nested(`${index + 1}.json`, { Given: { Ref: 'Given' } }) },
      }),
    );
    expect(resources(row).slice(0, 2)).toEqual(['arn:default', 'arn:default']);
  });
});

describe('paths', () => {
  it.each([
    ['./a/./b/../c.json', 'a/c.json'],
    ['../../a.json', '../../a.json'],
    ['/x//y/../z', '/x/z'],
    ['a\\b.json', 'a/b.json'],
  ])('%s is %s', (path, plain) => {
    expect(plainPath(path)).toBe(plain);
  });

  it.each([
    ['main.json', './child.json', 'child.json'],
    ['a/b/main.json', '../child.json', 'a/child.json'],
    ['/a/main.json', 'c/child.json', '/a/c/child.json'],
    ['a/main.json', '/c/child.json', '/c/child.json'],
  ])('from %s, %s is %s', (file, written, expected) => {
    expect(joinedPath(file, written)).toBe(expected);
  });
});
