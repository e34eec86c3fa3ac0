import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanPolicy } from '../../src/assessment/scan-policy.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { parseCatalog } from '../../src/catalog/parse-catalog.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const saved = fileURLToPath(new URL('./service-reference', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-catalog-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `npm run build:catalog` without npm. */
function buildCatalog(...parameters: readonly string[]) {
  return spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'scripts/build-catalog.ts'), ...parameters],
    { cwd: root, encoding: 'utf8' },
  );
}

function actionsOf(catalog: Catalog): readonly (readonly unknown[])[] {
  return catalog.all.indexes().map((action) => {
    const { required, optional } = catalog.requirement(action);
    const named = (types: readonly number[]) => types.map((type) => catalog.resourceTypes[type]?.name);
    return [catalog.actionName(action), catalog.accessLevel(action), named(required), named(optional)];
  });
}

describe('a catalogue made from the Service Reference', () => {
  it('holds its actions; what it leaves out comes from the package', () => {
    const run = buildCatalog('--service-reference', saved, '--output', folder);
    expect(run.stderr).toBe('');
    expect(readdirSync(folder).sort()).toEqual(['details.json.br', 'index.json']);

    const catalog = parseCatalog(readFileSync(join(folder, 'index.json'), 'utf8'));
    expect(catalog.source).toBe("AWS's Service Reference");
    expect(run.stdout).toBe(`Catalogue of ${catalog.date} (AWS's Service Reference) written to ${folder}\n`);
    expect(catalog.services.map(({ prefix, name }) => [prefix, name])).toEqual([
      ['sqs', 'Amazon SQS'],
      ['zz-novel', 'zz-novel'],
    ]);
    expect(actionsOf(catalog)).toEqual([
      ['sqs:AddPermission', 'Permissions management', ['queue'], []],
      ['sqs:ListQueues', 'List', [], []],
      ['sqs:SendMessage', 'Write', ['queue'], []],
      ['sqs:TeleportQueue', 'Tagging', [], ['queue']],
      ['zz-novel:DoSomething', 'Read', [], []],
    ]);
    expect(catalog.resourceTypes).toEqual([
      { service: 'sqs', name: 'queue', template: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}' },
    ]);
  });

  it('knows every form of the ARNs of a type, and loses no action over a type that is not described', () => {
    const forms = ['one', 'two'].map(
      (form) => `arn:\${Partition}:zz-novel:\${Region}:\${Account}:${form}/\${Name}`,
    );
    const annotations = { Properties: { IsWrite: true } };
    const action = (name: string, ...types: readonly string[]) => ({
      Name: name,
      Annotations: annotations,
      Resources: types.map((type) => ({ Name: type })),
    });
    const saved = {
      Name: 'zz-novel',
      Actions: [action('DeleteThing', 'thing'), action('EraseOther', 'Other', 'other')],
      Resources: [{ Name: 'thing', ARNFormats: forms }],
    };
    writeFileSync(join(folder, 'zz-novel.json'), JSON.stringify(saved));
    expect(buildCatalog('--service-reference', folder, '--output', join(folder, 'out')).stderr).toBe('');
    const catalog = parseCatalog(readFileSync(join(folder, 'out/index.json'), 'utf8'));
    expect(catalog.resourceTypes.map(({ name, template }) => [name, template])).toEqual([
      ['thing', forms[0]],
      ['thing', forms[1]],
      ['other', '*'],
    ]);
    const found = (Action: string, Resource: string) =>
      scanPolicy({ Statement: { Effect: 'Allow', Action, Resource } }, { catalog }).findings.map(
        ({ kind, reach }) => [kind, reach],
      );
    const unrestricted = [['InfrastructureModification', 'unrestricted']];
    const scoped = [['InfrastructureModification', 'scoped']];
    expect(found('zz-novel:DeleteThing', '*')).toEqual(unrestricted);
    for (const form of ['one', 'two'])
      expect(found('zz-novel:DeleteThing', `arn:aws:zz-novel:eu-west-1:111122223333:${form}/a`)).toEqual(
        scoped,
      );
    expect(found('zz-novel:EraseOther', '*')).toEqual(unrestricted);
  });

  it('is refused in one sentence for a folder that is not there', () => {
    const gone = join(folder, 'gone');
    const run = buildCatalog('--service-reference', gone, '--output', join(folder, 'out'));
    expect([run.status, run.stdout, run.stderr]).toEqual([
      2,
      '',
      `build:catalog: ${gone} is no folder that can be read; name the one with the saved files.\n`,
    ]);
  });

  it('is refused in one sentence for a folder without any', () => {
    const run = buildCatalog('--service-reference', folder, '--output', join(folder, 'out'));
    expect([run.status, run.stdout, run.stderr]).toEqual([
      2,
      '',
      `build:catalog: ${folder} holds no file of AWS's Service Reference; save one JSON file a service there.\n`,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused with the names of two files of one service', () => {
    const twice = join(folder, 'saved');
    cpSync(saved, twice, { recursive: true });
    cpSync(join(twice, 'sqs.json'), join(twice, 'sqs (1).json'));
    const run = buildCatalog('--service-reference', twice, '--output', join(folder, 'out'));
    expect([run.status, run.stdout, run.stderr]).toEqual([
      2,
      '',
      `build:catalog: ${join(twice, 'sqs.json')} is of the service sqs, as is sqs (1).json; take one of them out of the folder.\n`,
    ]);
    expect(readdirSync(folder)).toEqual(['saved']);
  });

  // Left out in silence, the catalogue would lack its actions and no risk in them would be found.
  it.each([
    [
      'of no service',
      '{"Name": "sqs", "Actions": "none"}',
      /^is no file of AWS's Service Reference: Actions: .+; save it anew, or take it out of the folder\.\n$/,
    ],
    ['cut short', '{"Name": "sqs", "Act', /^is no JSON; save it anew\.\n$/],
  ])('is refused with the name of a file that is %s', (_, text, reason) => {
    const broken = join(folder, 'saved');
    cpSync(saved, broken, { recursive: true });
    writeFileSync(join(broken, 'sqs.json'), text);
    const run = buildCatalog('--service-reference', broken, '--output', join(folder, 'out'));
    expect([run.status, run.stdout]).toEqual([2, '']);
    const beginning = `build:catalog: ${join(broken, 'sqs.json')} `;
    expect(run.stderr.slice(0, beginning.length)).toBe(beginning);
    expect(run.stderr.slice(beginning.length)).toMatch(reason);
    expect(readdirSync(folder)).toEqual(['saved']);
  });
});
