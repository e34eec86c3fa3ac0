import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TriageDecision, TriageStatus } from '../../src/assessment/assessment.js';
import { isRowGroup } from '../../src/report-app/list/row-group.js';
import { worksheet } from '../../src/report-app/model/worksheet-entry.js';
import { WorksheetFilter } from '../../src/report-app/model/worksheet-filter.js';
import { groupedLines } from '../../src/report-app/model/worksheet-groups.js';
import {
  DEFAULT_WORKSHEET_VIEW,
  withChoice,
  withText,
  type ChoiceFilter,
  type Grouping,
  type TextFilter,
  type WorksheetView,
} from '../../src/report-app/model/worksheet-view.js';
import { escalatingAssessment } from './escalating-assessment.js';

const assessment = escalatingAssessment();
const sheet = worksheet(assessment);

function decided(
  finding: string,
  status: TriageStatus,
  owner: string,
  note: string,
): [string, TriageDecision] {
  return [finding, { finding, status, owner, note, decidedAt: '2026-11-24T10:00:00Z', description: '' }];
}

const DECISIONS = new Map([
  decided('f02', 'fix', 'ann', 'ticket IAM-7'),
  decided('t03', 'accepted', 'Bo', 'public on purpose'),
  decided('f17', 'false-positive', 'ann', ''),
]);

function keys(view: Partial<WorksheetView>): readonly string[] {
  const filter = new WorksheetFilter(sheet, assessment.assessedAt);
  return filter.rows({ ...DEFAULT_WORKSHEET_VIEW, ...view }, DECISIONS).map(({ key }) => key);
}

const sorted = (view: Partial<WorksheetView>): readonly string[] => [...keys(view)].sort();

describe('the worksheet', () => {
  it('shows every finding, the gravest first, those that count before others', () => {
    expect(keys({}).join(' ')).toBe(
      't03 n01 f14 f01 f02 f05 f07 n02 f03 f04 t02 t04 f10 f11 f09 f12 f13 f16 f17 f06 f08 t01 f15',
    );
  });

  it.each<[ChoiceFilter, readonly string[], readonly string[]]>([
    ['status', ['fix', 'accepted'], ['f02', 't03']],
    ['severity', ['critical'], ['n01', 't03']],
    ['kind', ['ServiceWildcard'], ['f04', 'f16']],
    ['reach', ['scoped', 'blocked'], ['f09', 'n02']],
    ['reach', ['conditional'], ['f12']],
    ['type', ['trust-policy'], ['t01', 't02', 't03', 't04']],
    ['type', ['principal'], ['n01', 'n02']],
    ['used', ['recent'], ['f01', 'f02', 'f03', 'f04', 'f05', 'f06', 'f07', 'f08', 'f09', 'f17', 't01']],
    ['used', ['earlier', 'unused'], []],
    ['counted', ['no'], ['f09', 'f12', 'f13', 'f16', 'n02']],
  ])('is narrowed to %s %j', (filter, values, expected) => {
    expect(sorted(withChoice(DEFAULT_WORKSHEET_VIEW, filter, values))).toEqual(expected);
  });

  it.each<[TextFilter, string, readonly string[]]>([
    ['policy', 'deploy', ['f07', 'f08', 'f09']],
    ['policy', 'USER/bob', ['n01', 'n02']],
    ['actions', 'iam:tagrole', ['f06', 'f08']],
    ['actions', 'ssm', ['f03', 'f04', 'f13']],
    ['actions', '999900001111', ['t02']],
    ['actions', 'invoke it', ['f01', 'f07', 'n01']],
    ['actions', 'pass-role-lambda', ['f01', 'f07', 'n01']],
    ['actions', 'PassExistingRoleToNewLambda', ['f01', 'f07', 'n01']],
    ['conditions', 'multifactor', ['f12']],
    ['conditions', 'deny statement 4', ['f08']],
    ['attached', 'carol', ['f11']],
    ['owner', 'ANN', ['f02', 'f17']],
    ['note', 'purpose', ['t03']],
  ])('is narrowed by the text of %s: %s', (filter, text, expected) => {
    expect(sorted(withText(DEFAULT_WORKSHEET_VIEW, filter, text))).toEqual(expected);
  });

  it.each([
    ['carol', ['f11']],
    ['iam-7', ['f02']],
    ['false pos', ['f17']],
    ['bob privilege', ['n01']],
    ['n02', ['n02']],
    ['putbucketpolicy deploy', ['f08', 'f09']],
    ['2026-10-01 wildcard', ['f04']],
    ['boundary', ['n02']],
    ['pass-role-lambda', ['f01', 'f07', 'n01']],
    ['passexistingroletonewlambda', ['f01', 'f07', 'n01']],
    ['nowhere', []],
  ])('is searched for %s', (query, expected) => {
    expect(sorted({ query })).toEqual(expected);
  });

  it.each([
    ['status', false, ['t03', 'f17', 'f02'], 'descending'],
    ['owner', false, ['f02', 'f17', 't03'], 'ascending'],
    ['note', false, ['t03', 'f02'], 'ascending'],
  ])('is sorted by %s', (column, _, expected, direction) => {
    const found = keys({ sort: { column, descending: direction === 'descending' } });
    expect(found.slice(0, expected.length)).toEqual(expected);
  });

  it('is sorted by what was found, by holders, by reach and by last use', () => {
    const first = (column: string, descending: boolean): readonly string[] =>
      keys({ sort: { column, descending } }).slice(0, 2);
    expect(first('actions', true)).toEqual(['f06', 'f08']);
    expect(first('attached', true)).toEqual(['f01', 'f02']);
    expect(first('attached', false)).toEqual(['f16', 't03']);
    expect(first('reach', false)).toEqual(['n02', 'f09']);
    expect(first('used', true)).toEqual(['f01', 'f02']);
    expect(first('kind', false)).toEqual(['t01', 't03']);
    expect(first('policy', true)).toEqual(['f15', 'f10']);
    expect(first('severity', false)).toEqual(['f17', 'f06']);
  });

  it('gives the same answer however the search was typed', () => {
    const word = fc.constantFrom('iam', 'bob', 'f0', 'deploy', 'priv', 'e', 'on ', 'ann', ' ');
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 3 }), { maxLength: 4 }), (queries) => {
        const filter = new WorksheetFilter(sheet, assessment.assessedAt);
        for (const words of queries) {
          const view = { ...DEFAULT_WORKSHEET_VIEW, query: words.join('') };
          expect(filter.rows(view, DECISIONS).map(({ key }) => key)).toEqual(keys(view));
        }
      }),
    );
  });

  it('finds a fingerprint that is typed letter by letter', () => {
    const findings = assessment.findings.map((finding) =>
      finding.id === 'f17' ? { ...finding, id: 'eef0634546500292' } : finding,
    );
    const filter = new WorksheetFilter(worksheet({ ...assessment, findings }), assessment.assessedAt);
    const found = ['eef', 'eef0', 'eef06'].map((query) =>
      filter.rows({ ...DEFAULT_WORKSHEET_VIEW, query }, DECISIONS).map(({ finding }) => finding.id),
    );
    expect(found).toEqual([[], ['eef0634546500292'], ['eef0634546500292']]);
  });

  it('follows decisions, and answers a view that does not depend on them from memory', () => {
    const filter = new WorksheetFilter(sheet, assessment.assessedAt);
    const plain = filter.rows(DEFAULT_WORKSHEET_VIEW, new Map());
    expect(filter.rows(DEFAULT_WORKSHEET_VIEW, DECISIONS)).toBe(plain);
    const view = withChoice(DEFAULT_WORKSHEET_VIEW, 'status', ['fix']);
    expect(filter.rows(view, new Map())).toEqual([]);
    expect(filter.rows(view, DECISIONS).map(({ key }) => key)).toEqual(['f02']);
  });
});

describe('groups', () => {
  const linesBy = (grouping: Grouping, folded: readonly string[] = []) =>
    groupedLines(
      sheet.entries.filter(({ key }) => ['f01', 'f02', 't03', 'f17', 'n01'].includes(key)),
      grouping,
      folded,
      DECISIONS,
      assessment,
    ).map((line) => (isRowGroup(line) ? `${line.title} ${line.count}` : line.key));

  it('stand in their order with their findings and counts', () => {
    expect(linesBy('severity')).toEqual(['Critical 2', 't03', 'n01', 'High 2', 'f01', 'f02', 'Low 1', 'f17']);
    expect(linesBy('status')).toEqual([
      'To triage 2',
      'n01',
      'f01',
      'Fix 1',
      'f02',
      'False positive 1',
      'f17',
      'Accepted 1',
      't03',
    ]);
    expect(linesBy('owner')).toEqual(['Nobody 2', 'n01', 'f01', 'Bo 1', 't03', 'ann 2', 'f02', 'f17']);
    expect(linesBy('policy').slice(2, 7)).toEqual([
      'bob, user 1',
      'n01',
      'AdministratorAccess, aws-managed policy 2',
      'f01',
      'f02',
    ]);
    expect(linesBy('kind').slice(0, 3)).toEqual(['Privilege escalation 2', 'n01', 'f01']);
  });

  it('are folded one by one', () => {
    expect(linesBy('severity', ['high'])).toEqual(['Critical 2', 't03', 'n01', 'High 2', 'Low 1', 'f17']);
  });
});
