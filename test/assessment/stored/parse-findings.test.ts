import fc from 'fast-check';
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

  it('is refused where it is damaged', () => {
    const damaged = { format: 'cloudsplaining-findings', version: 1 };
    expect(() => parseFindings(damaged)).toThrow(InputError);
    expect(() => parseFindings(damaged)).toThrow(
      'this findings file is damaged; scan the account again to write it anew',
    );
  });

  it('gives an assessment or our error, whatever is put in the place of a member', () => {
    const stored = JSON.stringify(storeAssessment(fixtureAssessment()));
    const places = placesOf(JSON.parse(stored));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        try {
          parseFindings(replaced(JSON.parse(stored), place, value));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});

type Place = readonly (string | number)[];

function placesOf(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...place, key]))];
}

function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((each, index) => (index === Number(key) ? replaced(each, rest, by) : each));
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, each]) => [name, name === key ? replaced(each, rest, by) : each]),
  );
}
