import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src/output/html-base64.js';
import { escapeHtml, markup } from '../../src/output/html-markup.js';
import { riskMatrix } from '../../src/output/html-risk-matrix.js';
import { visibleText } from '../../src/output/html-visible-text.js';
import { countOf, formatCount, formatTime, optionPhrases } from '../../src/output/html-wording.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';

describe('base64', () => {
  it('is that of Node for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it('joins its pieces', () => {
    const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7) % 256);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });
});

describe('escaping', () => {
  it('leaves nothing that HTML would read', () => {
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
  });

  it('escapes text in markup once, and markup not again', () => {
    const item = markup`<li>${'<1>'}</li>`;
    expect(markup`<ul>${[item, item]}${item}${7}</ul>`.text).toBe(
      '<ul><li>&lt;1&gt;</li><li>&lt;1&gt;</li><li>&lt;1&gt;</li>7</ul>',
    );
  });

  it('spells out characters that cannot be seen, and keeps those that can', () => {
    expect(visibleText('a\u0000b\u200Bc\u202Ed\u2066e\uFEFFf\u001B')).toBe(
      'a\\u0000b\\u200bc\\u202ed\\u2066e\\ufefff\\u001b',
    );
    expect(visibleText('line\nline\té مدير 鍵 \u{1F5DD}')).toBe('line\nline\té مدير 鍵 \u{1F5DD}');
    expect(visibleText('a\u{E0041}')).toBe('a\\udb40\\udc41');
    expect(visibleText('ad\u3164min\ufe0f\u115f\u034f')).toBe('ad\\u3164min\\ufe0f\\u115f\\u034f');
  });
});

describe('wording', () => {
  it('counts', () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
    expect(countOf(1, 'policy', 'policies')).toBe('1 policy');
    expect(countOf(2000, 'user')).toBe('2,000 users');
  });

  it('tells the time to the minute', () => {
    expect(formatTime('2026-11-24T09:30:12.000Z')).toBe('2026-11-24 09:30 UTC');
  });

  it('shows nothing of what is no time', () => {
    expect(['yesterday', '2026\u001b[2J', '[here](http://a)', ''].map(formatTime)).toEqual(
      Array.from({ length: 4 }, () => 'an unknown time'),
    );
    expect(formatTime('2026-11-24T09:30\u001b[2J')).toBe('2026-11-24 09:30 UTC');
  });

  it('names the options in force', () => {
    const base = fixtureAssessment();
    expect(optionPhrases(base)).toEqual([
      'only unrestricted actions count',
      'trust policies count',
      'all severities',
    ]);
    expect(
      optionPhrases({
        ...base,
        options: {
          flagAllRiskyActions: true,
          flagTrustPolicies: false,
          severities: ['high', 'low'],
          minimized: true,
        },
      }),
    ).toEqual([
      'every risky action counts, conditional and scoped ones too',
      'trust policies are listed but do not count',
      'only severities high, low',
      'documents of policies without a finding were left out',
    ]);
  });
});

describe('the risk matrix', () => {
  it('counts findings by kind and type, counted ones apart', () => {
    const rows = riskMatrix(fixtureAssessment());
    expect(rows.map((row) => row.kind.id)).toEqual([
      'PrivilegeEscalation',
      'DataExfiltration',
      'ResourceExposure',
      'ServiceWildcard',
      'CredentialsExposure',
      'InfrastructureModification',
    ]);
    expect(rows[0]?.cells).toEqual({
      'customer-managed': { counted: 2, notCounted: 1 },
      inline: { counted: 0, notCounted: 0 },
      'aws-managed': { counted: 1, notCounted: 0 },
    });
  });
});
