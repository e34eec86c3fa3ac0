import { expect, it } from 'vitest';
import type { EscalationVerdict } from '../../src/assessment/assessment.js';
import { administratorsInWords } from '../../src/report-app/model/administrators-in-words.js';

it.each<readonly [readonly EscalationVerdict[], string]>([
  [['confirmed'], '1 principal is administrator'],
  [['confirmed', 'confirmed'], '2 principals are administrators'],
  [['confirmed', 'conditional', 'possible'], '3 principals are administrators, 1 of them for certain'],
  [
    ['conditional'],
    '1 principal is administrator, under conditions or with something the input does not show',
  ],
])('administrators who are so %s are told apart', (verdicts, words) => {
  const administrators = verdicts.map((verdict, principal) => ({
    principal,
    kind: 'holds everything' as const,
    verdict,
    withinGuardrails: false,
  }));
  expect(administratorsInWords(administrators)).toBe(words);
});
