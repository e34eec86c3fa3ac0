import { describe, expect, it } from 'vitest';
import { DocumentStore } from '../../src/account/document-store.js';
import { DEEPEST_NESTING, isNestedDeeperThan } from '../../src/account/nesting.js';
import { allow } from './details.js';

const READ = allow('s3:GetObject');
const TEXT =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}

describe('DocumentStore', () => {
  it('keeps the document, its text and what it means', () => {
    const stored = new DocumentStore().add(READ);
    expect(stored.json).toBe(READ);
    expect(stored.text).toBe(TEXT);
    expect(stored.parsed.ok && stored.parsed.document.statements.map(({ actions }) => actions)).toEqual([
      ['s3:GetObject'],
    ]);
  });

  it.each([
    ['an equal object', structuredClone(READ)],
    ['plain text', JSON.stringify(READ, null, 2)],
    ['text after a byte order mark', `\ufeff${TEXT}`],
    ['URL-encoded text', encodeURIComponent(TEXT)],
    ['text encoded twice', JSON.stringify(TEXT)],
  ])('gives one object for %s', (_what, document) => {
    const store = new DocumentStore();
    expect(store.add(document)).toBe(store.add(READ));
  });

  it('tells documents apart that differ in the order of their keys', () => {
    const store = new DocumentStore();
    const reordered = store.add({ Statement: READ['Statement'], Version: '2012-10-17' });
    expect(reordered === store.add(READ)).toBe(false);
  });

  it('parses each document once', () => {
    const stored = new DocumentStore().add(READ);
    expect(stored.parsed).toBe(stored.parsed);
  });

  it.each([
    [
      'text that is no JSON',
      '{"Version"',
      'the policy document is a text that is not JSON',
      '"{\\"Version\\""',
    ],
    ['a broken escape', '%7B%zz', 'the policy document is URL-encoded text with a broken escape', '"%7B%zz"'],
    ['a list', [], 'a policy document must be a JSON object, not a list', '[]'],
    ['nothing', undefined, 'a policy document must be a JSON object, not null', 'null'],
    ['a number', 7, 'a policy document must be a JSON object, not a number', '7'],
    [
      'a wrong effect',
      { Statement: [{ Effect: 'Maybe', Action: 's3:*', Resource: '*' }] },
      'Effect must be "Allow" or "Deny", not "Maybe" (at $.Statement[0].Effect of the document)',
      '{"Statement":[{"Effect":"Maybe","Action":"s3:*","Resource":"*"}]}',
    ],
  ])('keeps %s with the reason why it cannot be read', (_what, document, reason, text) => {
    const stored = new DocumentStore().add(document);
    expect(stored.parsed).toEqual({ ok: false, reason });
    expect(stored.text).toBe(text);
    expect(JSON.stringify(stored.json)).toBe(text);
  });

  it.each([DEEPEST_NESTING, 5_000, 200_000])(
    'keeps nothing of a document nested %i levels too deep',
    (depth) => {
      const stored = new DocumentStore().add({ ...READ, Extra: nested(depth) });
      expect(stored).toEqual({
        json: null,
        text: 'null',
        parsed: { ok: false, reason: 'the document is nested more than 64 levels deep' },
      });
    },
  );

  it('keeps nothing of what no JSON text says', () => {
    const itself: Record<string, unknown> = { ...READ };
    itself['Extra'] = [itself];
    for (const document of [itself, { ...READ, Extra: 1n }])
      expect(new DocumentStore().add(document)).toEqual({
        json: null,
        text: 'null',
        parsed: {
          ok: false,
          reason: 'the document is no JSON: an object in it holds itself, or a number is a BigInt',
        },
      });
    expect(new DocumentStore().add(Symbol('no JSON')).json).toBe(null);
  });

  it('reads a document that somebody froze', () => {
    expect(Object.freeze(new DocumentStore().add(READ)).parsed.ok).toBe(true);
  });

  it('reads a document nested as deep as allowed', () => {
    const stored = new DocumentStore().add({ ...READ, Extra: nested(DEEPEST_NESTING - 1) });
    expect(stored.parsed).toEqual({ ok: false, reason: '"Extra" is not an element of a policy document' });
  });

  it('is not confused by keys of Object.prototype', () => {
    const stored = new DocumentStore().add('{"__proto__":{"Statement":[]},"constructor":1}');
    expect(stored.parsed).toEqual({ ok: false, reason: 'a policy document needs a Statement element' });
    expect(stored.text).toBe('{"__proto__":{"Statement":[]},"constructor":1}');
  });
});

describe('isNestedDeeperThan', () => {
  it('counts lists and objects alike', () => {
    expect([0, 1, 2, 3, 4].map((limit) => isNestedDeeperThan({ a: [{ b: [] }] }, limit))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(isNestedDeeperThan('text', 0)).toBe(false);
    expect(isNestedDeeperThan(null, 0)).toBe(false);
  });
});
