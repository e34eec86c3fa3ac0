import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import type { JsonValue } from '../../src/assessment/assessment.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { Proposals, proposeFixes } from '../../src/fixes/propose-fixes.js';

/** A document, one of its findings, and the change that removes it or the reason why there is none. */
interface FixCase {
  readonly kind: string;
  readonly settings?: { readonly accountId?: string; readonly region?: string };
  readonly before: JsonValue;
  readonly after?: JsonValue;
  readonly steps?: readonly string[];
  readonly placeholders?: readonly string[];
  readonly tooLong?: { readonly characters: number; readonly limit: number };
  readonly reason?: string;
}

const FOLDER = path.join(import.meta.dirname, 'cases');
const catalog = loadCatalog();
const cases = readdirSync(FOLDER).map((file): readonly [string, FixCase] => [
  file.replace('.json', ''),
  JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')),
]);

describe.each(cases)('%s', (_name, { kind, settings = {}, before, ...expected }) => {
  const scan = (document: JsonValue) =>
    scanPolicies([{ name: 'policy', document }], { catalog, exclusions: NO_EXCLUSIONS });
  const chosen = { catalog, exclusions: NO_EXCLUSIONS, ...settings };
  const assessment = proposeFixes(scan(before), chosen);
  const ofKind = assessment.findings.filter((finding) => finding.kind === kind);
  const finding = ofKind.find(({ counted }) => counted) ?? ofKind[0];

  it('gives what is expected', () => {
    const fix = assessment.fixes?.[finding?.fix ?? -1];
    const found =
      fix === undefined
        ? { reason: finding && new Proposals(assessment, chosen).of(finding).proposal.reason }
        : {
            after: fix.proposed,
            steps: fix.steps,
            placeholders: fix.placeholders.map(({ name }) => name),
            ...(fix.tooLong === undefined ? {} : { tooLong: fix.tooLong }),
          };
    expect(found).toEqual(expected);
  });

  it('explains every placeholder, and leaves none unexplained', () => {
    const fix = assessment.fixes?.[finding?.fix ?? -1];
    const words = new Set(JSON.stringify(fix?.proposed ?? null).match(/\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b/g));
    const names = (fix?.placeholders ?? []).map(({ name }) => name);
    expect([...words].filter((word) => !names.includes(word))).toEqual([]);
    expect(names.filter((name) => !JSON.stringify(fix?.proposed).includes(name))).toEqual([]);
  });

  it('holds no policy variable of ours', () => {
    expect(JSON.stringify(assessment.fixes)).not.toContain('${');
  });

  it('no longer has the finding', () => {
    if (expected.after === undefined) return;
    const after = scan(expected.after).findings.filter((each) => each.kind === kind && each.counted);
    expect(after).toEqual([]);
  });
});
