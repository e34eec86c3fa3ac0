import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, JsonValue } from '../../src/assessment/assessment.js';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { storeAssessment } from '../../src/assessment/stored/store-assessment.js';
import { chunksOf } from '../../src/output/chunks.js';
import { documentText } from '../../src/assessment/document-text.js';
import { findingsChunks } from '../../src/output/findings.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { finding, policy, writtenAssessment } from './written-assessment.js';

const joined = (assessment: Assessment): string => [...findingsChunks(assessment)].join('');
const readBack = (assessment: Assessment): Assessment => parseFindings(JSON.parse(joined(assessment)));

describe('the findings file', () => {
  it.each([
    ['a small account', writtenAssessment()],
    ['the account of the report', fixtureAssessment()],
    ['lists without an element', writtenAssessment({ documents: [], policies: [], findings: [], notes: [] })],
  ])('reads back as the assessment: %s', (_, assessment) => {
    expect(readBack(assessment)).toEqual(assessment);
    expect(joined(assessment)).toBe(JSON.stringify(storeAssessment(assessment)));
  });

  it('reads back for any documents, names and numbers of elements', () => {
    const strings = fc.string({ unit: 'binary' });
    const arbitrary = fc.record({
      documents: fc.array(fc.jsonValue()),
      notes: fc.array(strings, { maxLength: 200 }),
      names: fc.array(strings, { maxLength: 150 }),
      copies: fc.nat(300),
    });
    fc.assert(
      fc.property(arbitrary, ({ documents, notes, names, copies }) => {
        const subject = { type: 'policy', policy: 0 } as const;
        const assessment = writtenAssessment({
          // What fast-check calls a JSON value is one.
          documents: documents as readonly JsonValue[],
          notes,
          policies: names.map((name) => policy({ id: name, name })),
          findings: Array.from({ length: copies }, () => finding({ kind: 'ServiceWildcard', subject })),
        });
        expect(joined(assessment)).toBe(JSON.stringify(storeAssessment(assessment)));
        // Documents may hold what JSON changes, a negative zero.
        expect(readBack(assessment)).toEqual(JSON.parse(JSON.stringify(assessment)));
      }),
    );
  });

  it('comes in chunks of about 64 K characters', () => {
    const notes = Array.from({ length: 5000 }, (_, index) => `remark ${index} ${'x'.repeat(100)}`);
    const lengths = [...findingsChunks(writtenAssessment({ notes }))].map(({ length }) => length);
    expect(lengths.length).toBeGreaterThan(7);
    expect(lengths.slice(0, -1).every((length) => length >= 65_536 && length < 75_000)).toBe(true);
  });
});

describe('chunks', () => {
  it('are yielded as soon as they are long enough, the rest at the end', () => {
    const parts = ['a'.repeat(40_000), 'b'.repeat(40_000), '', 'c', 'd'];
    expect([...chunksOf(parts)]).toEqual(['a'.repeat(40_000) + 'b'.repeat(40_000), 'cd']);
  });

  it('are never empty', () => {
    expect([...chunksOf([])]).toEqual([]);
    expect([...chunksOf(['', ''])]).toEqual([]);
  });
});

describe('the text of a document', () => {
  it('is made once for each object', () => {
    let reads = 0;
    const document = {
      get Version() {
        reads++;
        return '2012-10-17';
      },
    };
    expect(documentText(document)).toBe('{"Version":"2012-10-17"}');
    expect(documentText(document)).toBe('{"Version":"2012-10-17"}');
    expect(reads).toBe(1);
  });

  it.each([
    [null, 'null'],
    ['a "b"', '"a \\"b\\""'],
    [1.5, '1.5'],
    [[], '[]'],
  ] as const)('of %j is %s', (value, text) => {
    expect(documentText(value)).toBe(text);
  });
});
