import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY_VIEW, DEFAULT_TRUST_VIEW } from '../../src/report-app/model/list-view.js';
import {
  actionsLink,
  formatRoute,
  parseRoute,
  pathsLink,
  policiesLink,
  principalsLink,
  trustLink,
} from '../../src/report-app/route/route.js';

const text = fc.string({ unit: 'grapheme' });
const view = fc.record({
  query: text,
  types: fc.subarray(['customer-managed', 'inline', 'aws-managed'] as const),
  severities: fc.subarray(['critical', 'high', 'medium', 'low', 'none'] as const),
  kinds: fc.array(text),
  scope: fc.constantFrom('counted' as const, 'all' as const),
  sort: fc.record({
    column: fc.constantFrom('name', 'type', 'findings', 'severity', 'extent'),
    descending: fc.boolean(),
  }),
  selected: fc.option(text),
  finding: fc.option(text),
});

describe('routes', () => {
  it('come back from the address as they went in', () => {
    fc.assert(
      fc.property(fc.constantFrom('policies' as const, 'trust' as const), view, (page, shown) => {
        const route = { page, view: shown };
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  it('hold what the actions page shows', () => {
    const link = actionsLink({
      query: 's3',
      sort: { column: 'action', descending: false },
      selected: 's3:GetObject',
    });
    expect(link).toBe('#/actions?q=s3&sort=action&action=s3%3AGetObject');
    expect(formatRoute(parseRoute(link))).toBe(link);
    expect(formatRoute(parseRoute('#/actions?sort=-policies'))).toBe('#/actions');
  });

  it('hold what the paths page shows', () => {
    const link = pathsLink({
      as: 'list',
      query: 'ci',
      starts: ['user', '=AIDA1'],
      targets: ['AROA1'],
      verdicts: ['possible'],
      sort: { column: 'steps', descending: true },
      selected: 'hop A>B>iam-001',
      unfolded: ['AROA1 confirmed confirmed '],
    });
    expect(link).toBe(
      '#/paths?as=list&q=ci&start=user&start=%3DAIDA1&target=AROA1&verdict=possible&sort=-steps&id=hop+A%3EB%3Eiam-001&open=AROA1+confirmed+confirmed+',
    );
    expect(formatRoute(parseRoute(link))).toBe(link);
    expect(formatRoute(parseRoute('#/paths?as=graph&verdict=unheard'))).toBe('#/paths');
  });

  it('hold what the principals page shows', () => {
    const link = principalsLink({
      query: 'ci',
      types: ['role'],
      standings: ['can become'],
      sort: { column: 'administrator', descending: true },
      selected: 'AROA1',
    });
    expect(link).toBe('#/principals?q=ci&type=role&administrator=can+become&sort=-administrator&id=AROA1');
    expect(formatRoute(parseRoute(link))).toBe(link);
    expect(formatRoute(parseRoute('#/principals?type=other&administrator=never'))).toBe('#/principals');
  });

  it('name the kind to read about', () => {
    const route = { page: 'guidance', kind: 'Resource Exposure&' } as const;
    expect(formatRoute(route)).toBe('#/guidance?kind=Resource+Exposure%26');
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('leave out what is as by default', () => {
    expect(formatRoute({ page: 'guidance', kind: null })).toBe('#/guidance');
    expect(parseRoute('#/glossary')).toEqual({ page: 'glossary' });
    expect(formatRoute({ page: 'policies', view: DEFAULT_POLICY_VIEW })).toBe('#/policies');
    expect(formatRoute({ page: 'trust', view: DEFAULT_TRUST_VIEW })).toBe('#/trust');
    expect(formatRoute({ page: 'excluded' })).toBe('#/excluded');
    expect(trustLink({ scope: 'counted' })).toBe('#/trust?scope=counted');
  });

  it('name filters, sort and choice', () => {
    const link = policiesLink({
      query: 'iam:Pass role',
      types: ['inline'],
      severities: ['high', 'low'],
      kinds: ['ServiceWildcard'],
      sort: { column: 'name', descending: false },
      selected: 'ANPA1',
      finding: 'f1',
    });
    expect(link).toBe(
      '#/policies?q=iam%3APass+role&type=inline&severity=high&severity=low&kind=ServiceWildcard&sort=name&id=ANPA1&finding=f1',
    );
  });

  it('take what they cannot read for the default', () => {
    expect(parseRoute('')).toEqual({ page: 'overview' });
    expect(parseRoute('#/nowhere?q=1')).toEqual({ page: 'overview' });
    expect(parseRoute('#/policies?type=other&severity=fatal&scope=none&sort=-')).toEqual({
      page: 'policies',
      view: DEFAULT_POLICY_VIEW,
    });
    expect(parseRoute('#/policies?q=%E0%A4%A')).toMatchObject({ page: 'policies' });
  });

  it('never fail on any address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (hash) => {
        expect(['overview', 'policies', 'trust', 'excluded']).toContain(parseRoute(hash).page);
      }),
    );
  });
});
