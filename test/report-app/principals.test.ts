import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { blockedParts } from '../../src/report-app/model/blocked-parts.js';
import { findingsOfPrincipals } from '../../src/report-app/model/held-findings.js';
import { policiesOf } from '../../src/report-app/model/policies-of.js';
import {
  principalRows,
  visiblePrincipals,
  type PrincipalsView,
} from '../../src/report-app/model/principal-rows.js';
import { becoming } from '../../src/report-app/model/principal-set.js';
import { escalatingAssessment } from './escalating-assessment.js';

const assessment = escalatingAssessment();
const heldIn = (changed: Assessment) => findingsOfPrincipals(changed, blockedParts(changed));
const findingsOf = heldIn(assessment);
const rows = principalRows(assessment, findingsOf);
const DEFAULT: PrincipalsView = {
  query: '',
  types: [],
  standings: [],
  sort: { column: 'severity', descending: true },
  selected: null,
  expanded: false,
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
    const twice = principalRows(
      { ...assessment, principals: first === undefined ? [] : [first, first] },
      findingsOf,
    );
    expect(twice.map(({ key }) => key)).toEqual(['AIDA01', 'AIDA01~2']);
  });
});

describe('the policies of a principal', () => {
  it('are its own and those of its groups, each once', () => {
    const [alice] = assessment.principals;
    expect(alice === undefined ? [] : policiesOf(alice, assessment.principals)).toEqual([0, 10, 4]);
  });
});

describe('the findings of a principal', () => {
  it('are those on its policies with the groups they come through, on its trust policy and on itself', () => {
    expect(
      findingsOf(1).map(({ finding, policy, groups, blocked }) => [finding.id, policy, groups, blocked]),
    ).toEqual([
      ['n01', null, [], null],
      ['f10', 2, [], null],
      ['n02', null, [], null],
      ['f12', 4, [3], null],
      ['f13', 4, [3], null],
    ]);
    expect(findingsOf(7).map(({ finding, policy }) => [finding.id, policy])).toEqual([
      ['t02', null],
      ['t04', null],
    ]);
    expect(findingsOf(99)).toEqual([]);
  });

  it('tell how many actions of a policy something takes away', () => {
    const { findings } = assessment;
    const blocked = findings.map((finding) =>
      finding.id === 'n02'
        ? {
            ...finding,
            kind: 'DataExfiltration',
            actionSet: findings.find(({ id }) => id === 'f13')?.actionSet ?? 0,
          }
        : finding,
    );
    const held = heldIn({ ...assessment, findings: blocked })(1);
    expect(held.map(({ finding, blocked: taken }) => [finding.id, taken])).toEqual([
      ['n01', null],
      ['f10', { count: 1, isWhole: true, by: ['permissions boundary guard'] }],
      ['n02', null],
      ['f12', null],
      ['f13', { count: 3, isWhole: true, by: ['permissions boundary guard'] }],
    ]);
    const changed = { ...assessment, findings: blocked };
    expect(principalRows(changed, heldIn(changed))[1]).toMatchObject({
      worst: 'critical',
      findings: 1,
    });
  });

  it('go by paths for escalation, whose actions may serve an open path as well', () => {
    const [ofPolicy] = assessment.findings.filter(({ id }) => id === 'f10');
    const [ofPrincipal] = assessment.findings.filter(({ id }) => id === 'n02');
    if (ofPolicy === undefined || ofPrincipal === undefined) throw new Error('the fixture lacks f10 or n02');
    const kind = 'PrivilegeEscalation';
    const blockedOf = (closed: readonly number[]) => {
      const findings = [
        { ...ofPolicy, kind, paths: [0, 1] },
        { ...ofPrincipal, kind, paths: closed, actionSet: ofPolicy.actionSet ?? 0 },
      ];
      const held = heldIn({ ...assessment, findings })(1);
      return held.find(({ finding }) => finding.id === 'f10')?.blocked;
    };
    const by = ['permissions boundary guard'];
    expect(blockedOf([1])).toEqual({ count: 1, isWhole: false, by });
    expect(blockedOf([0, 1])).toEqual({ count: 2, isWhole: true, by });
    expect(blockedOf([2])).toBeNull();
  });
});

describe('who can become whom', () => {
  const alone = { outsiders: [], hasOtherAdministrators: false };

  it('is read both ways, what is certain only', () => {
    expect(becoming(assessment, 1)).toMatchObject({ canBecome: [5, 6], becomableBy: [] });
    expect(becoming(assessment, 5)).toEqual({ canBecome: [], becomableBy: [1, 6], ...alone });
    expect(becoming(assessment, 2)).toMatchObject({ canBecome: [], becomableBy: [] });
  });

  it('tells of outsiders, and of administrators who can become anyone', () => {
    const { escalation, principals } = assessment;
    const [chain] = escalation.chains;
    const [hop] = escalation.hops;
    if (chain === undefined || hop === undefined) throw new Error('the fixture lacks chains');
    const entry = { ...hop, from: null, to: 6, verdict: 'confirmed' } as const;
    const hops = [entry, { ...entry, from: 6, to: 5 }, { ...entry, verdict: 'conditional' } as const];
    const way = (outsider: string, steps: readonly number[]) => ({
      ...chain,
      from: null,
      outsider,
      hops: steps,
    });
    const open = {
      ...assessment,
      escalation: { ...escalation, hops, chains: [way('far', [0, 1]), way('unsure', [2, 1])] },
    };
    expect(becoming(open, 6).outsiders).toEqual(['far']);
    expect(becoming(open, 5).outsiders).toEqual(['far']);
    expect(becoming(open, 1)).toMatchObject({ outsiders: [], hasOtherAdministrators: true });
    const abroad = principals.map((principal, index) =>
      index === 5 ? { ...principal, arn: 'arn:aws:iam::444455556666:role/break-glass' } : principal,
    );
    expect(becoming({ ...open, principals: abroad }, 1).hasOtherAdministrators).toBe(false);
  });
});
