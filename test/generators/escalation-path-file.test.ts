import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ESCALATION_PATH, escalationPathLine } from '../../scripts/escalation-path-file.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGE = readFileSync(path.join(ROOT, 'docs/adding-an-escalation-path.md'), 'utf8');
const SOUND = readFileSync(path.join(ROOT, 'src/escalation/paths/lambda-001.json'), 'utf8');

describe('the file of an escalation path', () => {
  it('goes on one line', () => {
    expect(JSON.parse(escalationPathLine('lambda-001', SOUND))).toEqual(JSON.parse(SOUND));
  });

  it('is refused by its name where it is no JSON', () => {
    expect(() => escalationPathLine('lambda-001', SOUND.replace('null,', 'null,,'))).toThrow(
      /^src\/escalation\/paths\/lambda-001\.json: this is not JSON: ./,
    );
  });

  it.each<[string, (path: Record<string, unknown>) => void, string]>([
    [
      'a misspelt member',
      (each) => {
        each['helpfullActions'] = [];
      },
      'the file: Unrecognized key: "helpfullActions"',
    ],
    [
      'a member that is missing',
      (each) => {
        delete each['needs'];
      },
      'needs: Invalid input: expected record, received undefined',
    ],
    [
      'a category that is none',
      (each) => {
        each['category'] = 'escalation';
      },
      'category: Invalid option: expected one of "self-escalation"|"principal-access"|"new-passrole"|"existing-passrole"',
    ],
    [
      'an action without its service',
      (each) => {
        each['requiredActions'] = ['iam:PassRole', 'CreateFunction'];
      },
      'requiredActions.1: write service:Action',
    ],
    [
      'another id than its name',
      (each) => {
        each['id'] = 'lambda-1';
      },
      "id: must be the file's name, lambda-001",
    ],
  ])('is refused by its name for %s', (_what, change, fault) => {
    // The file is an object, as the test above holds.
    const changed = JSON.parse(SOUND) as Record<string, unknown>;
    change(changed);
    expect(() => escalationPathLine('lambda-001', JSON.stringify(changed))).toThrow(
      `src/escalation/paths/lambda-001.json: ${fault}`,
    );
  });
});

describe('the page on adding an escalation path', () => {
  it('names every member, and every value that some of them may have', () => {
    const { category, status, target } = ESCALATION_PATH.shape;
    const words = [
      ...Object.keys(ESCALATION_PATH.shape),
      ...category.options,
      ...status.options,
      ...target.options,
    ];
    expect(words.filter((word) => !PAGE.includes(`\`${word}\``))).toEqual([]);
  });
});

test('paths need and use actions that the catalogue knows', () => {
  const catalog = loadCatalog();
  const named = ESCALATION_PATHS.flatMap(({ requiredActions, helpfulActions }) => [
    ...requiredActions,
    ...helpfulActions,
  ]);
  expect(
    [...new Set(named)].filter((name) => {
      const index = catalog.actionIndex(name);
      return index === undefined || catalog.actionName(index) !== name;
    }),
  ).toEqual([]);
});
