import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/assessment/assessment.js';
import {
  notCountedMark,
  notCountedSentence,
  paragraphs,
  reachSentence,
  safeAddress,
} from '../../src/report-app/model/describe-finding.js';
import { serviceGroups, serviceTitle } from '../../src/report-app/model/service-groups.js';
import { fixtureAssessment } from './fixture-assessment.js';

const finding: Finding = {
  id: 'f',
  kind: 'PrivilegeEscalation',
  severity: 'high',
  subject: { type: 'policy', policy: 0 },
  reach: 'unrestricted',
  counted: true,
  grantedBy: [0],
};

describe('describing a finding', () => {
  it('says how far it reaches', () => {
    expect(reachSentence(finding)).toBe(
      'Unrestricted: on every resource of its type, and no condition limits it.',
    );
    expect(reachSentence({ ...finding, limitedBy: [1] })).toBe(
      'Unrestricted with exceptions: a Deny cuts something out, but the rest is within reach and no condition limits it.',
    );
    expect(
      reachSentence({ ...finding, reach: 'conditional', conditionKeys: ['aws:SourceIp', 'aws:SourceVpc'] }),
    ).toBe(
      'Conditional: on every resource of its type, but only under conditions on aws:SourceIp, aws:SourceVpc.',
    );
    expect(reachSentence({ ...finding, reach: 'scoped' })).toBe(
      'Scoped: only on the resources that the statements name.',
    );
    expect(reachSentence({ ...finding, reach: 'scoped', conditionKeys: ['aws:SourceIp'] })).toBe(
      'Scoped: only on the resources that the statements name, and under conditions on aws:SourceIp.',
    );
  });

  it('says why it does not count', () => {
    const reasons = [
      'conditional',
      'scoped',
      'extended',
      'unattached',
      'trust-policies-not-flagged',
    ] as const;
    const sentences = reasons.map((notCounted) =>
      notCountedSentence({ ...finding, counted: false, notCounted }),
    );
    expect(new Set(sentences).size).toBe(5);
    expect(sentences[3]).toBe(
      'It does not count in totals because no principal in the input has the policy.',
    );
    expect(notCountedSentence(finding)).toBeNull();
    expect(notCountedMark(finding)).toBeNull();
    expect(notCountedMark({ ...finding, counted: false, notCounted: 'unattached' })).toBe(
      'unattached, not counted',
    );
  });

  it('follows nothing but https addresses', () => {
    expect(safeAddress('https://example.com/a#b')).toBe('https://example.com/a#b');
    for (const address of [
      'javascript:alert(1)',
      ' https://example.com',
      'data:text/html,x',
      '//example.com',
      '',
      'http://example.com',
    ]) {
      expect(safeAddress(address)).toBeNull();
    }
  });

  it('splits explanations into paragraphs', () => {
    expect(paragraphs('one\n\ntwo\nthree\n')).toEqual(['one', 'two', 'three']);
  });
});

describe('actions by service', () => {
  it('groups a set by service and access level, with the names of services', () => {
    expect(serviceGroups(fixtureAssessment(), 4)).toEqual([
      {
        service: 's3',
        title: 'Amazon S3',
        actions: [12, 13],
        levels: [
          { level: 'Write', actions: [13] },
          { level: 'Read', actions: [12] },
        ],
      },
      {
        service: 'ssm',
        title: 'AWS Systems Manager',
        actions: [14],
        levels: [{ level: 'Read', actions: [14] }],
      },
    ]);
  });

  it('leaves a set out that is not there, and names an unknown service by its prefix', () => {
    expect(serviceGroups(fixtureAssessment(), 99)).toEqual([]);
    expect(serviceTitle(fixtureAssessment(), 'constructor')).toBe('constructor');
  });
});
