import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfiguration } from '../../src/assessment/configuration/parse-configuration.js';
import { configuredOptions } from '../../src/assessment/configuration/configured-options.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { optionDefaults } from '../../src/cli/configuration/option-defaults.js';
import { InputError } from '../../src/policy/input-error.js';
import { catalog } from '../scenarios/policy-scenario.js';

const ROOT = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/configuration.md'), 'utf8');
const example: unknown = parse(/^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '');
// The schema is ours.
const schema = JSON.parse(
  readFileSync(path.join(ROOT, 'src/assessment/configuration.schema.json'), 'utf8'),
) as object;

describe('docs/configuration.md', () => {
  it('shows a file that can be read, with every key', () => {
    const configuration = parseConfiguration(example);
    expect(Object.keys(configuration)).toEqual([
      'options',
      'commands',
      'severities',
      'actions',
      'escalation-paths',
      'suppressions',
      'known-accounts',
      'default-exclusions',
    ]);
    expect(() => configuredOptions(configuration, catalog, undefined)).not.toThrow();
    const scan = COMMANDS.find(({ name }) => name === 'scan');
    expect(
      scan === undefined ? null : [...optionDefaults(configuration, scan, COMMANDS, 'a/cloudsplaining.yml')],
    ).toEqual([
      ['flag-trust-policies', true],
      ['fail-on', 'high'],
      ['skip-open-report', true],
      ['output', path.join('a', 'reports')],
      ['exclusions-file', path.join('a', 'exclusions.yml')],
    ]);
  });

  it('shows a file that the schema accepts', () => {
    const validate = new Ajv({ strict: false }).compile(schema);
    expect([validate(example), validate.errors]).toEqual([true, null]);
  });

  const ownPath = { id: 'own', name: 'Own', actions: ['iam:PassRole'] };
  it.each([
    { supressions: [] },
    { severities: { DataExfiltration: 'urgent' } },
    { suppressions: [{ kind: 'DataExfiltration' }] },
    { suppressions: [{ reason: 'no pattern' }] },
    { suppressions: [{ kind: 'DataExfiltration', reason: '' }] },
    { suppressions: [{ kind: 'DataExfiltration', reason: 'known', expires: '1.2.2027' }] },
    { 'escalation-paths': [{ ...ownPath, actions: [] }] },
    { 'escalation-paths': [{ ...ownPath, link: 'own.example' }] },
  ])('has a schema that refuses %j, as the reader does', (configuration) => {
    expect(new Ajv({ strict: false }).compile(schema)(configuration)).toBe(false);
    expect(() => parseConfiguration(configuration)).toThrow(InputError);
  });

  it('names the commands that read it', () => {
    const named = /These commands read it: (.*)\.\n/.exec(page)?.[1]?.match(/(?<=`)[a-z-]+(?=`)/g);
    expect(named?.sort()).toEqual(
      COMMANDS.filter(({ options }) => options.some(({ namesConfiguration }) => namesConfiguration === true))
        .map(({ name }) => name)
        .sort(),
    );
  });
});
