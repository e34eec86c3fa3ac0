import { describe, expect, it } from 'vitest';
import { parseExclusions } from '../../src/assessment/exclusions.js';
import { parseYaml } from '../../src/cli/parse-yaml.js';

const read = (text: string): unknown => parseYaml(text, 'a.yml').value;

describe('digits without quotes', () => {
  it('are a text where they begin with a zero', () => {
    expect(read('[012345678901, 012345670123, 00, 0]')).toEqual(['012345678901', '012345670123', '00', 0]);
    expect(read('012345678901: a')).toEqual({ '012345678901': 'a' });
  });

  it('are a number otherwise, and so is what says that it counts in eights', () => {
    expect(read('[111122223333, 0o17, 0.5, -012]')).toEqual([111122223333, 15, 0.5, -12]);
  });

  it('name accounts and users in an exclusions file', () => {
    const { knownAccounts, users } = parseExclusions(
      read('known-accounts: [012345678901, 111122223333]\nusers: [00123489]'),
    );
    expect(knownAccounts).toEqual(['012345678901', '111122223333']);
    expect(users).toEqual(['00123489']);
  });

  it('are the number that YAML makes of them in a list of accounts, which refuses it', () => {
    expect(parseYaml('012345678901', 'a.yml', { leadingZeros: 'dropped' }).value).toBe(12345678901);
  });
});

describe('merge keys', () => {
  const merged = (text: string) => parseYaml(text, 'a.yml', { mergeKeys: true });
  const refusal = (text: string): string => {
    try {
      merged(text);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return 'read';
  };

  it('take over what a mapping does not say itself, from the first that does', () => {
    const text = 'one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall: {<<: [*one, *two], a: 0}\n';
    expect(merged(text).value).toEqual({
      one: { a: 1, b: 1 },
      two: { b: 2, c: 2 },
      all: { a: 0, b: 1, c: 2 },
    });
  });

  it('keep the lines of what they take over, and leading zeros', () => {
    const { value, lineOf } = merged(
      'x: &x\n  a: 012345678901\ny: &y\n  <<: *x\n  b: [1]\nz:\n  <<: *y\n  c: 3\n',
    );
    expect(value).toMatchObject({ z: { a: '012345678901', b: [1], c: 3 } });
    expect(['$.z.a', '$.z.b[0]', '$.z.c', '$.z.d', '$.x.a'].map(lineOf)).toEqual([2, 5, 8, null, 2]);
  });

  it('are keys like any other where they are not asked for, and in quotes', () => {
    expect(read('<<: {a: 1}')).toEqual({ '<<': { a: 1 } });
    expect(merged('"<<": {a: 1}').value).toEqual({ '<<': { a: 1 } });
  });

  it('take over mappings only', () => {
    expect(refusal('a: &a [1]\nb:\n  <<: *a\n')).toBe(
      'a.yml: the merge key "<<" at line 3, column 3 takes over what is no mapping; name a mapping, or a list of mappings, by its alias.',
    );
  });

  it('do not take over what they stand in', () => {
    expect(refusal('a: &a\n  <<: *a\n')).toBe(
      'a.yml: the merge key "<<" at line 2, column 3 stands within the mapping that it takes over; take it out.',
    );
  });

  it('do not multiply what they take over without an end', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const again = Array.from({ length: 10 }, () => `*l${level}`).join(', ');
      return `l${level + 1}: &l${level + 1} {<<: [${again}]}`;
    });
    expect(refusal(['l0: &l0 {a: 1}', ...levels].join('\n'))).toBe(
      'a.yml: the merge key "<<" at line 6, column 10 takes over too much; write the values out.',
    );
  });

  it('stand in exclusions files', () => {
    const text = '<<: {roles: [service-role*], users: [a]}\nusers: [obama]\n';
    const { roles, users } = parseExclusions(merged(text).value);
    expect({ roles, users }).toEqual({ roles: ['service-role*'], users: ['obama'] });
  });
});
