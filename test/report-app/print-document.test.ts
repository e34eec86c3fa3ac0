import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/assessment/assessment.js';
import { printDocument, statementLabel, statementsOf } from '../../src/report-app/model/print-document.js';

function textOf(document: JsonValue): string {
  return printDocument(document)
    .map((line) => `${'  '.repeat(line.depth)}${line.key === null ? '' : `${line.key}: `}${line.text}`)
    .join('\n');
}

describe('printing a document', () => {
  it('gives every line its statement', () => {
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow' }, { Effect: 'Deny', Action: ['a', 'b'] }],
    };
    expect(printDocument(document).map((line) => [line.statement, line.text])).toEqual([
      [null, '{'],
      [null, '"2012-10-17",'],
      [null, '['],
      [0, '{'],
      [0, '"Allow"'],
      [0, '},'],
      [1, '{'],
      [1, '"Deny",'],
      [1, '['],
      [1, '"a",'],
      [1, '"b"'],
      [1, ']'],
      [1, '}'],
      [null, ']'],
      [null, '}'],
    ]);
  });

  it('takes a statement that stands without a list for the first', () => {
    const document = { Statement: { Effect: 'Allow', Condition: { Statement: ['no statement'] } } };
    expect(
      new Set(
        printDocument(document)
          .slice(1, -1)
          .map((line) => line.statement),
      ),
    ).toEqual(new Set([0]));
  });

  it('spells out what cannot be seen', () => {
    expect(textOf({ Sid: 'a\u202Eb\u2028c\u0000' })).toBe('{\n  "Sid": "a\\u202eb\\u2028c\\u0000"\n}');
  });

  it('writes what JSON would write', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme-ascii' }), (value) => {
        // fast-check's JsonValue is ours apart from `readonly`.
        const document = value as JsonValue;
        expect(JSON.parse(textOf(document))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('statements', () => {
  it('are counted from one and carry their Sid', () => {
    const document = { Statement: [{ Sid: 'Read\u202E' }, { Sid: '' }, 'broken'] };
    expect(statementLabel(document, 0)).toBe('Statement 1 (Read\\u202e)');
    expect(statementLabel(document, 1)).toBe('Statement 2');
    expect(statementLabel(document, 2)).toBe('Statement 3');
  });

  it('are none in what is no document', () => {
    expect(statementsOf(null)).toEqual([]);
    expect(statementsOf(['Statement'])).toEqual([]);
    expect(statementsOf({ Version: '2012-10-17' })).toEqual([]);
  });
});
