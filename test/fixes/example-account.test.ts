import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { readStoredAssessment } from '../../src/assessment/stored/read-stored-assessment.js';
import { storeAssessment } from '../../src/assessment/stored/store-assessment.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { Proposals, proposeFixes } from '../../src/fixes/propose-fixes.js';
import { charactersOf } from '../../src/fixes/size-limit.js';

const catalog = loadCatalog();
const file = path.join(import.meta.dirname, '../../examples/account.json');
const account = parseAuthorizationDetails(JSON.parse(readFileSync(file, 'utf8')));
const before = assess(account, { catalog, name: 'account' });
const assessment = proposeFixes(before, { catalog });

/** Findings of the account's own identity policies that are not confined to named resources already. */
const own = assessment.findings.filter(
  ({ subject, reach }) =>
    subject.type === 'policy' &&
    assessment.policies[subject.policy]?.type !== 'aws-managed' &&
    reach !== 'scoped',
);

it('has a checked change for most findings on customer-managed and inline policies', () => {
  const fixed = own.filter(({ fix }) => fix !== undefined);
  const tooLong = fixed.filter(({ fix = -1 }) => assessment.fixes?.[fix]?.tooLong !== undefined);
  expect([own.length, fixed.length, tooLong.length]).toEqual([121, 113, 9]);
});

it('says why there is none for the others', () => {
  const proposals = new Proposals(before, { catalog });
  const reasons = new Map<string, number>();
  for (const finding of own.filter(({ fix }) => fix === undefined)) {
    const { reason = '' } = proposals.of(finding).proposal;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  expect([...reasons]).toEqual([
    [
      'It allows everything, or everything but a few actions, and only its owner knows which of them are used: list those in its place.',
      8,
    ],
  ]);
});

it('measures what it proposes, and says of no other that it is too long', () => {
  const limits = new Set([2048, 5120, 6144, 10240]);
  for (const { tooLong, proposed } of assessment.fixes ?? []) {
    if (tooLong === undefined) expect(charactersOf(proposed)).toBeLessThanOrEqual(10240);
    else {
      expect(limits).toContain(tooLong.limit);
      expect(tooLong.characters).toBeGreaterThan(tooLong.limit);
      expect(tooLong.characters).toBeGreaterThanOrEqual(charactersOf(proposed));
    }
  }
});

it('changes nothing else of the assessment, and goes through the findings file', () => {
  const { fixes, findings, noFixReasons = [], ...others } = assessment;
  const { findings: found, ...rest } = before;
  expect(others).toEqual(rest);
  expect(findings.map(({ fix: _fix, noFix: _noFix, ...finding }) => finding)).toEqual(found);
  // Each finding has a change, or the reason why there is none.
  const told = findings.map(
    ({ fix = -1, noFix = -1 }) => (fixes?.[fix] === undefined) !== (noFixReasons[noFix] === undefined),
  );
  expect(told.every(Boolean)).toBe(true);
  expect(fixes?.every((fix) => fix.diff.startsWith('@@ -') && fix.steps.length > 0)).toBe(true);
  const stored = JSON.parse(JSON.stringify(storeAssessment(assessment)));
  expect(readStoredAssessment(stored)).toEqual(assessment);
});
