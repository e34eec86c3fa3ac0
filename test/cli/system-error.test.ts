import { expect, test } from 'vitest';
import { unrewritable, unwritable } from '../../src/cli/system-error.js';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ['EACCES', 'a.json: you may not write here; check the permissions of the file and its folder.'],
  ['EROFS', 'a.json: the file system is read-only; copy the file to another one and name that.'],
  ['ENOSPC', 'a.json: the disk is full; free some space and try again.'],
])('where a file cannot be written over, no other place is advised: %s', (code, sentence) => {
  expect(unrewritable('a.json', failure(code))).toMatchObject({ name: 'UsageError', message: sentence });
});

test('where a file cannot be written, another place is', () => {
  expect(unwritable('a.json', failure('EACCES'), '--output-file')).toMatchObject({
    message:
      'a.json: you may not write here; check the permissions or choose another folder with --output-file.',
  });
});
