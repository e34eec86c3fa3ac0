import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';

const ROOT = path.join(import.meta.dirname, '../..');
const EXAMPLE = /```sh\ncloudsplaining (scan-files examples\/\S+)\n```\n\n```text\n([\s\S]*?)```/;

test('the page on infrastructure as code shows what the command prints', () => {
  const page = readFileSync(path.join(ROOT, 'docs/infrastructure-as-code.md'), 'utf8');
  const [, command = '', printed = ''] = EXAMPLE.exec(page) ?? [];
  expect(runCommandLine(ROOT, command.split(' ')).stdout).toBe(printed);
});
