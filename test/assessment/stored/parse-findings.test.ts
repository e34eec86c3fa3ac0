import { describe, expect, it } from 'vitest';
import { parseFindings } from '../../../src/assessment/parse-findings.js';
import { storeAssessment } from '../../../src/assessment/stored/store-assessment.js';
import { fixtureAssessment } from '../../report-app/fixture-assessment.js';
import { InputError } from '../../../src/policy/input-error.js';

describe('the stored assessment', () => {
  const assessment = fixtureAssessment();
  const stored = storeAssessment(assessment);

  it('leaves out what is null, false or empty', () => {
    const file = JSON.parse(JSON.stringify(stored)) as typeof stored;
    const excluded = assessment.policies.findIndex(({ excludedBy }) => excludedBy === null);
    expect(Object.keys(file.policies[excluded] ?? {})).not.toContain('excludedBy');
    const uncounted = assessment.findings.findIndex(({ counted }) => !counted);
    expect(Object.keys(file.findings[uncounted] ?? {})).not.toContain('counted');
  });

  it('names the subject of a finding by one member', () => {
    stored.findings.forEach(({ policy, trustPolicy, principal }, index) => {
      const subject = assessment.findings[index]?.subject;
      expect({ policy, trustPolicy, principal }).toEqual({
        policy: subject?.type === 'policy' ? subject.policy : undefined,
        trustPolicy: subject?.type === 'trust-policy' ? subject.principal : undefined,
        principal: subject?.type === 'principal' ? subject.principal : undefined,
      });
    });
  });

  it('writes the services of a wildcard as a set', () => {
    const prefixes = Object.keys(assessment.services);
    const services = prefixes.slice(0, 2);
    const [first] = assessment.findings;
    if (first === undefined) throw new Error('the fixture has findings');
    const { findings, serviceSets } = storeAssessment({
      ...assessment,
      findings: [
        { ...first, services },
        { ...first, services: [...services] },
        { ...first, services: ['not.in.the.table'] },
      ],
    });
    expect(serviceSets).toEqual(['0+1']);
    expect(findings.map((each) => [each.serviceSet, each.services])).toEqual([
      [0, undefined],
      [0, undefined],
      [undefined, ['not.in.the.table']],
    ]);
  });

  it('keeps dates, versions and accounts that are not as a rule', () => {
    const [policy] = assessment.policies;
    const [principal] = assessment.principals;
    if (policy === undefined || principal === undefined) throw new Error('the fixture has both');
    const odd = {
      ...assessment,
      policies: [
        { ...policy, createDate: '2020-01-01', updateDate: null, versions: [], defaultVersionId: 'v1' },
        { ...policy, createDate: null, updateDate: null, versions: [], defaultVersionId: null },
        { ...policy, isAttachable: false },
      ],
      principals: [{ ...principal, accountId: null }, { ...principal, accountId: '999999999999' }, principal],
    };
    expect(parseFindings(JSON.parse(JSON.stringify(storeAssessment(odd))))).toEqual(odd);
  });
});

describe('a findings file', () => {
  it.each([[null], ['text'], [{ format: 'cloudsplaining-findings', version: 2 }], [{ version: 1 }]])(
    'is refused where it is none of version 1: %j',
    (value) => {
      expect(() => parseFindings(value)).toThrow(InputError);
      expect(() => parseFindings(value)).toThrow(
        'this is no findings file of version 1; name one that a scan wrote',
      );
    },
  );
});
