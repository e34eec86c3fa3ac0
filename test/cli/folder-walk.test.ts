import { describe, expect, test } from 'vitest';
import { FolderWalk } from '../../src/cli/scan-input/folder-walk.js';
import { scanFiles } from '../../src/cli/scan-input/scanned-files.js';
import { unreadable } from '../../src/cli/system-error.js';

describe('a folder that cannot be read', () => {
  test('is kept with what the system said', async () => {
    const walk = new FolderWalk('/no-such-folder');
    const error = await new Promise((resolve) => {
      walk.readdir('/no-such-folder/below', { withFileTypes: true }, resolve);
    });
    expect(error).toMatchObject({ code: 'ENOENT' });
    expect([...walk.faults]).toEqual([['below', error]]);
  });

  test('counts as a file that was not read', async () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const path = 'policies/closed';
    expect(await scanFiles([{ path, isNamed: false, fault: unreadable(path, denied) }])).toEqual({
      parts: [],
      notAssessed: [{ what: 'file', where: path, reason: 'you may not read this; check its permissions' }],
      broken: 1,
      taken: [path],
    });
  });
});
