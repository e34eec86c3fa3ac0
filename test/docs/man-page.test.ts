import { describe, expect, it } from 'vitest';
import { manPage } from '../../scripts/man-page.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { optionNames } from '../../src/cli/option-names.js';

const page = manPage('1.2.3', '2026-01-31');

describe('the man page', () => {
  it('has a section for every command, with every option', () => {
    const sections = page.split('\n.SS ').slice(1);
    expect(sections.map((section) => /^[a-z\\-]+/.exec(section)?.[0].replaceAll('\\', ''))).toEqual(
      COMMANDS.map(({ name }) => name),
    );
    COMMANDS.forEach(({ options }, index) => {
      const flags = [...(sections[index] ?? '').matchAll(/\\fB(\\-\\-[a-z\\-]+)\\fR/g)].map(([, flag = '']) =>
        flag.replaceAll('\\', ''),
      );
      expect(flags).toEqual(options.map((option) => `--${optionNames(option).long}`));
    });
  });

  it('lets no line of text pass for a request of troff', () => {
    const requests = new Set([...page.matchAll(/^[.'](\S+)/gm)].map(([, name]) => name));
    expect([...requests].sort()).toEqual([
      'B',
      'I',
      'PP',
      'RE',
      'RI',
      'RS',
      'SH',
      'SS',
      'TH',
      'TP',
      'fi',
      'nf',
    ]);
    expect(
      page.startsWith('.TH CLOUDSPLAINING 1 "2026-01-31" "cloudsplaining 1.2.3" "User Commands"\n'),
    ).toBe(true);
  });
});
