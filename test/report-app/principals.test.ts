import { describe, expect, it } from 'vitest';
import {
  policiesOf,
  principalRows,
  visiblePrincipals,
  type PrincipalsView,
} from '../../src/report-app/model/principal-rows.js';
import { becoming } from '../../src/report-app/model/principal-set.js';
import { escalatingAssessment } from './escalating-assessment.js';

const assessment = escalatingAssessment();
const rows = principalRows(assessment);
const DEFAULT: PrincipalsView = {
  query: '',
  types: [],
  standings: [],
  sort: { column: 'severity', descending: true },
  selected: null,
};

const keys = (view: Partial<PrincipalsView>) =>
  visiblePrincipals(rows, { ...DEFAULT, ...view }, assessment).map(({ key }) => key);

describe('rows of principals', () => {
  it('count the findings on all that a principal has, those of its groups and its own', () => {
    const found = rows.map(({ key, worst, findings }) => [key, worst, findings]);
    expect(found.slice(0, 4)).toEqual([
      ['AIDA01', 'high', 7],
      // One on its policy, one on what its policies come to; the group's findings do not count.
      ['AIDA02', 'critical', 2],
      ['AIDA03', 'medium', 1],
      ['AGPA01', 'none', 0],
    ]);
  });

  it('say who is administrator and how many steps others need', () => {
    expect(
      rows
        .filter(({ standing }) => standing !== 'neither')
        .map(({ key, standing, steps, chain }) => [key, standing, steps, chain?.verdict ?? null]),
    ).toEqual([
      ['AIDA02', 'can become', 2, 'confirmed'],
      ['AIDA03', 'can become', 1, 'possible'],
      ['AROA01', 'administrator', 0, null],
    ]);
  });

  it('are narrowed by type, standing and search', () => {
    expect(keys({ types: ['group'], sort: { column: 'name', descending: false } })).toEqual([
      'AGPA02',
      'AGPA01',
    ]);
    expect(keys({ standings: ['administrator'] })).toEqual(['AROA01']);
    expect(keys({ query: 'USER/ bo' })).toEqual(['AIDA02']);
  });

  it('are sorted by how near they are to administrator', () => {
    const sort = { column: 'administrator', descending: true };
    expect(keys({ sort }).slice(0, 3)).toEqual(['AROA01', 'AIDA03', 'AIDA02']);
    expect(keys({ sort: { ...sort, descending: false } }).slice(-3)).toEqual(['AIDA02', 'AIDA03', 'AROA01']);
  });

  it('are sorted by findings and by last use', () => {
    const byFindings = keys({ sort: { column: 'findings', descending: true } });
    expect(byFindings.slice(0, 2)).toEqual(['AIDA01', 'AROA01']);
    expect(keys({ sort: { column: 'used', descending: true } }).slice(0, 2)).toEqual(['AROA01', 'AROA02']);
  });

  it('have keys of their own where principals share an id', () => {
    const [first] = assessment.principals;
    const twice = principalRows({ ...assessment, principals: first === undefined ? [] : [first, first] });
    expect(twice.map(({ key }) => key)).toEqual(['AIDA01', 'AIDA01~2']);
  });
});

describe('the policies of a principal', () => {
  it('are its own and those of its groups, each once', () => {
    const [alice] = assessment.principals;
    expect(alice === undefined ? [] : policiesOf(alice, assessment.principals)).toEqual([0, 10, 4]);
  });
});

describe('who can become whom', () => {
  it('is read both ways, what is certain only', () => {
    expect(becoming(assessment, 1)).toEqual({ canBecome: [5, 6], becomableBy: [] });
    expect(becoming(assessment, 5)).toEqual({ canBecome: [], becomableBy: [1, 6] });
    expect(becoming(assessment, 2)).toEqual({ canBecome: [], becomableBy: [] });
  });
});
