import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError, loadCatalog, scanInfrastructure, type InfrastructureFile } from '../../src/index.js';
import { findingLines } from './fixture-findings.js';

const catalog = loadCatalog();
const FIXTURES = join(import.meta.dirname, 'fixtures');
const fromFixture = (folder: string, ...paths: readonly string[]): readonly InfrastructureFile[] =>
  paths.map((path) => ({ path, text: readFileSync(join(FIXTURES, folder, path), 'utf8') }));
const expected = (
  folder: string,
): { readonly findings: readonly string[]; readonly notes: readonly string[] } =>
  JSON.parse(readFileSync(join(FIXTURES, folder, 'expected.json'), 'utf8'));

describe('texts of files', () => {
  it.each([
    ['template-nested-stacks', ['main.yaml', 'stacks/roles.yaml', 'stacks/twice.yaml', 'stacks/users.yaml']],
    [
      'cdk-out',
      [
        'cdk.out/App.template.json',
        'cdk.out/Data.template.json',
        'cdk.out/DataNested1234.nested.template.json',
        'cdk.out/assembly-Prod/Prod.template.json',
        'cdk.out/assembly-Prod/manifest.json',
        'cdk.out/manifest.json',
        'cdk.out/tree.json',
      ],
    ],
  ])('are assessed as the files of %s are', async (folder, paths) => {
    const assessment = await scanInfrastructure(fromFixture(folder, ...paths), { catalog });
    expect(findingLines(assessment)).toEqual(expected(folder).findings);
    expect(assessment.notes).toEqual(expected(folder).notes);
  });

  it('are in the account that is named', async () => {
    const files = fromFixture('template-imports', 'base.yaml');
    const { account, notes, name } = await scanInfrastructure(files, {
      catalog,
      name: 'base',
      accountId: '111122223333',
    });
    expect([account.id, name, notes]).toEqual(['111122223333', 'base', []]);
    await expect(scanInfrastructure(files, { catalog, accountId: '1111-2222-3333' })).rejects.toThrow(
      InputError,
    );
  });

  it('that cannot be read, or hold nothing, are listed', async () => {
    const { findings, notAssessed } = await scanInfrastructure(
      [
        { path: 'a.json', text: '{' },
        { path: 'b.yaml', text: 'a: 1' },
        {
          path: 'c\\d.json',
          text: '{"Statement": [{"Effect": "Allow", "Action": "s3:PutBucketAcl", "Resource": "*"}]}',
        },
      ],
      { catalog },
    );
    expect(findings.map(({ kind }) => kind)).toEqual(['ResourceExposure', 'InfrastructureModification']);
    expect(notAssessed.map(({ where, reason }) => [where, reason])).toEqual([
      ['a.json', 'the JSON ends too early, at line 1, column 2; the file is cut off'],
      [
        'b.yaml',
        'this is no policy, no Terraform plan or state as terraform show -json prints it, and no CloudFormation template',
      ],
    ]);
  });

  it('may be none', async () => {
    const { findings, policies, account } = await scanInfrastructure([], { catalog });
    expect([findings, policies, account.id]).toEqual([[], [], null]);
  });
});

describe('a plan with several providers of AWS', () => {
  const arn = (account: string) => ({ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } });
  const notesOf = async (...expressions: readonly unknown[]) => {
    const providers = expressions.map((each, number) => {
      const alias = number === 0 ? 'aws' : `aws.other${number}`;
      return [alias, { name: 'aws', expressions: each }] as const;
    });
    const plan = {
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: { root_module: {} },
      configuration: {
        provider_config: { ...Object.fromEntries(providers), random: { name: 'random' } },
        root_module: {},
      },
    };
    const files = [{ path: 'plan.json', text: JSON.stringify(plan) }];
    return (await scanInfrastructure(files, { catalog, accountId: '111122223333' })).notes;
  };

  it('says so where they have credentials of their own', async () => {
    const others = [{}, { assume_role: [arn('444455556666')] }];
    expect(await notesOf(...others)).toEqual([
      'plan.json: providers of AWS have credentials of their own (aws, aws.other1), and all that they make counts as of one account: give a plan for each account.',
    ]);
  });

  it.each([
    ['one', [{ assume_role: [arn('444455556666')] }]],
    ['regions', [{ region: { constant_value: 'eu-west-1' } }, { region: { constant_value: 'us-east-1' } }]],
    ['the same role', [{ assume_role: [arn('444455556666')] }, { assume_role: [arn('444455556666')] }]],
  ])('needs no note where they differ by nothing of the kind: %s', async (_, expressions) => {
    expect(await notesOf(...expressions)).toEqual([]);
  });
});
