import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/results-files.md'), 'utf8');
const ACCOUNT = 'examples/account.json';
const REQUEST = JSON.stringify({ request: { principal: '*', action: 's3:GetObject' } });

/** The members in the first table after a command's name, with all that is written as code beside each. */
function documented(command: string): ReadonlyMap<string, readonly string[]> {
  const [, section = ''] = PAGE.split(`\n\`${command}\` prints`);
  const [table = ''] = section.slice(section.indexOf('\n| ')).split('\n\n');
  return new Map(
    [...table.matchAll(/^\| `(\w+)` +\| (.*)$/gm)].map(([, name = '', text = '']) => [
      name,
      [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
    ]),
  );
}

/** What a command prints as JSON. */
function printed(parameters: readonly string[], input = ''): unknown {
  const { stdout } = runCommandLine(ROOT, [...parameters, '--format', 'json'], { input });
  return JSON.parse(stdout);
}

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

function firstOf(value: unknown, member: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const list: unknown = Object.entries(value).find(([name]) => name === member)?.[1];
  return Array.isArray(list) ? list[0] : list;
}

describe('what commands print as JSON is documented', () => {
  test.each([
    ['paths', ['paths', '-i', ACCOUNT], ['paths', 'administrators', 'chokePoints']],
    ['who-can', ['who-can', '-i', ACCOUNT, '--action', 's3:GetObject'], ['results']],
    [
      'diff',
      ['diff', 'examples/policies/passrole-lambda-scoped.yml', 'examples/policies/passrole-lambda.yml'],
      ['subjects'],
    ],
  ])('%s', (command, parameters, lists) => {
    const value = printed(parameters);
    const members = documented(command);
    expect([...members.keys()]).toEqual(keysOf(value));
    for (const list of lists) {
      const told = members.get(list) ?? [];
      expect([list, keysOf(firstOf(value, list)).filter((key) => !told.includes(key))]).toEqual([list, []]);
    }
  });

  test('the steps of paths', () => {
    const hop = firstOf(firstOf(printed(['paths', '-i', ACCOUNT]), 'paths'), 'hops');
    const told = documented('paths').get('paths') ?? [];
    expect(keysOf(hop).length).toBeGreaterThan(0);
    expect(keysOf(hop).filter((key) => !told.includes(key))).toEqual([]);
  });

  test('simulate', () => {
    const value = printed(['simulate', '-'], REQUEST);
    const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [];
    expect([...documented('simulate').keys()]).toEqual(keysOf(first));
  });
});
