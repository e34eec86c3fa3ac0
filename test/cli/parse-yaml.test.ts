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
    expect(parseYaml('012345678901', 'a.yml', 'dropped').value).toBe(12345678901);
  });
});
