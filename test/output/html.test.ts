import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { ICON_LINK } from '../../src/output/html-icon.js';
import { htmlReport, renderHtml } from '../../src/output/html.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { HOSTILE_NAME } from '../report-app/fixture-names.js';

const app = { script: 'document.title="a";', style: 'body{margin:0}' };

function compress(json: string): Promise<Uint8Array> {
  return Promise.resolve(gzipSync(json));
}

describe('the HTML report', () => {
  it('allows exactly its own script and style', () => {
    const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const { before, after } = htmlReport(fixtureAssessment(), app);
    expect(before).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(app.script)}; ` +
        `style-src ${hashOf(app.style)}; img-src data:; base-uri 'none'; form-action 'none'">`,
    );
    expect(before).toContain(`<style>${app.style}</style>`);
    expect(after).toBe(`</script>\n<script>${app.script}</script>\n</body>\n</html>\n`);
  });

  it('carries the bulk of its script packed, and allows it by the hash of its text', () => {
    const program = { packed: 'H4sIAAAA', hash: 'aGFzaA==' };
    const { before, after } = htmlReport(fixtureAssessment(), { ...app, program });
    expect(before).toContain(`' 'sha256-aGFzaA=='; style-src 'sha256-`);
    expect(after).toBe(
      `</script>\n<script type="application/octet-stream;base64" id="report-app">H4sIAAAA</script>\n` +
        `<script>${app.script}</script>\n</body>\n</html>\n`,
    );
  });

  it('holds no style attribute, no event handler and no address but that of its icon', () => {
    const { before } = htmlReport(fixtureAssessment(), app);
    const tags = before.match(/<[a-z][^>]*>/g) ?? [];
    expect(tags.filter((tag) => /\s(style|on\w+|src)=/.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\shref=/.test(tag))).toEqual([ICON_LINK]);
    expect(ICON_LINK).toMatch(/^<link rel="icon" href="data:image\/svg\+xml,%3Csvg [^"#<>]*%3C\/svg%3E">$/);
  });

  it('lists in its plain summary what was fixed', () => {
    const none = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
    const [kind] = fixtureAssessment().kinds;
    const trend = {
      since: '2026-11-01T10:00:00.000Z',
      new: none,
      fixed: { ...none, high: 1 },
      unchanged: none,
      newFindings: [],
      fixedFindings: [{ id: 'gone', severity: 'high', kind: kind?.id ?? '', on: 'policy', name: 'old <b>' }],
      sameOptions: true,
    } as const;
    const { before } = htmlReport({ ...fixtureAssessment(), trend }, app);
    expect(before).toContain(`<h2>Fixed</h2><ul><li>High: ${kind?.title}: old &lt;b&gt;</li></ul>`);
  });

  it('escapes every name', () => {
    const { before } = htmlReport({ ...fixtureAssessment(), name: HOSTILE_NAME }, app);
    expect(before).not.toContain('<img');
    expect(before).not.toContain('\u2028');
    expect(before).not.toContain('\u202E');
    expect(before.match(/<script/g)).toHaveLength(1);
    expect(before.match(/<\/(script|style|title)>/g)).toEqual(['</title>', '</style>']);
    expect(before).toContain('&lt;/script&gt;&lt;/style&gt;&lt;/title&gt;&lt;img src=x onerror=&quot;');
    expect(before).toContain('$&amp;${x}{{y}}\\u2028\\u202eeman\u{1F5DD}');
  });

  it('is the same each time', async () => {
    const first = await renderHtml(fixtureAssessment(), app, compress);
    expect(await renderHtml(fixtureAssessment(), app, compress)).toBe(first);
  });

  it('carries the Assessment between its two parts', async () => {
    const { before, after } = htmlReport(fixtureAssessment(), app);
    const page = await renderHtml(fixtureAssessment(), app, compress);
    expect(page.startsWith(before)).toBe(true);
    expect(page.endsWith(after)).toBe(true);
    const data = page.slice(before.length, page.length - after.length);
    expect(data).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const json = gunzipSync(Buffer.from(data, 'base64')).toString('utf8');
    expect(parseFindings(JSON.parse(json))).toEqual(fixtureAssessment());
  });

  it('refuses an app that would end its own element', () => {
    const sentence =
      'the report app cannot stand in a page: it holds a closing tag or a comment; build it anew';
    expect(() => htmlReport(fixtureAssessment(), { ...app, script: '"</SCRIPT>"' })).toThrow(sentence);
    expect(() => htmlReport(fixtureAssessment(), { ...app, script: '"<!--"' })).toThrow(sentence);
    expect(() => htmlReport(fixtureAssessment(), { ...app, style: '</style>' })).toThrow(sentence);
  });
});

describe('the plain summary', () => {
  it('shows the counts, the worst and what was left out', () => {
    const text = htmlReport(fixtureAssessment(), app)
      .before.replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    expect(text).toContain('Critical 1 High 5 Medium 6 Low 5');
    expect(text).toContain('Privilege escalation High 2 (+1) 0 1');
    expect(text).toContain('alice : 3 high, 2 medium, 2 low');
    expect(text).toContain('the statement has neither Action nor NotAction; add one of them');
    expect(text).toContain('2 things were excluded by a rule.');
    expect(text).toContain('This is the plain summary.');
  });

  it('says so where there is nothing', () => {
    const base = fixtureAssessment();
    const empty = {
      ...base,
      account: { id: null, partition: 'aws-cn', principalsByAccount: {} },
      notes: [],
      notAssessed: [],
      findings: [],
      summary: { ...base.summary, worstPolicies: [], worstPrincipals: [] },
    };
    const { before } = htmlReport(empty, app);
    expect(before).toContain('not named in the input (aws-cn)');
    expect(before).toContain('None has a finding that counts.');
    expect(before).toContain('Every part of the input that no rule excludes was assessed.');
    const { before: withoutRules } = htmlReport(
      { ...empty, exclusions: { ...base.exclusions, excluded: [] } },
      app,
    );
    expect(withoutRules).toContain('Every part of the input was assessed.');
  });

  it('cuts a long list and says how much is left', () => {
    const notes = Array.from({ length: 1_060 }, (_, index) => `note ${index}.`);
    const { before } = htmlReport({ ...fixtureAssessment(), notes }, app);
    expect(before).toContain('<li>note 49.</li>');
    expect(before).not.toContain('note 50.');
    expect(before).toContain('and 1,010 more.');
  });
});
