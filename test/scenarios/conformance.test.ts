import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyAccess } from '../../src/access/policy-access.js';
import { analyseDocument, type DocumentFinding } from '../../src/assessment/document-analysis.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { BUILT_IN_KINDS } from '../../src/risks/kinds-in-force.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { CoverageJudge } from '../../src/policy/resource-coverage.js';

/** A list of names, or, where it is long, its length and the hash of its members joined by newlines. */
type Expected = readonly string[] | { readonly count: number; readonly sha256: string };

interface Case {
  readonly id: string;
  readonly class: string;
  readonly compare: readonly string[];
  readonly policy: unknown;
  readonly expected: Readonly<Record<string, Expected>>;
  readonly expectedAllRisky: Readonly<Record<string, Expected>>;
}

const file = new URL('policies/equal-to-0.9.1.jsonl', import.meta.url);
// The file is the project's own; its rows have this shape.
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

const catalog = loadCatalog();
const judge = new CoverageJudge(catalog, { accountId: null, partition: null });
const legacyNames = new Map(ESCALATION_PATHS.map((path) => [path.id, path.legacyName]));

function names({ paths, services, actions }: DocumentFinding): readonly string[] {
  if (paths !== null) return paths.flatMap((id) => legacyNames.get(id) ?? []);
  return services ?? actions.indexes().map((action) => catalog.actionName(action));
}

function answer(
  findings: readonly DocumentFinding[],
  kind: string,
  expected: Expected | undefined,
): Expected {
  const found = new Set(
    findings.filter((finding) => finding.kind.id === kind && !finding.extended).flatMap(names),
  );
  const members = [...found].sort();
  if (Array.isArray(expected)) return members;
  return { count: members.length, sha256: createHash('sha256').update(members.join('\n')).digest('hex') };
}

describe('policies on which 0.9.1 is right', () => {
  it('has cases of every class', () => {
    expect(cases.length).toBe(466);
    expect([...new Set(cases.map((entry) => entry.class))].sort()).toEqual([
      'arn',
      'condition',
      'deny',
      'plain',
    ]);
  });

  it.each(cases.map((entry) => [entry.id, entry] as const))(
    '%s',
    (_, { policy, compare, expected, expectedAllRisky }) => {
      const settings = {
        kinds: BUILT_IN_KINDS,
        includedActions: IndexSet.empty,
        excludedActions: IndexSet.empty,
      };
      const document = parsePolicyDocument(policy);
      const { findings } = analyseDocument(document, policyAccess(document, catalog, judge), settings);
      const open = findings.filter(({ grade }) => grade === 'unrestricted');
      for (const kind of compare) {
        expect(answer(open, kind, expected[kind]), kind).toEqual(expected[kind]);
        expect(answer(findings, kind, expectedAllRisky[kind]), `${kind} with every risky action`).toEqual(
          expectedAllRisky[kind],
        );
      }
    },
  );
});
