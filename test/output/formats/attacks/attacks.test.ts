import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { XMLParser } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../../src/assessment/assessment.js';
import { FORMAT_LIST } from '../../../../src/output/format-list.generated.js';
import { policyScanNotes, policyScanText } from '../../../../src/output/policy-text.js';
import { jsonLines, written } from '../format-fixtures.js';
import { faultsBy } from '../json-schema.js';
import { parsedCsv } from '../parsed-csv.js';
import { findingsOfRequest, first, placeOf, type SarifLog } from '../written-shapes.js';
import { xmlFault } from '../xml-faults.js';
import { HOSTILE_TEXTS, hostileAssessment } from './hostile-assessment.js';

const assessments = new Map<string, Assessment>();
function assessmentOf(what: string): Assessment {
  let known = assessments.get(what);
  if (known === undefined) assessments.set(what, (known = hostileAssessment(HOSTILE_TEXTS[what] ?? '')));
  return known;
}
const ALL = Object.keys(HOSTILE_TEXTS);

/** Text that reaches a reader's eye, or a terminal, must hold none of these, but for the ends of our own lines. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe.each(ALL)('%s', (what) => {
  it('is well-formed text in every format, without anything hidden', async () => {
    // The report has tests of its own, in a browser.
    for (const { id } of FORMAT_LIST.filter((format) => format.id !== 'html')) {
      const text = await written(id, assessmentOf(what));
      expect(`${id} ${Buffer.from(text).toString() === text}`).toBe(`${id} true`);
      // JSON spells controls out by itself, and CSV is looked at cell by cell.
      if (['junit', 'markdown'].includes(id)) expect(HIDDEN.exec(text)?.[0] ?? '').toBe('');
    }
  });

  it('starts no formula in CSV, and stays in its cell', async () => {
    const assessment = assessmentOf(what);
    const rows = parsedCsv(await written('csv', assessment));
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    expect(rows.length).toBe(1 + assessment.findings.length + (assessment.trend?.fixedFindings?.length ?? 0));
    // Ends of lines and tabs may stand in cells, as people write them in notes.
    expect(rows.flat().filter((cell) => HIDDEN.test(cell.replaceAll('\t', '')))).toEqual([]);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
  });

  it('is text in XML', async () => {
    const text = await written('junit', assessmentOf(what));
    expect(xmlFault(text)).toBeNull();
    expect(
      text.match(/<(?!\/?(?:testsuites?|testcase|failure|skipped)\b|\?xml version="1\.0" encoding)/g),
    ).toBeNull();
    expect(text.match(/&(?!(?:amp|lt|gt|quot|apos);)/g)).toBeNull();
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(text) as object;
    expect(Object.keys(parsed)).toEqual(['?xml', 'testsuites']);
  });

  it('is text in Markdown', async () => {
    const text = await written('markdown', assessmentOf(what), {
      sourceAddress: 'https://github.com/o/r/blob/0123',
    });
    expect(text.length).toBeLessThan(65_536);
    const page = await marked.parse(text, { gfm: true });
    // Nothing but what we write ourselves comes out, whatever a sanitiser would make of it.
    const tags = new Set(
      [...page.matchAll(/<(\/?[a-z][a-z0-9]*)/gi)].map(([, tag]) => tag?.replace('/', '')),
    );
    const ours = [
      'a',
      'blockquote',
      'code',
      'details',
      'em',
      'h2',
      'h3',
      'li',
      'p',
      'pre',
      'strong',
      'summary',
      'table',
      'tbody',
      'td',
      'th',
      'thead',
      'tr',
      'ul',
    ].filter((tag) => tag !== 'blockquote');
    expect([...tags].filter((tag) => !ours.includes(tag ?? ''))).toEqual([]);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
    expect(
      links.filter((link) => link?.startsWith('https://github.com/o/r/blob/0123/infra/') !== true),
    ).toEqual([]);
    expect(page.match(/<!--(?! cloudsplaining -->)/g)).toBeNull();
    expect(page.match(/\son[a-z]+=(?=[^<]*>)/g)).toBeNull();
    // Every table keeps its columns, and everything that is folded is unfolded again.
    expect((page.match(/<details>/g) ?? []).length).toBe((page.match(/<\/details>/g) ?? []).length);
    // GitHub takes names for mentions where they do not stand in code.
    const outside = page.replace(/<pre>[\s\S]*?<\/pre>|<code[^>]*>[\s\S]*?<\/code>/g, '');
    expect(sanitizeHtml(outside, { allowedTags: [], allowedAttributes: {} })).not.toMatch(
      /@|evil|alert|calc|octo|javascript/,
    );
  });

  it('is no link in SARIF, and keeps to the schema', async () => {
    const text = await written('sarif', assessmentOf(what), {
      sourceFile: `${HOSTILE_TEXTS[what] ?? ''}.json`,
    });
    const log = JSON.parse(text) as SarifLog;
    expect(sarifFaults(log)).toEqual([]);
    const messages = first(log.runs).results.map(({ message }) => message.text);
    expect(messages.filter((message) => message.includes(']('))).toEqual([]);
    expect(messages.filter((message) => HIDDEN.test(message) || message.length > 1000)).toEqual([]);
    const uris = first(log.runs).results.map((result) => placeOf(result).artifactLocation.uri);
    expect(uris.filter((uri) => !/^[\w.~!*'()/%-]+$/.test(uri))).toEqual([]);
  });

  it('keeps to the schemas and limits of Security Hub and OCSF', async () => {
    const requests = jsonLines(await written('asff', assessmentOf(what)));
    const findings = requests.flatMap((request) => findingsOfRequest(JSON.stringify(request)));
    expect(findings.flatMap(asffFaults)).toEqual([]);
    expect(findings.every((finding) => Buffer.byteLength(JSON.stringify(finding)) < 240 * 1024)).toBe(true);
    const events = jsonLines(await written('ocsf', assessmentOf(what)));
    expect(events.flatMap(ocsfFaults)).toEqual([]);
    for (const line of [...findings, ...events])
      expect(HIDDEN.exec(textsIn(line).join('\n'))?.[0] ?? '').toBe('');
  });

  it('is one harmless line on a terminal', () => {
    const assessment = assessmentOf(what);
    for (const text of [policyScanText(assessment), policyScanNotes(assessment)])
      expect(HIDDEN.exec(text)?.[0] ?? '').toBe('');
  });
});

describe('a partition that is none', () => {
  it.each(['asff', 'ocsf'])('acts on no terminal that %s is looked at in', async (id) => {
    const assessment = assessmentOf('a script');
    const account = { ...assessment.account, partition: 'aws\u202e\u009b31m' };
    const text = await written(id, { ...assessment, account });
    expect(HIDDEN.exec(text.replaceAll('\n', ''))?.[0] ?? '').toBe('');
    expect(text).toContain('aws\\u202e\\u009b31m');
  });
});

const asffFaults = faultsBy('asff-finding');
const ocsfFaults = faultsBy('ocsf-detection-finding');
const sarifFaults = sarifSchema();

function sarifSchema(): (log: unknown) => unknown {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (log) => (validate(log) ? [] : validate.errors);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
