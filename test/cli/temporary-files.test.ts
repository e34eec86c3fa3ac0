import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeUnfinishedFiles, TemporaryFiles } from '../../src/cli/temporary-files.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const pathOf = (name: string) => join(workspace.path, name);

describe('a file on its way', () => {
  test('has a name of its own until it is complete, then takes its place', () => {
    workspace.write({ 'a.txt': 'old' });
    const file = new TemporaryFiles().begin(pathOf('a.txt'));
    file.write('new');
    expect(readdirSync(workspace.path)).toEqual([`.a.txt.${process.pid}.part`, 'a.txt']);
    file.complete();
    expect(readFileSync(pathOf('a.txt'), 'utf8')).toBe('old');
    file.commit();
    expect(readdirSync(workspace.path)).toEqual(['a.txt']);
    expect(readFileSync(pathOf('a.txt'), 'utf8')).toBe('new');
  });

  test.runIf(process.platform !== 'win32')('does not follow a link that somebody put in its place', () => {
    workspace.write({ precious: 'kept' });
    symlinkSync(pathOf('precious'), pathOf(`.a.txt.${process.pid}.part`));
    const file = new TemporaryFiles().begin(pathOf('a.txt'));
    file.write('new');
    file.complete();
    file.commit();
    expect(readFileSync(pathOf('precious'), 'utf8')).toBe('kept');
    expect(readFileSync(pathOf('a.txt'), 'utf8')).toBe('new');
  });

  test('is written whole, however much it is', () => {
    const file = new TemporaryFiles().begin(pathOf('a.txt'));
    const pieces = Array.from({ length: 40 }, (_, index) => `${index}é`.repeat(10_000));
    for (const piece of pieces) file.write(piece);
    file.complete();
    file.commit();
    expect(readFileSync(pathOf('a.txt'), 'utf8')).toBe(pieces.join(''));
  });

  test('makes its folder', () => {
    const file = new TemporaryFiles().begin(pathOf('one/two/a.txt'));
    file.complete();
    file.commit();
    expect(readdirSync(pathOf('one/two'))).toEqual(['a.txt']);
  });
});

describe('a folder that cannot be made', () => {
  // On /proc the system says that there is no such folder, however often it is asked to make it.
  test.runIf(existsSync('/proc/self'))('is refused', () => {
    expect(() => new TemporaryFiles().begin('/proc/no-such-folder/deeper/a.txt')).toThrow(
      '/proc/no-such-folder: this folder cannot be made; choose another with --output.',
    );
  });

  test('is refused where a file stands in its place', () => {
    workspace.write({ file: '' });
    expect(() => new TemporaryFiles().begin(pathOf('file/a.txt'))).toThrow(
      `${pathOf('file')}: this is a file, not a directory; choose another folder with --output.`,
    );
  });
});

describe('files that are not complete', () => {
  test('are removed, those that are complete stay', () => {
    const files = new TemporaryFiles();
    const [first, second] = [files.begin(pathOf('a.txt')), files.begin(pathOf('b.txt'))];
    files.begin(pathOf('c.txt')).write('x');
    first.complete();
    first.commit();
    second.complete();
    files.discard();
    files.discard();
    expect(readdirSync(workspace.path)).toEqual(['a.txt']);
  });

  test('are guarded from the first that begins to the last that ends', () => {
    const calls: string[] = [];
    const files = new TemporaryFiles({ begin: () => calls.push('begin'), end: () => calls.push('end') });
    const [first, second] = [files.begin(pathOf('a.txt')), files.begin(pathOf('b.txt'))];
    for (const file of [first, second]) file.complete();
    first.commit();
    expect(calls).toEqual(['begin']);
    second.commit();
    expect(calls).toEqual(['begin', 'end']);
    files.begin(pathOf('c.txt'));
    files.discard();
    expect(calls).toEqual(['begin', 'end', 'begin', 'end']);
  });
});

describe('files that another process left', () => {
  test('are removed where it is gone, and stay where it is there', () => {
    const gone = spawnSync(process.execPath, ['--eval', '']).pid;
    workspace.write({
      [`.a.json.${gone}.part`]: '',
      [`.b.json.${process.ppid}.part`]: '',
      [`.c.json.${process.pid}.part`]: '',
      '.notes.part': '',
      'd.json.1.part': '',
    });
    removeUnfinishedFiles(workspace.path);
    expect(readdirSync(workspace.path).sort()).toEqual(
      [`.b.json.${process.ppid}.part`, '.notes.part', 'd.json.1.part'].sort(),
    );
  });
});

describe('what stands in the way', () => {
  test('a directory of the same name', () => {
    mkdirSync(pathOf('a.txt'));
    expect(() => new TemporaryFiles().begin(pathOf('a.txt'))).toThrow(
      `${pathOf('a.txt')}: there is a directory of this name; move it away or choose another folder with --output.`,
    );
    expect(readdirSync(workspace.path)).toEqual(['a.txt']);
  });

  test('a file where the folder should be', () => {
    workspace.write({ folder: '' });
    expect(() => new TemporaryFiles().begin(pathOf('folder/a.txt'))).toThrow(
      `${pathOf('folder')}: this is a file, not a directory; choose another folder with --output.`,
    );
  });

  test('a name that is too long', () => {
    const path = pathOf(`${'x'.repeat(250)}.txt`);
    expect(() => new TemporaryFiles().begin(path)).toThrow(
      `${path}: this name is too long; choose a shorter one.`,
    );
  });
});
