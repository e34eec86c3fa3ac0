import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import { assess } from '../../../src/assessment/assess.js';
import type { Assessment } from '../../../src/assessment/assessment.js';
import { scanPolicy } from '../../../src/assessment/scan-policy.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import { exampleAssessment, fullAssessment, written } from './format-fixtures.js';
import type { JUnitCase, JUnitCounts, JUnitSuite } from './written-shapes.js';
import { xmlFault } from './xml-faults.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['testsuite', 'testcase'].includes(name),
});

async function suites(
  assessment: Assessment,
  context = {},
): Promise<{ readonly all: JUnitCounts; readonly list: readonly JUnitSuite[] }> {
  const text = await written('junit', assessment, context);
  expect(xmlFault(text)).toBeNull();
  const { testsuites: all } = parser.parse(text) as {
    readonly testsuites: JUnitCounts & { readonly testsuite: readonly JUnitSuite[] };
  };
  return { all, list: all.testsuite };
}

const cases = (list: readonly JUnitSuite[]): readonly JUnitCase[] => list.flatMap(({ testcase }) => testcase);

describe('JUnit', () => {
  it('is XML, as the validator understands it', () => {
    expect(xmlFault('<a>&lt;</a>')).toBeNull();
    expect(xmlFault('<a><b></a>')).not.toBeNull();
    expect(xmlFault('<a b="<"/>')).not.toBeNull();
  });

  it('counts as it says, in whole and by suite', async () => {
    for (const assessment of [exampleAssessment(), fullAssessment()]) {
      const { all, list } = await suites(assessment);
      const count = (tests: readonly JUnitCase[]) => ({
        tests: String(tests.length),
        failures: String(tests.filter(({ failure }) => failure !== undefined).length),
        skipped: String(tests.filter(({ skipped }) => skipped !== undefined).length),
      });
      const said = ({ tests, failures, skipped }: JUnitCounts) => ({ tests, failures, skipped });
      expect(said(all)).toEqual(count(cases(list)));
      for (const suite of list) expect(said(suite)).toEqual(count(suite.testcase));
    }
  });

  it('has one test that passes where there is nothing to assess', async () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
    });
    const { all, list } = await suites(assess(account, { catalog, name: 'a', now: new Date(0) }));
    expect(all).toMatchObject({ tests: '1', failures: '0', skipped: '0' });
    expect(list).toEqual([
      {
        name: 'Account',
        tests: '1',
        failures: '0',
        skipped: '0',
        errors: '0',
        testcase: [{ name: 'No policy to assess', classname: 'Account' }],
      },
    ]);
  });

  it('fails the kinds with findings that count, and has a test for every other kind', async () => {
    const policy = {
      Statement: { Effect: 'Allow', Action: ['s3:GetObject', 'iam:PassRole'], Resource: '*' },
    };
    const { list } = await suites(scanPolicy(policy, { catalog, name: 'p', now: new Date(0) }), {
      sourceFile: 'a/p.json',
    });
    expect(list.map(({ name }) => name)).toEqual(['policy p']);
    const outcome = ({ failure, skipped }: JUnitCase) =>
      failure !== undefined ? 'failed' : skipped === undefined ? 'passed' : 'skipped';
    expect(cases(list).map((test) => [test.name, outcome(test)])).toEqual([
      ['Privilege Escalation', 'passed'],
      ['Data Exfiltration', 'failed'],
      ['Resource Exposure', 'failed'],
      ['Service Wildcard', 'passed'],
      ['Credentials Exposure', 'passed'],
      ['Unrestricted Infrastructure Modification', 'failed'],
    ]);
    const failed = cases(list)[1];
    expect(failed?.file).toBe('a/p.json');
    expect(failed?.failure?.message).toBe('Data Exfiltration in policy p: s3:GetObject.');
  });

  it('skips what could not be assessed, so that it does not look like what passed', async () => {
    const where = 'stack.yaml:8 Resources.<R>';
    const reason = 'the document is known only once it is deployed (Doc)';
    const { all, list } = await suites({
      ...exampleAssessment(),
      notAssessed: [{ what: 'inline policy b of role R', where, reason }],
    });
    const { testcase, ...counts } = list.at(-1) ?? { testcase: [] };
    expect(counts).toEqual({ name: 'Not assessed', tests: '1', failures: '0', skipped: '1', errors: '0' });
    expect(testcase).toEqual([
      {
        name: `inline policy b of role R (${where})`,
        classname: 'Not assessed',
        skipped: { message: reason },
      },
    ]);
    const { all: without } = await suites({ ...exampleAssessment(), notAssessed: [] });
    expect(Number(all.tests) - Number(without.tests)).toBe(1);
    expect(Number(all.skipped) - Number(without.skipped)).toBe(1);
  });

  it('fails only what is new where there is a baseline, and passes what was fixed', async () => {
    const { list } = await suites(fullAssessment());
    const failed = cases(list).filter(({ failure }) => failure !== undefined);
    expect(failed.length).toBe(1);
    const reasons = cases(list).flatMap(({ skipped }) => (skipped === undefined ? [] : [skipped.message]));
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.stringContaining('suppressed: agreed with <the> owner'),
        expect.stringContaining('accepted: known, and lived with'),
        expect.stringContaining('there since 2026-11-01 10:00 UTC or longer'),
      ]),
    );
    const fixed = list.at(-1);
    expect([fixed?.name, fixed?.tests, fixed?.failures]).toEqual([
      'Fixed since 2026-11-01 10:00 UTC',
      '1',
      '0',
    ]);
  });
});
