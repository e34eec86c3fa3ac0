import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMAT_LIST } from '../../../src/output/format-list.generated.js';
import { OUTPUT_FORMATS } from '../../../src/output/formats.generated.js';
import { findingsChunks } from '../../../src/output/findings.js';
import { contentTypeOf } from '../../../src/scanning/destination.js';
import { parsedCsv } from './parsed-csv.js';
import { exampleAssessment, fullAssessment, written } from './format-fixtures.js';

describe('every format', () => {
  it('is known without its code as with it', () => {
    expect(FORMAT_LIST.map(({ id }) => id)).toEqual(OUTPUT_FORMATS.map(({ id }) => id));
  });

  it('has endings and content types of its own', () => {
    const endings = FORMAT_LIST.map(({ ending }) => ending);
    expect(new Set(endings).size).toBe(endings.length);
    for (const { ending, contentType } of FORMAT_LIST)
      expect(contentTypeOf(`account.${ending}`)).toBe(contentType);
    expect(contentTypeOf('account.json')).toBe('application/json');
    expect(contentTypeOf('account.x')).toBe('application/octet-stream');
  });

  it('gives the same text for the same assessment', async () => {
    const assessment = fullAssessment();
    for (const { id } of FORMAT_LIST)
      expect(await written(id, assessment)).toBe(await written(id, assessment));
  });

  it('stands in the table of the documentation', () => {
    const page = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z]+)` +\| (.*?) +\| `([^`]+)` +\| `([^`]+)` +\|$/gm)].map(
      ([, id, title, ending, contentType]) => ({ id, title, ending, contentType }),
    );
    expect(rows).toEqual(
      FORMAT_LIST.map(({ id, title, ending, contentType }) => ({ id, title, ending, contentType })),
    );
  });
});

describe('json', () => {
  it('is what JSON.stringify gives', async () => {
    const assessment = fullAssessment();
    expect(await written('json', assessment)).toBe(`${JSON.stringify(assessment)}\n`);
  });
});

describe('html', () => {
  it('is the report, with the findings in it', async () => {
    const assessment = exampleAssessment();
    const page = await written('html', assessment);
    const [, data = ''] = /id="assessment-data">([^<]*)</.exec(page) ?? [];
    expect(gunzipSync(Buffer.from(data, 'base64')).toString()).toBe([...findingsChunks(assessment)].join(''));
  });
});

describe('csv', () => {
  it('begins with the mark by which spreadsheets know UTF-8 where it is not all ASCII', async () => {
    const assessment = exampleAssessment();
    expect((await written('csv', assessment)).slice(0, 8)).toBe('Finding,');
    const [finding] = assessment.findings;
    const decision = {
      finding: finding?.id ?? '',
      status: 'accepted' as const,
      owner: 'Jürgen',
      note: '',
      decidedAt: '2026-11-24T10:00:00Z',
      description: '',
    };
    const triage = { decisions: [decision], unmatched: [] };
    expect((await written('csv', { ...assessment, triage })).slice(0, 9)).toBe('\ufeffFinding,');
  });

  it('has a line for each finding and a column for the change only where there is one', async () => {
    const plain = parsedCsv(await written('csv', exampleAssessment()));
    expect(plain.length).toBe(exampleAssessment().findings.length + 1);
    expect(plain[0]?.at(-1)).toBe('Decided at');
    const assessment = fullAssessment();
    const [head, ...rows] = parsedCsv(await written('csv', assessment));
    expect(head?.at(-1)).toBe('Since the baseline');
    const changes = rows.map((row) => row.at(-1));
    const count = (change: string) => changes.filter((each) => each === change).length;
    expect([count('new'), count('fixed'), count('unchanged') > 10, count('') > 10]).toEqual([
      1,
      1,
      true,
      true,
    ]);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([head?.length]));
  });
});
