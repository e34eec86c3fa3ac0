import { describe, expect, it } from 'vitest';
import { visibleRows } from '../../src/report-app/model/filter-rows.js';
import {
  DEFAULT_POLICY_VIEW,
  isFiltered,
  withoutFilters,
  type ListView,
} from '../../src/report-app/model/list-view.js';
import { reportModel } from '../../src/report-app/model/report-model.js';
import { fixtureAssessment } from './fixture-assessment.js';
import { HOSTILE_NAME, RIGHT_TO_LEFT_NAME } from './fixture-names.js';

const model = reportModel(fixtureAssessment());

function keys(view: Partial<ListView>): readonly string[] {
  const whole = { ...DEFAULT_POLICY_VIEW, ...view };
  return visibleRows(model.policies.rows, whole, model.policies.search()(whole.query)).map((row) => row.key);
}

describe('rows of policies', () => {
  it('have keys of their own where policies share an id', () => {
    expect(model.policies.rows.map((row) => row.key)).toContain('sha-inline-1~2');
    expect(model.policies.byKey.get('sha-inline-1~2')?.related).toEqual(['carol']);
  });

  it('tally counted findings apart from all', () => {
    const row = model.policies.byKey.get('ANPA00000003');
    expect(row?.tallies.counted).toEqual({ worst: 'none', total: 0, kinds: [] });
    expect(row?.tallies.all).toEqual({
      worst: 'medium',
      total: 2,
      kinds: [
        { kind: 'PrivilegeEscalation', count: 1 },
        { kind: 'DataExfiltration', count: 1 },
      ],
    });
  });

  it('list counted findings first, the gravest first', () => {
    expect(model.policies.byKey.get('ANPA00000001')?.findings.map((finding) => finding.id)).toEqual([
      'f01',
      'f02',
      'f05',
      'f03',
      'f04',
      'f06',
    ]);
    expect(model.policies.byKey.get('ANPA00000002')?.findings.map((finding) => finding.id)).toEqual([
      'f07',
      'f08',
      'f09',
    ]);
  });

  it('tell what was not judged from what has no finding', () => {
    const states = model.policies.rows.map((row) => row.state);
    expect(states[8]).toBe('excluded');
    expect(states[11]).toBe('unreadable');
    expect(states[7]).toBe('assessed');
  });
});

describe('rows of trust policies', () => {
  it('hold the roles with a finding, with whom they trust', () => {
    expect(model.trust.rows.map((row) => [row.key, row.related])).toEqual([
      ['AROA02', ['ec2', 'lambda']],
      ['AROA03', ['arn:aws:iam::999900001111:root', '*']],
      ['AROA04', ['*']],
    ]);
  });
});

describe('sorting', () => {
  it('puts the gravest first, and of these those with most kinds', () => {
    expect(keys({}).slice(0, 4)).toEqual(['ANPA00000001', 'ANPA00000002', 'ANPA00000004', 'sha-inline-1']);
  });

  it('by name, both ways', () => {
    const names = keys({ sort: { column: 'name', descending: false } });
    const upwards = names.map((key) => model.policies.byKey.get(key)?.name.toLowerCase() ?? '');
    expect(upwards).toEqual([...upwards].sort());
    expect(keys({ sort: { column: 'name', descending: true } })[0]).toBe('ANPA00000005');
  });

  it('by number of findings, type and principals reached', () => {
    expect(keys({ sort: { column: 'findings', descending: true } })[0]).toBe('ANPA00000001');
    expect(keys({ sort: { column: 'type', descending: false } })[0]).toBe('ANPA00000001');
    expect(keys({ sort: { column: 'extent', descending: true } })[0]).toBe('ANPA00000003');
  });

  it('by severity where the address names no column of the table', () => {
    expect(keys({ sort: { column: '__proto__', descending: true } })).toEqual(keys({}));
  });
});

describe('filters', () => {
  it('by type', () => {
    expect(keys({ types: ['inline'] })).toEqual(['sha-inline-1', 'sha-inline-1~2', 'ANPA00000009']);
  });

  it('by severity of what counts', () => {
    expect(keys({ severities: ['high'] })).toEqual(['ANPA00000001', 'ANPA00000002', 'ANPA00000004']);
  });

  it('by kind, of what counts or of all', () => {
    expect(keys({ kinds: ['ServiceWildcard'] })).toEqual(['ANPA00000001']);
    expect(keys({ kinds: ['ServiceWildcard'], scope: 'all' })).toEqual(['ANPA00000001', 'ANPA00000008']);
  });

  it('can be taken away together', () => {
    const filtered = {
      ...DEFAULT_POLICY_VIEW,
      query: 'x',
      kinds: ['ServiceWildcard'],
      scope: 'all' as const,
    };
    expect(isFiltered(filtered)).toBe(true);
    expect(withoutFilters(filtered)).toEqual({ ...DEFAULT_POLICY_VIEW, scope: 'all' });
  });
});

describe('search', () => {
  it('finds parts of names, whatever their case', () => {
    expect(keys({ query: 'CUSTOMER-exp' })).toEqual(['sha-inline-1', 'sha-inline-1~2']);
    expect(keys({ query: RIGHT_TO_LEFT_NAME })).toEqual(['ANPA00000005']);
    expect(keys({ query: HOSTILE_NAME })).toEqual(['ANPA00000004']);
  });

  it('finds those who hold a policy, and needs every word', () => {
    expect(keys({ query: 'carol' })).toEqual(['sha-inline-1~2']);
    expect(keys({ query: 'carol bob' })).toEqual([]);
  });

  it('finds actions inside action sets', () => {
    expect(keys({ query: 'ec2:terminate' })).toEqual([
      'ANPA00000001',
      'ANPA00000002',
      'ANPA00000009',
      'ANPA00000005',
    ]);
    expect(keys({ query: 'ssm:getparameter' })).toEqual(['ANPA00000001', 'ANPA00000003']);
  });

  it('finds escalation paths by their ids, and by what 0.9.1 called them', () => {
    expect(keys({ query: 'pass-role-lambda' })).toEqual(['ANPA00000001', 'ANPA00000002']);
    expect(keys({ query: 'PassExistingRoleToNewLambdaThenInvoke' })).toEqual([
      'ANPA00000001',
      'ANPA00000002',
    ]);
  });

  it('finds the name that one principal gives to a shared inline policy', () => {
    expect(keys({ query: 'alices-own' })).toEqual(['ANPA00000009']);
  });

  it('finds nothing where nothing is', () => {
    expect(keys({ query: 'no-such-thing' })).toEqual([]);
  });
});
