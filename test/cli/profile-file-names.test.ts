import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProfileFileNames } from '../../src/cli/profile-file-names.js';

test.each([
  ['prod', 'prod'],
  ['team/test', 'team_test'],
  ['../../etc/passwd', '_._.._etc_passwd'],
  ['.hidden', '_hidden'],
  ['-o', '_o'],
  ['Ünïcode 東京', 'Ünïcode_東京'],
  ['a\u001b[2Jb', 'a_[2Jb'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['', '_'],
  ['x'.repeat(300), 'x'.repeat(200)],
  ['東'.repeat(100), '東'.repeat(66)],
])('the file of profile %j is %j', (profile, name) => {
  expect(new ProfileFileNames().fileNameOf(profile)).toBe(name);
});

test('no two profiles share a file, nor a file that is meant for something else', () => {
  const names = new ProfileFileNames(['organization']);
  const profiles = ['a/b', 'a_b', 'A_B', 'a/b-2', 'Organization'];
  expect(profiles.map((profile) => names.fileNameOf(profile))).toEqual([
    'a_b',
    'a_b-2',
    'A_B-3',
    'a_b-2-2',
    'Organization-2',
  ]);
});

test('any names give different files within the folder', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 120 })), (profiles) => {
      const names = new ProfileFileNames();
      const files = profiles.map((profile) => names.fileNameOf(profile));
      expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(profiles.length);
      // oxlint-disable-next-line no-control-regex
      for (const file of files) expect(file).toMatch(/^[^./\\\0-\x1f-][^/\\\0-\x1f]*$/u);
    }),
  );
});
