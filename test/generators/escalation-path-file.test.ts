import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ESCALATION_PATH, escalationPathIndex } from '../../scripts/escalation-path-file.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGE = readFileSync(path.join(ROOT, 'docs/adding-an-escalation-path.md'), 'utf8');
const SOUND = readFileSync(path.join(ROOT, 'src/escalation/paths/lambda-001.json'), 'utf8');

/** The index of `lambda-001` and of another path that was made of it. */
function indexWith(change: (path: Record<string, unknown>) => void): string {
  // The file is an object, as the first test holds.
  const other = JSON.parse(SOUND) as Record<string, unknown>;
  Object.assign(other, { id: 'own-001', name: 'Another name', legacyName: null, legacyOrder: null });
  change(other);
  return escalationPathIndex([
    ['lambda-001', SOUND],
    ['own-001', JSON.stringify(other)],
  ]);
}

describe('the file of an escalation path', () => {
  it('goes on one line of the index', () => {
    const index = indexWith((other) => Object.assign(other, { variantOf: 'lambda-001' }));
    expect(JSON.parse(index)).toMatchObject([JSON.parse(SOUND), { id: 'own-001', variantOf: 'lambda-001' }]);
    expect(index.split('\n')).toHaveLength(5);
  });

  it.each([
    ['variantOf', 'lambda-999', 'must be the id of another path, not lambda-999'],
    ['variantOf', 'own-001', 'must be the id of another path, not own-001'],
    ['sameActionsAs', 'lambda-1', 'must be the id of another path, not lambda-1'],
    ['name', JSON.parse(SOUND).name, 'is that of lambda-001'],
    ['legacyName', JSON.parse(SOUND).legacyName, 'is that of lambda-001'],
    ['legacyOrder', JSON.parse(SOUND).legacyOrder, 'is that of lambda-001'],
  ])('is refused by its name for %s %s', (member, value, fault) => {
    expect(() => indexWith((other) => Object.assign(other, { [member]: value }))).toThrow(
      `src/escalation/paths/own-001.json: ${member}: ${fault}`,
    );
  });

  it('is refused by its name where it is no JSON', () => {
    expect(() => escalationPathIndex([['lambda-001', SOUND.replace('null,', 'null,,')]])).toThrow(
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
    expect(() => escalationPathIndex([['lambda-001', JSON.stringify(changed)]])).toThrow(
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
