import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitisedPage } from '../../src/cli/sanitised-page.js';

const html = (text: string): string => sanitisedPage(text, 'html');
const markdown = (text: string): string => sanitisedPage(text, 'markdown');

describe('a page in Markdown', () => {
  it('becomes HTML, with headings below that of the page', () => {
    expect(markdown('# How we fix\n\nAsk **Anna**, see [the list](https://example.com/a?b=1&c=2).')).toBe(
      '<h2>How we fix</h2>\n<p>Ask <strong>Anna</strong>, see ' +
        '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">the list</a>.</p>',
    );
  });

  it('may hold tables, lists and code', () => {
    expect(markdown('| a |\n| :-: |\n| `b` |\n\n3. c\n')).toBe(
      '<table>\n<thead>\n<tr>\n<th align="center">a</th>\n</tr>\n</thead>\n<tbody><tr>\n' +
        '<td align="center"><code>b</code></td>\n</tr>\n</tbody></table>\n<ol start="3">\n<li>c</li>\n</ol>',
    );
  });

  it('may hold HTML, which is sanitised as well', () => {
    expect(markdown('a <script>alert(1)</script> <b onclick="alert(1)">b</b>')).toBe('<p>a  <b>b</b></p>');
    expect(markdown('[a](javascript:alert(1)) ![b](https://example.com/b.png)')).toBe('<p><a>a</a> </p>');
  });

  it('keeps what looks like the marks of a template as it is', () => {
    expect(markdown('$& $1 {{a}} ${b} \u2028 😀')).toBe('<p>$&amp; $1 {{a}} ${b} \u2028 😀</p>');
  });
});

describe('headings', () => {
  it('skip no level', () => {
    expect(html('<h3>a</h3><h6>b</h6><h2>c</h2><h1>d</h1>')).toBe('<h2>a</h2><h3>b</h3><h3>c</h3><h2>d</h2>');
  });
});

describe('ids', () => {
  it.each(['p', 'h2', 'a', 'code'])('of %s cannot be those of the report', (tag) => {
    expect(html(`<${tag} id="main">a</${tag}>`)).toBe(`<${tag} id="custom-main">a</${tag}>`);
  });
});

describe('links', () => {
  it.each([
    ['mailto:anna@example.com', 'mailto:anna@example.com'],
    ['#/policies?q=a', '#/policies?q=a'],
  ])('to %s stay', (address, kept) => {
    expect(html(`<a href="${address}">a</a>`)).toMatch(`<a href="${kept}"`);
  });

  it('to a place in the text follow its id, which cannot be one of the report', () => {
    expect(html('<a href="#main">a</a><p id="main">b</p>')).toBe(
      '<a href="#custom-main">a</a><p id="custom-main">b</p>',
    );
  });

  it.each([
    'javascript:alert(1)',
    ' \u0001javascript:alert(1)',
    'JaVaScRiPt&colon;alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,a',
    'vbscript:a',
    '//example.com',
    'file:///etc/passwd',
    'notes.html',
  ])('to %j lose their address', (address) => {
    expect(html(`<a href="${address}">a</a>`)).toBe('<a>a</a>');
  });
});

describe('pictures', () => {
  it('stay where they are data in a format that cannot hold script', () => {
    expect(html('<img src="data:image/png;base64,iVBORw0KGgo=" onerror="alert(1)">')).toBe(
      '<img alt="" src="data:image/png;base64,iVBORw0KGgo=" />',
    );
  });

  it.each([
    'https://example.com/a.png',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html;base64,PHA+',
    'data:image/png,a" onerror="alert(1)',
    'x',
  ])('are left out where their source is %s', (source) => {
    expect(html(`a<img src="${source}">`)).toBe('a');
  });
});

describe('hostile HTML', () => {
  it.each([
    ['<script>alert(1)</script>', ''],
    ['</script><script>alert(1)</script>', ''],
    ['<scr<script>ipt>alert(1)</script>', 'ipt&gt;alert(1)'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<svg><script>alert(1)</script></svg>', ''],
    ['<svg><a xlink:href="javascript:alert(1)">a</a></svg>', ''],
    ['<math><mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">', ''],
    ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">', ''],
    ['<iframe srcdoc="<script>alert(1)</script>"></iframe>', ''],
    ['<style>@import url(https://example.com)</style>', ''],
    ['<p style="background:url(https://example.com)">a</p>', '<p>a</p>'],
    ['<p class="masthead" data-page="a">a</p>', '<p>a</p>'],
    ['<form action="https://example.com"><input name=a><button>b</button></form>', 'b'],
    ['<base href="https://example.com/"><meta http-equiv=refresh content="0;url=//example.com">', ''],
    ['<link rel=stylesheet href=//example.com><object data=a></object><embed src=a>', ''],
    [
      '<details open ontoggle=alert(1)><summary>a</summary></details>',
      '<details open><summary>a</summary></details>',
    ],
    ['<!--><img src=x onerror=alert(1)>-->', '--&gt;'],
    [
      '<a href="https://example.com" target="_top" rel="opener" ping="//example.com">a</a>',
      '<a href="https://example.com" target="_blank" rel="noopener noreferrer">a</a>',
    ],
  ])('%s', (text, left) => {
    expect(html(text)).toBe(left);
  });

  it('gives only elements and attributes of the list, whatever comes', () => {
    const marks = '< > " \' = / & ; --> <!-- </ -- [ ] ( ) # ` \u0000';
    const names = 'a href onerror img src script style svg math javascript: template title textarea p id';
    const piece = fc.constantFrom(' ', '\n', ...marks.split(' '), ...names.split(' '));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom('html', 'markdown'),
        (pieces, format) => {
          const clean = sanitisedPage(pieces.join(''), format);
          for (const [, tag = '', attributes = ''] of clean.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)) {
            expect(tag).toMatch(/^(?:a|p|img|code|pre|em|strong|del|li|ul|ol|hr|br|blockquote|h[2-6])$/);
            expect(attributes).toMatch(/^(?: (?:href|id|alt|target|rel|title|start)="[^"<>]*")*(?: \/)?$/);
          }
          expect(clean).not.toMatch(/href="\s*javascript:/i);
        },
      ),
    );
  });
});
