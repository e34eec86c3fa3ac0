import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../../src/assessment/assessment.js';
import { exampleAssessment, fullAssessment, written } from './format-fixtures.js';
import { first, placeOf, type SarifLog, type SarifResult } from './written-shapes.js';

/** The schema of OASIS, as a package of Microsoft carries it. It is of draft 4, of which it uses nothing that changed. */
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

async function run(assessment: Assessment, context = {}) {
  const text = await written('sarif', assessment, context);
  const log = JSON.parse(text) as SarifLog;
  validate(log);
  expect(validate.errors).toBeNull();
  const [only, ...others] = log.runs;
  expect(others).toEqual([]);
  if (only === undefined) throw new Error('no run');
  return { text, ...only };
}

describe('SARIF', () => {
  it('accepts by its schema what every kind of assessment gives, and refuses what is wrong', async () => {
    await run(exampleAssessment(), { sourceFile: 'account.json' });
    await run(fullAssessment());
    const { text } = await run({ ...exampleAssessment(), findings: [] });
    expect(validate({ ...JSON.parse(text), version: '2.0.0' })).toBe(false);
    expect(validate({ ...JSON.parse(text), runs: [{ results: [] }] })).toBe(false);
  });

  it('holds a result for each finding that counts, the gravest first', async () => {
    const assessment = exampleAssessment();
    const { results, tool } = await run(assessment);
    const counted = assessment.findings.filter((finding) => finding.counted);
    expect(results.length).toBe(counted.length);
    const rank: Readonly<Record<string, number>> = { critical: 0, high: 1, medium: 2, low: 3, none: 4 };
    const ranks = results.map(({ properties }) => rank[properties.severity] ?? 9);
    expect(ranks).toEqual([...ranks].sort());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(
      new Set(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).size,
    ).toBe(results.length);
  });

  it('has a rule of its own for findings that are graver than their kind', async () => {
    const assessment = exampleAssessment();
    const graverOne = assessment.findings.findIndex(
      ({ kind, subject, counted }) => kind === 'PrivilegeEscalation' && subject.type === 'policy' && counted,
    );
    const findings = assessment.findings.map((finding, index) =>
      index === graverOne ? { ...finding, severity: 'critical' as const } : finding,
    );
    const { tool, results } = await run({ ...assessment, findings });
    const { rules } = tool.driver;
    const graver = rules.find(({ id }) => id === 'PrivilegeEscalation/critical');
    expect(graver?.properties['security-severity']).toBe('9.5');
    expect(rules.find(({ id }) => id === 'PrivilegeEscalation')?.properties['security-severity']).toBe('8.0');
    expect(results[0]?.level).toBe('error');
  });

  it('names policies of an account logically, with their ARNs and statements', async () => {
    const assessment = exampleAssessment();
    const { results } = await run(assessment);
    for (const { locations } of results) {
      expect(locations.length).toBe(1);
      expect(first(locations).physicalLocation).toBeUndefined();
      expect(first(first(locations).logicalLocations).kind).toBe('resource');
    }
    const names = results.map(({ locations }) => first(first(locations).logicalLocations).fullyQualifiedName);
    expect(names).toContain('arn:aws:iam::111122223333:policy/data-lake-administration');
  });

  it('names the place in a file, and further statements apart', async () => {
    const { results } = await run(fullAssessment());
    const placed = results.filter(({ locations }) => first(locations).physicalLocation !== undefined);
    expect(placed.length).toBeGreaterThan(0);
    expect(placeOf(first(placed))).toEqual({
      artifactLocation: { uri: 'infra/main.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, startColumn: 9, endLine: 12, endColumn: 10 },
    });
    expect(first(first(first(placed).locations).logicalLocations).fullyQualifiedName).toBe(
      'module.app.aws_iam_policy.deploy["a"]',
    );
  });

  it('names the scanned file where nothing else is known, as an address', async () => {
    const uris = async (sourceFile: string, sourceRoot: string | null = null) => {
      const { results } = await run(exampleAssessment(), { sourceFile, sourceRoot });
      return placeOf(first(results)).artifactLocation;
    };
    expect(await uris('a b/ü#.json')).toEqual({ uri: 'a%20b/%C3%BC%23.json', uriBaseId: '%SRCROOT%' });
    expect(await uris('/srv/x.json')).toEqual({ uri: 'file:///srv/x.json' });
    expect(await uris('C:/x y.json')).toEqual({ uri: 'file:///C:/x%20y.json' });
    expect(await uris('/srv/repo/infra/x.json', '/srv/repo')).toEqual({
      uri: 'infra/x.json',
      uriBaseId: '%SRCROOT%',
    });
  });

  it('says what is new, and what was set aside and why', async () => {
    const { results, invocations } = await run(fullAssessment());
    const states = results.map(({ baselineState }) => baselineState ?? 'none');
    expect(states.filter((state) => state === 'new').length).toBe(1);
    expect(states.filter((state) => state === 'none').length).toBe(1);
    expect(results.flatMap(({ suppressions = [] }) => suppressions)).toEqual(
      expect.arrayContaining([
        {
          kind: 'external',
          status: 'accepted',
          justification: 'suppressed by the configuration: agreed with <the> owner',
        },
        { kind: 'external', status: 'accepted', justification: 'accepted in triage: known, and lived with' },
        { kind: 'external', status: 'accepted', justification: 'triaged as a false positive' },
      ]),
    );
    expect(first(invocations).toolExecutionNotifications.map(({ message }) => message.text)).toContain(
      '1 (1 high) fixed since 2026-11-01 10:00 UTC.',
    );
  });

  it('tells findings apart that share a fingerprint', async () => {
    const assessment = exampleAssessment();
    const one = first(assessment.findings.filter((finding) => finding.counted));
    const { results } = await run({ ...assessment, findings: [one, one] });
    expect(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).toEqual([
      `${one.id}:1`,
      `${one.id}:2`,
    ]);
  });
});

describe('the changes of a file', () => {
  const assessment = fullAssessment();
  const fixable = first(assessment.findings.filter(({ fix }) => fix !== undefined));
  const fileChanges = new Map([
    [
      fixable,
      {
        file: 'infra/main.json',
        replacements: [
          { start: { line: 2, column: 1 }, end: { line: 3, column: 1 }, text: '' },
          { start: { line: 9, column: 4 }, end: { line: 9, column: 4 }, text: 'new\n' },
        ],
      },
    ],
  ]);

  it('stand beside the finding that they remove, with what is to be filled in', async () => {
    const { results } = await run(assessment, { fileChanges });
    expect(results.flatMap(({ fixes = [] }) => fixes)).toEqual([
      {
        description: { text: 'Resources are named. Fill in BUCKET_NAME: the name of the bucket' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'infra/main.json', uriBaseId: '%SRCROOT%' },
            replacements: [
              { deletedRegion: { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 } },
              {
                deletedRegion: { startLine: 9, startColumn: 4, endLine: 9, endColumn: 4 },
                insertedContent: { text: 'new\n' },
              },
            ],
          },
        ],
      },
    ]);
    expect((await run(assessment)).results.flatMap(({ fixes = [] }) => fixes)).toEqual([]);
  });

  it('have room apart, so that they cost no result its place', async () => {
    const findings = Array.from({ length: 50 }, (_, index) => ({
      ...fixable,
      id: `${index}`.padStart(16, '0'),
    }));
    const big = { line: 1, column: 1 };
    const changes = new Map(
      findings.map((finding) => [
        finding,
        {
          file: 'infra/main.json',
          replacements: [{ start: big, end: big, text: 'x'.repeat(200_000) }],
        },
      ]),
    );
    const { trend: _trend, ...rest } = assessment;
    const { results } = await run({ ...rest, findings }, { fileChanges: changes });
    expect(results.length).toBe(50);
    expect(results.filter(({ fixes }) => fixes !== undefined).length).toBe(14);
  });
});

describe('the limits of GitHub', () => {
  const MOST: Readonly<Record<string, number>> = { results: 5000, rules: 25_000, tags: 10, locations: 100 };

  /** 26,000 findings on 500 policies: a tenth of them high, the others low. */
  function hugeAssessment(nameOf: (index: number) => string): Assessment {
    const assessment = exampleAssessment();
    const [like] = assessment.findings.filter(({ counted, subject }) => counted && subject.type === 'policy');
    const [policy] = assessment.policies;
    if (like === undefined || policy === undefined) throw new Error('the example account is empty');
    const policies = Array.from({ length: 500 }, (_, index) => ({
      ...policy,
      name: nameOf(index),
      arn: null,
    }));
    const findings = Array.from({ length: 26_000 }, (_, index): Finding => ({
      ...like,
      id: index.toString(16).padStart(16, '0'),
      severity: index % 10 === 0 ? 'high' : 'low',
      subject: { type: 'policy', policy: index % policies.length },
      grantedBy: Array.from({ length: index === 0 ? 2000 : 1 }, (__, statement) => statement),
    }));
    return { ...assessment, policies, findings };
  }

  const levelsOf = (results: readonly SarifResult[]) => [
    results.filter(({ level }) => level === 'error').length,
    results.filter(({ level }) => level === 'note').length,
  ];

  it('are kept, however many findings there are: the gravest stay', async () => {
    const huge = hugeAssessment((index) => `policy-${index}`);
    const { results, tool, invocations } = await run(huge, { sourceFile: 'a.json' });
    expect(results.length).toBe(MOST['results']);
    expect(levelsOf(results)).toEqual([2600, 2400]);
    expect(first(invocations).toolExecutionNotifications[0]).toEqual({
      level: 'warning',
      message: {
        text: '21,000 results were left out: code scanning takes no more, and the gravest are here.',
      },
    });
    expect(tool.driver.rules.length).toBeLessThan(MOST['rules'] ?? 0);
    for (const { locations, relatedLocations = [] } of results)
      expect(locations.length + relatedLocations.length).toBeLessThanOrEqual(MOST['locations'] ?? 0);
  });

  it('are kept, however long the names of policies are and however little they compress', async () => {
    let seed = 1;
    const noise = (length: number) =>
      Array.from({ length }, () => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return String.fromCharCode(0x4e00 + ((seed >> 8) % 20000));
      }).join('');
    const huge = hugeAssessment((index) => noise(index < 10 ? 100_000 : 3000));
    const { text, results } = await run(huge, { sourceFile: 'a.json' });
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    const [high, low] = levelsOf(results);
    expect(high).toBeGreaterThan(1000);
    expect(low).toBe(0);
  });

  it('hold for the texts of rules and results, and what GitHub requires is there', async () => {
    const { tool, results, automationDetails } = await run(fullAssessment(), { sourceFile: 'a.json' });
    for (const rule of tool.driver.rules) {
      expect(rule.name.length).toBeLessThanOrEqual(255);
      for (const text of [rule.shortDescription.text, rule.fullDescription.text]) {
        expect(text).not.toBe('');
        expect(text.length).toBeLessThanOrEqual(1024);
      }
      expect(rule.help.text).not.toBe('');
      expect(rule.properties.tags.length).toBeLessThanOrEqual(MOST['tags'] ?? 0);
      const score = Number(rule.properties['security-severity']);
      expect(score > 0 && score <= 10).toBe(true);
    }
    for (const result of results) {
      const { message, partialFingerprints } = result;
      expect(message.text).not.toBe('');
      const { region } = placeOf(result);
      expect(Object.keys(region)).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn']);
      expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:\d+$/);
    }
    expect(automationDetails.id).toBe('cloudsplaining/account/');
  });
});
