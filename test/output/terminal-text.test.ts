import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMiddle, fittingList, padEnd, textWidth, wrap } from '../../src/output/terminal-layout.js';
import { terminalSafe, terminalSafeJson } from '../../src/output/terminal-safe.js';
import { styled } from '../../src/output/terminal-style.js';

describe('text that is safe for a terminal', () => {
  it.each([
    ['a colour', '\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['a title and a bell', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
    ['a control sequence in one character', '\u009b2J', '\\u{9b}2J'],
    ['line ends and tabs', 'a\r\nb\tc\u2028d\u0085e', 'a\\u{d}\\u{a}b\\u{9}c\\u{2028}d\\u{85}e'],
    ['backspaces', 'ok\b\bno\u007f', 'ok\\u{8}\\u{8}no\\u{7f}'],
    ['a turn of direction', 'user\u202etxt.exe\u2066', 'user\\u{202e}txt.exe\\u{2066}'],
    ['what has no width', 'ad\u200bmin\u00ad\ufeff\u3164', 'ad\\u{200b}min\\u{ad}\\u{feff}\\u{3164}'],
    ['tags', 'x\u{e0041}', 'x\\u{e0041}'],
    ['half a pair', 'a\ud800b', 'a\\u{d800}b'],
    ['NUL', '\u0000', '\\u{0}'],
  ])('shows %s', (_, attack, shown) => {
    expect(terminalSafe(attack)).toBe(shown);
  });

  it('leaves all that people write in names alone', () => {
    const name = 'Zürich-prod_東京+x=1,@admin.role é 🚀 العربية';
    expect(terminalSafe(name)).toBe(name);
  });

  it('holds no control or format character, whatever comes in, and does not change a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = terminalSafe(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(terminalSafe(safe)).toBe(safe);
      }),
    );
  });
});

describe('JSON that is safe for a terminal', () => {
  it('spells out in strings what acts on a terminal or hides, and keeps its lines', () => {
    const json = JSON.stringify({ 'a\u009b2J': 'é\u202e\u007f\u3164\u{e0041}' }, null, 2);
    expect(terminalSafeJson(json)).toBe('{\n  "a\\u009b2J": "é\\u202e\\u007f\\u3164\\udb40\\udc41"\n}');
  });

  it('means what it meant', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = JSON.stringify(value);
        const safe = terminalSafeJson(json);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(safe)).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('columns', () => {
  it('counts what is drawn double as two', () => {
    expect(textWidth('abc')).toBe(3);
    expect(textWidth('東京')).toBe(4);
    expect(textWidth('🚀')).toBe(2);
    expect(textWidth('a–b…')).toBe(4);
  });

  it('fills with spaces, and never cuts', () => {
    expect(padEnd('東', 4)).toBe('東  ');
    expect(padEnd('abcde', 4)).toBe('abcde');
  });

  it('keeps both ends of a long name', () => {
    expect(cutMiddle('abcdefghij', 10)).toBe('abcdefghij');
    expect(cutMiddle('abcdefghij', 9)).toBe('abc...hij');
    expect(cutMiddle('abcdefghij', 8)).toBe('abc...ij');
    expect(cutMiddle('東京東京東京', 9)).toBe('東...京');
  });

  it('is never wider than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, width) => {
        expect(textWidth(cutMiddle(text, width))).toBeLessThanOrEqual(width);
        for (const line of wrap('- ', text, width + 2))
          expect(textWidth(line)).toBeLessThanOrEqual(width + 2);
      }),
    );
  });

  it('breaks lines between words and indents what follows', () => {
    expect(wrap('Note: ', 'one two three four', 15)).toEqual(['Note: one two', '      three', '      four']);
    expect(wrap('', 'aaaaaaaaaaaa b', 9)).toEqual(['aaa...aaa', 'b']);
    expect(wrap('x ', '', 9)).toEqual(['x ']);
  });

  it('names as many things as fit', () => {
    expect(fittingList(['aaa', 'bbb', 'ccc'], 13)).toBe('aaa, bbb, ccc');
    expect(fittingList(['aaaa', 'bbb', 'ccc'], 13)).toBe('aaaa and 2 more');
    expect(fittingList(['aaaa', 'bbbb', 'cccc', 'dddd'], 17)).toBe('aaaa and 3 more');
    expect(fittingList(['aaaa', 'bbbb', 'cccc', 'dddd'], 21)).toBe('aaaa, bbbb and 2 more');
    expect(fittingList([], 5)).toBe('');
  });
});

describe('styles', () => {
  it('colour only where that is wanted', () => {
    expect(styled('high', 'high', true)).toBe('\u001b[31mhigh\u001b[0m');
    expect(styled('high', 'high', false)).toBe('high');
  });
});
